package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenAI's wire, as LangChain4j's client for OpenAI speaks it. */
class OpenAiWireTest extends WireContract {
  @Override
  ChatModel model() {
    return OpenAiChatModel.builder()
        .baseUrl(provider.openai())
        .apiKey(KEY)
        .modelName(MODEL)
        .maxRetries(0)
        .build();
  }

  @Override
  StreamingChatModel streaming() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(provider.openai())
        .apiKey(KEY)
        .modelName(MODEL)
        .build();
  }

  @Override
  String name() {
    return "openai";
  }

  @Override
  Tokens seen(TokenUsage usage) {
    var openAi = (OpenAiTokenUsage) usage;
    return new Tokens(
        usage.inputTokenCount(),
        openAi.inputTokensDetails().cachedTokens(),
        0,
        usage.outputTokenCount(),
        openAi.outputTokensDetails().reasoningTokens());
  }

  @Override
  Tokens told(Tokens all) {
    return new Tokens(all.input(), all.cached(), 0, all.output(), all.reasoning());
  }

  @Override
  void assertNothing(TokenUsage usage) {
    assertNull(usage);
  }

  @Test
  void usageMayContradictItselfAndTheBillDoesNot() {
    provider.answer(
        Answer.of("Yes.").using(Tokens.of(10, 1)).reporting(new Tokens(10, 90, 0, 1, 5)));

    var usage = (OpenAiTokenUsage) model().chat(ask("?").build()).tokenUsage();

    assertEquals(90, usage.inputTokensDetails().cachedTokens());
    assertEquals(0, charge().cached());
  }

  @Test
  void aFilterHasItsOwnWord() {
    provider.answer(Answer.of("").finishing("content_filter"));

    var response = model().chat(ask("?").build());

    assertEquals(FinishReason.CONTENT_FILTER, response.finishReason());
    assertTrue(charge().whole());
  }

  @Test
  void theModelsAreListed() {
    provider.models("small", "large");

    var catalog = OpenAiModelCatalog.builder().baseUrl(provider.openai()).apiKey(KEY).build();

    assertEquals(
        List.of("small", "large"),
        catalog.listModels().stream().map(ModelDescription::name).toList());
    assertEquals(0, provider.bill());
  }

  @Test
  void textsAreEmbeddedTheSameWayEveryTimeAndBilledByWhatWasRead() {
    var model =
        OpenAiEmbeddingModel.builder()
            .baseUrl(provider.openai())
            .apiKey(KEY)
            .modelName("embed")
            .maxRetries(0)
            .build();

    var first = model.embedAll(List.of(TextSegment.from("12345678"), TextSegment.from("other")));
    var again = model.embed("12345678");

    assertEquals(first.content().get(0), again.content());
    assertNotEquals(first.content().get(1), again.content());
    assertEquals(4, first.tokenUsage().inputTokenCount());
    var prices = provider.prices("embed");
    assertEquals(prices.nano(Tokens.of(4, 0)) + prices.nano(Tokens.of(2, 0)), provider.bill());
  }
}
