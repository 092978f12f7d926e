package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage.InputTokensDetails;
import dev.langchain4j.model.openai.OpenAiTokenUsage.OutputTokensDetails;
import dev.langchain4j.model.output.TokenUsage;
import io.waybill.work.Usage;
import io.waybill.work.Usage.Basis;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static Usage of(TokenUsage reported) {
    return new Tokens(Facts.of("small"), "maker").of(reported, Duration.ZERO);
  }

  private static Usage usage(long input, long read, long write, long output, long reasoning) {
    return usage(input, read, write, output, reasoning, Basis.REPORTED);
  }

  private static Usage usage(
      long input, long read, long write, long output, long reasoning, Basis basis) {
    return new Usage("maker", "small", input, read, write, output, reasoning, Duration.ZERO, basis);
  }

  private static TokenUsage openAi(int in, int cached, int out, int reasoning, int total) {
    return OpenAiTokenUsage.builder()
        .inputTokenCount(in)
        .inputTokensDetails(InputTokensDetails.builder().cachedTokens(cached).build())
        .outputTokenCount(out)
        .outputTokensDetails(OutputTokensDetails.builder().reasoningTokens(reasoning).build())
        .totalTokenCount(total)
        .build();
  }

  private static TokenUsage gemini(
      Integer in, Integer cached, Integer out, Integer thoughts, Integer total) {
    return GoogleAiGeminiTokenUsage.builder()
        .inputTokenCount(in)
        .cachedContentTokenCount(cached)
        .outputTokenCount(out)
        .thoughtsTokenCount(thoughts)
        .totalTokenCount(total)
        .build();
  }

  private static TokenUsage anthropic(Integer in, Integer read, Integer write, Integer out) {
    return AnthropicTokenUsage.builder()
        .inputTokenCount(in)
        .cacheReadInputTokens(read)
        .cacheCreationInputTokens(write)
        .outputTokenCount(out)
        .build();
  }

  @Test
  void openAiCountsTheCacheInItsInputAndReasoningInItsOutput() {
    assertEquals(usage(2006, 1920, 0, 300, 64), of(openAi(2006, 1920, 300, 64, 2306)));
    assertEquals(
        usage(10, 0, 0, 5, 0),
        of(OpenAiTokenUsage.builder().inputTokenCount(10).outputTokenCount(5).build()));
  }

  @Test
  void anEngineThatCountsReasoningBesideTheOutputIsKnownByItsTotal() {
    assertEquals(usage(100, 0, 0, 70, 60), of(openAi(100, 0, 10, 60, 170)));
  }

  @Test
  void anthropicCountsTheCacheBesideItsInput() {
    assertEquals(usage(50 + 1800 + 248, 1800, 248, 503, 0), of(anthropic(50, 1800, 248, 503)));
    assertEquals(usage(50, 0, 0, 503, 0), of(anthropic(50, null, null, 503)));
  }

  @Test
  void geminiCountsThoughtsBesideItsOutputUnlessItsTotalSaysOtherwise() {
    assertEquals(usage(100, 40, 0, 90, 60), of(gemini(100, 40, 30, 60, 190)));
    assertEquals(usage(100, 0, 0, 90, 60), of(gemini(100, null, 90, 60, 190)));
    assertEquals(usage(100, 0, 0, 30, 0), of(gemini(100, null, 30, null, 130)));
    assertEquals(usage(100, 0, 0, 60, 60), of(gemini(100, null, null, 60, 160)));
  }

  @Test
  void whatGeminisOwnToolsReadIsInput() {
    assertEquals(usage(125, 0, 0, 90, 60), of(gemini(100, null, 30, 60, 215)));
  }

  @Test
  void othersReportTheirInputAndOutput() {
    assertEquals(usage(7, 0, 0, 3, 0), of(new TokenUsage(7, 3)));
    assertEquals(usage(7, 0, 0, 0, 0), of(new TokenUsage(7, null)));
  }

  @Test
  void numbersThatContradictEachOtherAreMadeToFitAndFlagged() {
    assertEquals(usage(10, 10, 0, 5, 5, Basis.INCONSISTENT), of(openAi(10, 25, 5, 9, 15)));
    assertEquals(usage(0, 0, 0, 3, 0, Basis.INCONSISTENT), of(new TokenUsage(-7, 3)));
  }

  @Test
  void noReportIsUnknown() {
    assertEquals(Usage.UNKNOWN, of(null));
    assertEquals(Usage.UNKNOWN, of(new TokenUsage()));
    assertEquals(Usage.UNKNOWN, of(anthropic(0, 0, 0, 0)));
    assertEquals(Usage.UNKNOWN, of(gemini(null, null, null, null, null)));
  }

  @Test
  void aBegunFourBytesOfEveryMessageAreAToken() {
    var request =
        ChatRequest.builder()
            .messages(UserMessage.from("12345"), AiMessage.from("é"), UserMessage.from("ok"))
            .build();
    assertEquals(OptionalLong.of(2 + 1 + 1), Counted.tokens(request));
  }

  @Test
  void whatIsNoTextCannotBeCounted() {
    var request =
        ChatRequest.builder()
            .messages(UserMessage.from(ImageContent.from("aGk=", "image/png")))
            .build();
    assertEquals(OptionalLong.empty(), Counted.tokens(request));
    assertEquals(
        Usage.UNKNOWN, new Tokens(Facts.of("small"), "maker").counted(request, 3, Duration.ZERO));
  }
}
