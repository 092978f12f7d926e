package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiModelCatalog;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gemini's wire, as LangChain4j's client for Gemini speaks it. */
class GeminiWireTest extends WireContract {
  @Override
  ChatModel model() {
    return GoogleAiGeminiChatModel.builder()
        .baseUrl(provider.gemini())
        .apiKey(KEY)
        .modelName(MODEL)
        .maxRetries(0)
        .build();
  }

  @Override
  StreamingChatModel streaming() {
    return GoogleAiGeminiStreamingChatModel.builder()
        .baseUrl(provider.gemini())
        .apiKey(KEY)
        .modelName(MODEL)
        .build();
  }

  @Override
  String name() {
    return "gemini";
  }

  /** Gemini's output is without the thoughts. */
  @Override
  Tokens seen(TokenUsage usage) {
    var gemini = (GoogleAiGeminiTokenUsage) usage;
    var thoughts = gemini.thoughtsTokenCount();
    var output = usage.outputTokenCount() + thoughts;
    return new Tokens(
        usage.inputTokenCount(), gemini.cachedContentTokenCount(), 0, output, thoughts);
  }

  @Override
  Tokens told(Tokens all) {
    return new Tokens(all.input(), all.cached(), 0, all.output(), all.reasoning());
  }

  @Override
  void assertNothing(TokenUsage usage) {
    assertNull(usage);
  }

  @Override
  int wrongKeyStatus() {
    return 400;
  }

  @Test
  void aRefusalIsTheFiltersAndIsBilled() {
    provider.answer(Answer.refusal("I will not."), Answer.refusal("I will not."));

    var whole = model().chat(ask("?").build());
    var streamed = stream(ask("?").build());

    assertEquals(FinishReason.CONTENT_FILTER, whole.finishReason());
    assertEquals(FinishReason.CONTENT_FILTER, streamed.finishReason());
    assertNull(whole.aiMessage().text());
    assertEquals(3, charge().output());
  }

  @Test
  void theModelsAreListed() {
    provider.models("small", "large");

    var catalog =
        GoogleAiGeminiModelCatalog.builder().baseUrl(provider.gemini()).apiKey(KEY).build();

    assertEquals(
        List.of("small", "large"),
        catalog.listModels().stream().map(ModelDescription::name).toList());
  }

  @Test
  void textsAreEmbeddedOneByOneAndTogether() {
    var model =
        GoogleAiEmbeddingModel.builder()
            .baseUrl(provider.gemini())
            .apiKey(KEY)
            .modelName("embed")
            .maxRetries(0)
            .build();

    var one = model.embed("12345678").content();
    var all =
        model.embedAll(List.of(TextSegment.from("1"), TextSegment.from("12345678"))).content();

    assertEquals(one, all.get(1));
    var prices = provider.prices("embed");
    assertEquals(prices.nano(Tokens.of(2, 0)) + prices.nano(Tokens.of(3, 0)), provider.bill());
  }
}
