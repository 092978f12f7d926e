package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnRetriesTest {
  @Test
  void everyProvidersRetriesAreSeen() {
    var asBuilt =
        List.of(
            OpenAiChatModel.builder().apiKey("k").modelName("m").build(),
            AnthropicChatModel.builder().apiKey("k").modelName("m").build(),
            GoogleAiGeminiChatModel.builder().apiKey("k").modelName("m").build(),
            MistralAiChatModel.builder().apiKey("k").modelName("m").build(),
            OllamaChatModel.builder().baseUrl("http://localhost:1").modelName("m").build());
    asBuilt.forEach(model -> assertEquals(2, OwnRetries.of(model), model.toString()));
    assertEquals(
        0,
        OwnRetries.of(OpenAiChatModel.builder().apiKey("k").modelName("m").maxRetries(0).build()));
  }

  @Test
  void whatHasNoneOrDoesNotSayHasNone() {
    assertEquals(
        0, OwnRetries.of(OpenAiStreamingChatModel.builder().apiKey("k").modelName("m").build()));
    assertEquals(0, OwnRetries.of(ScriptedChat.says("ok")));
    assertEquals(0, OwnRetries.of(new HasAnotherField("many")));
  }

  @SuppressWarnings("UnusedVariable") // looked at by reflection
  private static final class HasAnotherField {
    private final String maxRetries;

    HasAnotherField(String maxRetries) {
      this.maxRetries = maxRetries;
    }
  }
}
