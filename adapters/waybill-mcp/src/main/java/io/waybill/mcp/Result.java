package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a tool answered, as the value of a call. */
record Result(JsonNode json) {
  private static final int MOST_WORDS = 2_000;

  /**
   * The structured content if there is some, else its text, else its parts as data.
   *
   * @throws Fault if the tool failed, or its answer is not what it has declared
   */
  Object value(Optional<Schema> declared, Session session, Keys keys) {
    if (!json.isObject()) {
      throw invalid(session, "it answered without a result");
    }
    if (json.path("isError").asBoolean()) {
      throw invalid(session, "the tool failed: " + keys.scrubbed(words(), MOST_WORDS));
    }
    var structured = json.path("structuredContent");
    if (!structured.isMissingNode() && !structured.isNull()) {
      var problems = declared.map(schema -> schema.problems(structured)).orElse(List.of());
      if (!problems.isEmpty()) {
        throw invalid(
            session,
            "its answer is not what it declares: "
                + keys.scrubbed(String.join("; ", problems), MOST_WORDS));
      }
      return Objects.requireNonNull(Json.plain(structured));
    }
    if (declared.isPresent()) {
      throw invalid(session, "its answer has not the structure that it declares");
    }
    return onlyText() ? words() : Objects.requireNonNull(Json.plain(json.path("content")));
  }

  private static Fault invalid(Session session, String what) {
    return Fault.after(ErrorKind.INVALID, session.told(what));
  }

  private boolean onlyText() {
    for (var part : json.path("content")) {
      if (!part.path("type").asText().equals("text")) {
        return false;
      }
    }
    return true;
  }

  private String words() {
    var words = new ArrayList<String>();
    json.path("content").forEach(part -> words.add(part.path("text").asText("")));
    return String.join("\n", words);
  }
}
