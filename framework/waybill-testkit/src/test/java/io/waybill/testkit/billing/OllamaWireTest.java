package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaModel;
import dev.langchain4j.model.ollama.OllamaModels;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ollama's wire, as LangChain4j's client for Ollama speaks it. */
class OllamaWireTest extends WireContract {
  private static final Map<String, String> BEARER = Map.of("Authorization", "Bearer " + KEY);

  @Override
  ChatModel model() {
    return OllamaChatModel.builder()
        .baseUrl(provider.ollama())
        .customHeaders(BEARER)
        .modelName(MODEL)
        .maxRetries(0)
        .build();
  }

  @Override
  StreamingChatModel streaming() {
    return OllamaStreamingChatModel.builder()
        .baseUrl(provider.ollama())
        .customHeaders(BEARER)
        .modelName(MODEL)
        .build();
  }

  @Override
  String name() {
    return "ollama";
  }

  @Override
  Tokens seen(TokenUsage usage) {
    return Tokens.of(usage.inputTokenCount(), usage.outputTokenCount());
  }

  @Override
  Tokens told(Tokens all) {
    return Tokens.of(all.input(), all.output());
  }

  @Override
  void assertNothing(TokenUsage usage) {
    assertNull(usage);
  }

  @Test
  void theModelsAreListed() {
    provider.models("small", "large");

    var models = OllamaModels.builder().baseUrl(provider.ollama()).build().availableModels();

    assertEquals(
        List.of("small", "large"), models.content().stream().map(OllamaModel::getName).toList());
  }

  @Test
  void textsAreEmbedded() {
    var model =
        OllamaEmbeddingModel.builder()
            .baseUrl(provider.ollama())
            .modelName("embed")
            .maxRetries(0)
            .build();

    assertEquals(8, model.embed("12345678").content().dimension());
    assertEquals(provider.prices("embed").nano(Tokens.of(2, 0)), provider.bill());
  }
}
