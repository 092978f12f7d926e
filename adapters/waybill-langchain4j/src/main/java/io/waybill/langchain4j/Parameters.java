package io.waybill.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Map;
import java.util.TreeMap;
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

  private static void put(Map<String, Object> said, String name, @Nullable Object value) {
    if (value != null) {
      said.put(name, value);
    }
  }
}
