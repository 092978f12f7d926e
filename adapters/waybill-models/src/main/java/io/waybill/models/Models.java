package io.waybill.models;

import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import java.util.Optional;

/**
 * Models by name, for Java: keys and the places of engines come from the environment of this
 * process. Naming one reaches nothing; a missing key is the error of the first call.
 */
public final class Models {
  private Models() {}

  /** Opened when the first model is called. */
  private static final class Shared {
    static final Http HTTP = Http.create();
  }

  /**
   * A model by its name: {@code openai/gpt-4.1-mini}, {@code ollama/llama3.2:3b}, {@code
   * anthropic/…}, {@code gemini/…}, {@code mistral/…}; of a service that speaks OpenAI's wire,
   * {@code groq/…}; or of any engine that does, {@code http://127.0.0.1:8080/v1#qwen2.5-7b},
   * without the model if it has only one.
   *
   * @throws IllegalArgumentException saying what is wrong with the name
   */
  public static Chat named(String name) {
    return here().named(name);
  }

  /**
   * The model that the variable {@code WAYBILL_MODEL} names; empty if it is not set.
   *
   * @throws IllegalArgumentException saying what is wrong with the name
   */
  public static Optional<Chat> fromEnvironment() {
    return here().chosen();
  }

  private static ModelCatalog here() {
    return new ModelCatalog(System.getenv(), () -> Shared.HTTP);
  }
}
