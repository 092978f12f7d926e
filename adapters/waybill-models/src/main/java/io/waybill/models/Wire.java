package io.waybill.models;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's model for one attempt; those that stream never try again by themselves.
 *
 * @param key what it is sent; null for whoever wants none
 */
record Wire(
    NamedModel named, String model, Place place, @Nullable String key, HttpClientBuilder http) {
  /** Anthropic wants a limit; LangChain4j's own cuts answers at a page. */
  private static final int ANTHROPIC_MAX_TOKENS = 4096;

  /** What stands for a key where the library wants one and the engine does not. */
  private static final String NO_KEY = "no-key";

  StreamingChatModel open() {
    return switch (named.maker()) {
      case ANTHROPIC -> anthropic();
      case GEMINI -> gemini();
      case MISTRAL -> mistral();
      case OLLAMA -> ollama();
      case OPENAI -> openai();
    };
  }

  private Dials dials() {
    return named.dials();
  }

  private StreamingChatModel openai() {
    var builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(place.toString())
            .apiKey(key)
            .modelName(model)
            .temperature(dials().temperature().orElse(null))
            .topP(dials().topP().orElse(null))
            .seed(dials().seed().orElse(null));
    var most = dials().maxTokens().orElse(null);
    // OpenAI's newest models refuse the old name, and many engines know no other
    var ofOpenAi = place.sameOrigin(Place.of(Maker.OPENAI.url()));
    return ofOpenAi ? builder.maxCompletionTokens(most).build() : builder.maxTokens(most).build();
  }

  private StreamingChatModel ollama() {
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .customHeaders(key == null ? Map.of() : Map.of("Authorization", "Bearer " + key))
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .seed(dials().seed().orElse(null))
        .numPredict(dials().maxTokens().orElse(null))
        .build();
  }

  private StreamingChatModel anthropic() {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .apiKey(key == null ? NO_KEY : key)
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .maxTokens(dials().maxTokens().orElse(ANTHROPIC_MAX_TOKENS))
        .build();
  }

  private StreamingChatModel gemini() {
    return GoogleAiGeminiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .apiKey(key == null ? NO_KEY : key)
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .seed(dials().seed().orElse(null))
        .maxOutputTokens(dials().maxTokens().orElse(null))
        .build();
  }

  private StreamingChatModel mistral() {
    return MistralAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(place.toString())
        .apiKey(key == null ? NO_KEY : key)
        .modelName(model)
        .temperature(dials().temperature().orElse(null))
        .topP(dials().topP().orElse(null))
        .randomSeed(dials().seed().orElse(null))
        .maxTokens(dials().maxTokens().orElse(null))
        .build();
  }
}
