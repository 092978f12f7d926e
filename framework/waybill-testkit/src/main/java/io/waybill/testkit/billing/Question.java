package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client asks of the provider, whichever wire it came over.
 *
 * @param provider the wire: {@code openai}
 * @param model as asked for; empty for a list of models
 * @param texts all the texts of the request, in order: of each message, or each to be embedded
 * @param streaming whether the answer shall come token by token
 * @param tools the names of the tools it may call
 * @param schema the JSON schema that the answer shall have
 * @param limit the most tokens of output
 * @param body the request as it came
 */
public record Question(
    String provider,
    Kind kind,
    String model,
    List<String> texts,
    boolean streaming,
    List<String> tools,
    Optional<JsonNode> schema,
    OptionalInt limit,
    JsonNode body) {
  /** What is asked for. */
  public enum Kind {
    CHAT,
    EMBEDDING,
    MODELS
  }

  private static final int BYTES_A_TOKEN = 4;

  public Question {
    texts = List.copyOf(texts);
    tools = List.copyOf(tools);
  }

  static Question models(String provider, JsonNode body) {
    return new Question(
        provider,
        Kind.MODELS,
        "",
        List.of(),
        false,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        body);
  }

  static Question embedding(String provider, String model, List<String> texts, JsonNode body) {
    return new Question(
        provider,
        Kind.EMBEDDING,
        model,
        texts,
        false,
        List.of(),
        Optional.empty(),
        OptionalInt.empty(),
        body);
  }

  /** The last of the texts: mostly what the user said last. Empty if there is none. */
  public String prompt() {
    return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
  }

  /** How many tokens this reads, if nobody says: one for every four bytes of UTF-8 begun. */
  long tokens() {
    return texts.stream()
        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .map(bytes -> (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN)
        .sum();
  }
}
