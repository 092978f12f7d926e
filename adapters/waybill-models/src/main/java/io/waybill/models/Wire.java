package io.waybill.models;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.waybill.work.CallContext;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's model for one attempt; those that stream never try again by themselves.
 *
 * @param key what it is sent; null for whoever wants none
 * @param call the attempt
 */
record Wire(NamedModel named, String model, Place place, @Nullable String key, CallContext call) {
  /** What stands for a key where the library wants one and the engine does not. */
  private static final String NO_KEY = "no-key";

  StreamingChatModel open(HttpClientBuilder http) {
    return switch (named.maker()) {
      case ANTHROPIC -> anthropic(http);
      case GEMINI -> gemini(http);
      case MISTRAL -> mistral(http);
      case OLLAMA -> ollama(http);
      case OPENAI -> openai(http);
    };
  }

  /** How long its answer may be: as declared, and no longer than is held for. */
  private @Nullable Integer most() {
    var said = named.mostOutput().map(Integer::longValue).stream().mapToLong(Long::longValue);
    var least = LongStream.concat(said, call.mostOutput().stream()).min();
    return least.isEmpty() ? null : (int) Math.min(Integer.MAX_VALUE, least.getAsLong());
  }

  private Dials dials() {
    return named.dials();
  }

  private StreamingChatModel openai(HttpClientBuilder http) {
    var builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(place.toString())
            .apiKey(key)
            .modelName(model)
            .temperature(dials().temperature().orElse(null))
            .topP(dials().topP().orElse(null))
            .seed(dials().seed().orElse(null));
    if (!place.sameOrigin(Place.of(Maker.OPENAI.url()))) {
      return builder.maxTokens(most()).build();
    }
    // OpenAI's newest models refuse the old name, and many engines know no other; of a key for its
    // cache some engines know nothing, and refuse what they do not know
    return builder
        .maxCompletionTokens(most())
        .customParameters(
            call.affinity().isEmpty() ? null : Map.of("prompt_cache_key", call.affinity()))
        .build();
  }

  private StreamingChatModel ollama(HttpClientBuilder http) {
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .customHeaders(key == null ? Map.of() : Map.of("Authorization", "Bearer " + key))
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .seed(dials().seed().orElse(null))
        .numPredict(most())
        .build();
  }

  private StreamingChatModel anthropic(HttpClientBuilder http) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .apiKey(key == null ? NO_KEY : key)
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .maxTokens(most())
        .build();
  }

  private StreamingChatModel gemini(HttpClientBuilder http) {
    return GoogleAiGeminiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .apiKey(key == null ? NO_KEY : key)
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .seed(dials().seed().orElse(null))
        .maxOutputTokens(most())
        .build();
  }

  private StreamingChatModel mistral(HttpClientBuilder http) {
    return MistralAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .apiKey(key == null ? NO_KEY : key)
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .randomSeed(dials().seed().orElse(null))
        .maxTokens(most())
        .build();
  }
}
