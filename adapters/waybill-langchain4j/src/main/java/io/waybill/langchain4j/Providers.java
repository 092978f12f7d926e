package io.waybill.langchain4j;

import dev.langchain4j.model.ModelProvider;
import java.util.Locale;

/** What OpenTelemetry calls those who serve models. */
final class Providers {
  private Providers() {}

  /** Empty if the model does not say whose it is. */
  static String name(ModelProvider provider) {
    // by name: what newer versions add must not be an error
    return switch (provider.name()) {
      case "OPEN_AI" -> "openai";
      case "GOOGLE_AI_GEMINI", "GOOGLE_GENAI" -> "gcp.gemini";
      case "GOOGLE_VERTEX_AI_GEMINI", "GOOGLE_VERTEX_AI_ANTHROPIC" -> "gcp.vertex_ai";
      case "AMAZON_BEDROCK" -> "aws.bedrock";
      case "AZURE_OPEN_AI" -> "azure.ai.openai";
      case "MICROSOFT_FOUNDRY", "GITHUB_MODELS" -> "azure.ai.inference";
      case "WATSONX" -> "ibm.watsonx.ai";
      case "OTHER" -> "";
      default -> provider.name().toLowerCase(Locale.ROOT);
    };
  }
}
