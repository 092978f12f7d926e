package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiModelCatalog;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistral's wire, as LangChain4j's client for Mistral speaks it. */
class MistralWireTest extends WireContract {
  @Override
  ChatModel model() {
    return MistralAiChatModel.builder()
        .baseUrl(provider.mistral())
        .apiKey(KEY)
        .modelName(MODEL)
        .maxRetries(0)
        .build();
  }

  @Override
  StreamingChatModel streaming() {
    return MistralAiStreamingChatModel.builder()
        .baseUrl(provider.mistral())
        .apiKey(KEY)
        .modelName(MODEL)
        .build();
  }

  @Override
  String name() {
    return "mistral";
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

  @Override
  int wrongModelStatus() {
    return 400;
  }

  @Test
  void theModelsAreListed() {
    provider.models("small", "large");

    var catalog = MistralAiModelCatalog.builder().baseUrl(provider.mistral()).apiKey(KEY).build();

    assertEquals(
        List.of("small", "large"),
        catalog.listModels().stream().map(ModelDescription::name).toList());
  }

  @Test
  void textsAreEmbedded() {
    var model =
        MistralAiEmbeddingModel.builder()
            .baseUrl(provider.mistral())
            .apiKey(KEY)
            .modelName("embed")
            .maxRetries(0)
            .build();

    assertEquals(8, model.embed("12345678").content().dimension());
    assertEquals(provider.prices("embed").nano(Tokens.of(2, 0)), provider.bill());
  }
}
