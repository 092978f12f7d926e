package io.waybill.langchain4j;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers in which a model or its filter says that it will not, as far as LangChain4j lets it be
 * seen: it knows no word for Anthropic's refusals, and does not pass on OpenAI's when they come as
 * a stream.
 */
final class Refusals {
  private static final boolean OPEN_AI = there(() -> OpenAiChatResponseMetadata.class);
  private static final boolean ANTHROPIC = there(() -> AnthropicChatResponseMetadata.class);

  /** As JSON says it; within a text its quotes would be escaped. */
  private static final Pattern OF_OPEN_AI = Pattern.compile("\"refusal\"\\s*:\\s*\"[^\"]");

  private static final Pattern OF_ANTHROPIC =
      Pattern.compile("\"stop_reason\"\\s*:\\s*\"refusal\"");

  private Refusals() {}

  static boolean in(ChatResponse response) {
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      return true;
    }
    if (response.finishReason() == FinishReason.OTHER) {
      return ANTHROPIC && OfAnthropic.said(response);
    }
    return response.aiMessage().text() == null && OPEN_AI && OfOpenAi.said(response);
  }

  private static boolean there(Supplier<Class<?>> type) {
    try {
      return type.get() != null;
    } catch (LinkageError absent) {
      return false;
    }
  }

  private static final class OfOpenAi {
    static boolean said(ChatResponse response) {
      return response.metadata() instanceof OpenAiChatResponseMetadata said
          && words(said.rawServerSentEvents()).anyMatch(word -> OF_OPEN_AI.matcher(word).find());
    }
  }

  private static final class OfAnthropic {
    static boolean said(ChatResponse response) {
      return response.metadata() instanceof AnthropicChatResponseMetadata said
          && Stream.concat(words(said.rawServerSentEvents()), whole(said))
              .anyMatch(word -> OF_ANTHROPIC.matcher(word).find());
    }

    private static Stream<String> whole(AnthropicChatResponseMetadata said) {
      return Stream.ofNullable(said.rawHttpResponse())
          .flatMap(answer -> Stream.ofNullable(answer.body()));
    }
  }

  private static Stream<String> words(@Nullable List<ServerSentEvent> events) {
    return events == null
        ? Stream.empty()
        : events.stream().flatMap(event -> Stream.ofNullable(event.data()));
  }
}
