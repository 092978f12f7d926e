package io.waybill.routing.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.feedback.Decision.Said;
import io.waybill.routing.feedback.Decision.Silent;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Score;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The lines of a log of decisions, each a JSON object. */
final class Entries {
  static final String KIND = "kind";
  static final String DECISION = "decision";
  static final String OUTCOME = "outcome";
  static final String SHADOW = "shadow";
  static final String TEXT = "text";
  static final String ARM = "arm";
  static final String WHY = "failed";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Entries() {}

  /** What is empty is left out. */
  static String decision(DecisionId id, Said said, String text, Decision.Arm arm) {
    var line = line(DECISION, id, said.at());
    if (!text.isEmpty()) {
      line.put(TEXT, text);
    }
    if (arm != Decision.Arm.LIVE) {
      line.put(ARM, arm.name().toLowerCase(Locale.ROOT));
    }
    return put(line, said).toString();
  }

  static String shadow(DecisionId id, Said said) {
    return put(line(SHADOW, id, said.at()), said).toString();
  }

  static String shadow(DecisionId id, Silent silent) {
    return line(SHADOW, id, silent.at()).put("by", silent.by()).put(WHY, silent.why()).toString();
  }

  static String outcome(DecisionId id, Instant at, Score score) {
    var line = line(OUTCOME, id, at);
    line.put("metric", score.metric());
    line.put("value", score.value());
    if (!score.label().isEmpty()) {
      line.put("label", score.label());
    }
    line.put("origin", score.origin().name().toLowerCase(Locale.ROOT));
    return line.toString();
  }

  private static ObjectNode line(String kind, DecisionId id, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(KIND, kind)
        .put("run", id.run())
        .put("path", id.path())
        .put("at", at.toString());
  }

  private static ObjectNode put(ObjectNode line, Said said) {
    var choice = said.choice();
    line.put("by", said.by());
    line.put("label", choice.label());
    line.put("confidence", choice.confidence());
    if (!choice.runnersUp().isEmpty()) {
      var others = line.putObject("runners_up");
      choice.runnersUp().forEach(others::put);
    }
    var grounds = choice.grounds();
    if (!grounds.stage().isEmpty()) {
      line.put("stage", grounds.stage());
    }
    if (!grounds.policy().isEmpty()) {
      line.put("policy", grounds.policy());
    }
    grounds.expected().ifPresent(money -> line.put("expected_nano_usd", money.nanoUsd()));
    if (grounds.propensity() < 1) {
      line.put("propensity", grounds.propensity());
    }
    return line;
  }

  /**
   * A line that was read.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ObjectNode parse(String line) {
    try {
      if (JSON.readTree(line) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is cut off or damaged: it is not JSON", e);
    }
    throw new IllegalArgumentException("is no JSON object");
  }

  static DecisionId id(ObjectNode line) {
    return new DecisionId(text(line, "run"), text(line, "path"));
  }

  static Said said(ObjectNode line) {
    var others = new LinkedHashMap<String, Double>();
    line.path("runners_up")
        .properties()
        .forEach(other -> others.put(other.getKey(), other.getValue().doubleValue()));
    var expected = line.path("expected_nano_usd");
    var grounds =
        new Choice.Grounds(
            line.path("stage").asText(),
            line.path("policy").asText(),
            expected.canConvertToLong()
                ? Optional.of(new Money(expected.longValue()))
                : Optional.empty(),
            line.has("propensity") ? number(line, "propensity") : 1);
    var choice = new Choice(text(line, "label"), number(line, "confidence"), others, "", grounds);
    return new Said(at(line), text(line, "by"), choice);
  }

  static Silent silent(ObjectNode line) {
    return new Silent(at(line), text(line, "by"), text(line, WHY));
  }

  static Score score(ObjectNode line) {
    return new Score(
        text(line, "metric"),
        number(line, "value"),
        line.path("label").asText(),
        named(Score.Origin.class, "origin", text(line, "origin")));
  }

  static Decision.Arm arm(ObjectNode line) {
    return line.has(ARM) ? named(Decision.Arm.class, ARM, text(line, ARM)) : Decision.Arm.LIVE;
  }

  static <E extends Enum<E>> E named(Class<E> type, String field, String name) {
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("has no \"%s\" that is known".formatted(field), e);
    }
  }

  static Instant at(ObjectNode line) {
    try {
      return Instant.parse(text(line, "at"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("has no \"at\" that is a time", e);
    }
  }

  static String text(ObjectNode line, String field) {
    return value(line, field, JsonNode::isTextual, "a text").textValue();
  }

  static double number(ObjectNode line, String field) {
    return value(line, field, JsonNode::isNumber, "a number").doubleValue();
  }

  private static JsonNode value(
      ObjectNode line, String field, Predicate<JsonNode> is, String what) {
    var value = line.path(field);
    if (!is.test(value)) {
      throw new IllegalArgumentException("has no \"%s\" that is %s".formatted(field, what));
    }
    return value;
  }
}
