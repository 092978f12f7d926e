package io.waybill.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a built model says of how it will answer, as configuration that plans compare. */
final class Parameters {
  private Parameters() {}

  static Map<String, Object> of(ChatRequestParameters built) {
    var said = new TreeMap<String, Object>();
    put(said, "temperature", built.temperature());
    put(said, "top_p", built.topP());
    put(said, "top_k", built.topK());
    put(said, "frequency_penalty", built.frequencyPenalty());
    put(said, "presence_penalty", built.presencePenalty());
    put(said, "max_output_tokens", built.maxOutputTokens());
    var stops = built.stopSequences();
    if (stops != null && !stops.isEmpty()) {
      said.put("stop", stops);
    }
    return said;
  }

  /** How long the answers of a built model may be. */
  static OptionalLong mostOutput(ChatRequestParameters built) {
    var said = Stream.of(built.maxOutputTokens(), completion(built));
    return said.filter(Objects::nonNull).mapToLong(Integer::longValue).min();
  }

  private static @Nullable Integer completion(ChatRequestParameters built) {
    try {
      return built instanceof OpenAiChatRequestParameters openAi
          ? openAi.maxCompletionTokens()
          : null;
    } catch (LinkageError absent) {
      return null;
    }
  }

  private static void put(Map<String, Object> said, String name, @Nullable Object value) {
    if (value != null) {
      said.put(name, value);
    }
  }
}
