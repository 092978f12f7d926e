package io.waybill.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose wire a model speaks; in lower case it is the provider that a file names. */
enum Maker {
  ANTHROPIC("https://api.anthropic.com/v1", ""),
  GEMINI("https://generativelanguage.googleapis.com/v1beta", ""),
  MISTRAL("https://api.mistral.ai/v1", ""),
  OLLAMA("http://127.0.0.1:11434", "OLLAMA_HOST"),
  /** And every engine that speaks OpenAI's wire, given its URL. */
  OPENAI("https://api.openai.com/v1", "OPENAI_BASE_URL");

  private final String url;
  private final String urlVariable;

  Maker(String url, String urlVariable) {
    this.url = url;
    this.urlVariable = urlVariable;
  }

  static Optional<Maker> named(String provider) {
    return Arrays.stream(values()).filter(maker -> maker.provider().equals(provider)).findFirst();
  }

  /** {@code openai}. */
  String provider() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Who bills it, in the words of OpenTelemetry. */
  String biller() {
    return switch (this) {
      case GEMINI -> "gcp.gemini";
      case MISTRAL -> "mistral_ai";
      case ANTHROPIC, OLLAMA, OPENAI -> provider();
    };
  }

  /** Where it is, unless somebody says otherwise. */
  String url() {
    return url;
  }

  /** The variable with which an operator says otherwise; empty if there is none. */
  String urlVariable() {
    return urlVariable;
  }

  /** The variables that may hold its key, the first that does wins; none if it takes none. */
  List<String> keys() {
    return switch (this) {
      case ANTHROPIC -> List.of("ANTHROPIC_API_KEY");
      case GEMINI -> List.of("GEMINI_API_KEY", "GOOGLE_API_KEY");
      case MISTRAL -> List.of("MISTRAL_API_KEY");
      case OLLAMA -> List.of();
      case OPENAI -> List.of("OPENAI_API_KEY");
    };
  }
}
