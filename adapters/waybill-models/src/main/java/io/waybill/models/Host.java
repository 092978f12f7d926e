package io.waybill.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A service that speaks OpenAI's wire, where it says that it is and in which variable its key. */
enum Host {
  CEREBRAS("https://api.cerebras.ai/v1"),
  FIREWORKS("https://api.fireworks.ai/inference/v1"),
  GROQ("https://api.groq.com/openai/v1"),
  OPENROUTER("https://openrouter.ai/api/v1"),
  SAMBANOVA("https://api.sambanova.ai/v1"),
  TOGETHER("https://api.together.xyz/v1");

  private final String url;

  Host(String url) {
    this.url = url;
  }

  static Optional<Host> named(String provider) {
    return Arrays.stream(values()).filter(host -> host.provider().equals(provider)).findFirst();
  }

  /** Whose service a URL is, if it is one of these. */
  static Optional<Host> at(Place place) {
    return Arrays.stream(values()).filter(host -> Place.of(host.url).sameOrigin(place)).findFirst();
  }

  /** {@code groq}. */
  String provider() {
    return name().toLowerCase(Locale.ROOT);
  }

  String url() {
    return url;
  }

  /** {@code GROQ_API_KEY}. */
  String key() {
    return name() + "_API_KEY";
  }
}
