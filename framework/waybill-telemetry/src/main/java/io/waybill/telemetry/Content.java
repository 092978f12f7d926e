package io.waybill.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.work.Outcome;
import io.waybill.work.Secrets;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What models answered, for those who ask for it: cut short, and without what looks like a key. A
 * plan is checked so that private data never reaches work that leaves the house; so only what such
 * work answered is told, and what guards have cleared, and never what work says is private.
 */
final class Content {
  static final int MOST_CHARACTERS = 4096;
  private static final int LONGEST_KEY = 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private Content() {}

  /**
   * The answer as the messages that a model gave, in OpenTelemetry's form; empty if it is private.
   */
  static Optional<String> of(WorkInfo work, Outcome<?> outcome) {
    return mayBeTold(work.safety()) && outcome.kind() == Outcome.Kind.GENERATED
        ? Optional.of(messages(told(outcome.value().toString()), outcome.finish()))
        : Optional.empty();
  }

  private static boolean mayBeTold(WorkInfo.Safety safety) {
    return switch (safety.privacy()) {
      case PRIVATE -> false;
      case CLEARED -> true;
      case AS_INPUT -> safety.location() == WorkInfo.Location.EXTERNAL;
    };
  }

  /** At most {@value #MOST_CHARACTERS} characters; a key that is cut in two is a key still. */
  static String told(String text) {
    var some = text.substring(0, Math.min(text.length(), MOST_CHARACTERS + LONGEST_KEY));
    var clean = Secrets.hidden(some);
    if (clean.length() <= MOST_CHARACTERS && some.length() == text.length()) {
      return clean;
    }
    int end = Math.min(clean.length(), MOST_CHARACTERS - 1);
    boolean half = Character.isHighSurrogate(clean.charAt(end - 1));
    return clean.substring(0, half ? end - 1 : end) + "…";
  }

  private static String messages(String text, Outcome.Finish finish) {
    var json = new StringWriter();
    try (var out = JSON.createGenerator(json)) {
      message(text, finish, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a text does not fail to be written", e);
    }
    return json.toString();
  }

  private static void message(String text, Outcome.Finish finish, JsonGenerator out)
      throws IOException {
    out.writeStartArray();
    out.writeStartObject();
    out.writeStringField("role", "assistant");
    out.writeArrayFieldStart("parts");
    out.writeStartObject();
    out.writeStringField("type", "text");
    out.writeStringField("content", text);
    out.writeEndObject();
    out.writeEndArray();
    out.writeStringField("finish_reason", Names.word(finish));
    out.writeEndObject();
    out.writeEndArray();
  }
}
