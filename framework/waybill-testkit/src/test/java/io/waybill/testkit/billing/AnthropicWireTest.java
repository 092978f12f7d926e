package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicModelCatalog;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anthropic's wire, as LangChain4j's client for Anthropic speaks it. */
class AnthropicWireTest extends WireContract {
  @Override
  ChatModel model() {
    return AnthropicChatModel.builder()
        .baseUrl(provider.anthropic())
        .apiKey(KEY)
        .modelName(MODEL)
        .maxRetries(0)
        .build();
  }

  @Override
  StreamingChatModel streaming() {
    return AnthropicStreamingChatModel.builder()
        .baseUrl(provider.anthropic())
        .apiKey(KEY)
        .modelName(MODEL)
        .build();
  }

  @Override
  String name() {
    return "anthropic";
  }

  /** Anthropic's input tokens are those without a cache. */
  @Override
  Tokens seen(TokenUsage usage) {
    var anthropic = (AnthropicTokenUsage) usage;
    var cached = anthropic.cacheReadInputTokens();
    var written = anthropic.cacheCreationInputTokens();
    var input = usage.inputTokenCount() + cached + written;
    return new Tokens(input, cached, written, usage.outputTokenCount(), 0);
  }

  @Override
  Tokens told(Tokens all) {
    return new Tokens(all.input(), all.cached(), all.cacheWrite(), all.output(), 0);
  }

  /** LangChain4j's client makes zeroes of it. */
  @Override
  void assertNothing(TokenUsage usage) {
    assertEquals(Tokens.NONE, seen(usage));
  }

  @Test
  void aRefusalHasItsOwnWord() {
    provider.answer(Answer.refusal("I will not."), Answer.refusal("I will not."));

    assertEquals(FinishReason.OTHER, model().chat(ask("?").build()).finishReason());
    assertEquals(FinishReason.OTHER, stream(ask("?").build()).finishReason());
    assertEquals(3, charge().output());
  }

  @Test
  void theModelsAreListed() {
    provider.models("small", "large");

    var catalog = AnthropicModelCatalog.builder().baseUrl(provider.anthropic()).apiKey(KEY).build();

    assertEquals(
        List.of("small", "large"),
        catalog.listModels().stream().map(ModelDescription::name).toList());
  }
}
