package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.List;

/** What a schema says of a value alone, without what is inside it. */
final class Bounds {
  private static final int LONGEST_PATTERN = 1_000;

  private Bounds() {}

  static boolean type(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (var one : type) {
        if (type(one, value)) {
          return true;
        }
      }
      return type.isEmpty();
    }
    return switch (type.asText("")) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && whole(value);
      default -> true;
    };
  }

  private static boolean whole(JsonNode value) {
    return value.isIntegralNumber() || value.decimalValue().stripTrailingZeros().scale() <= 0;
  }

  /** {@code string or null}. */
  static String types(JsonNode type) {
    return type.isArray() ? String.join(" or ", words(type)) : type.asText();
  }

  /** What does not fit, in words that follow the value's name. */
  static List<String> problems(JsonNode schema, JsonNode value) {
    var problems = new ArrayList<String>();
    var allowed = schema.path("enum");
    if (allowed.isArray() && !among(allowed, value)) {
      problems.add("is none of its values. " + DidYouMean.among(value.asText(), words(allowed)));
    }
    if (schema.has("const") && !same(schema.path("const"), value)) {
      problems.add("is not " + Json.text(schema.path("const")));
    }
    if (value.isNumber()) {
      bounds(schema, value, problems);
    } else if (value.isTextual()) {
      var text = value.textValue();
      count(schema, "Length", text.codePointCount(0, text.length()), "characters", problems);
      pattern(schema.path("pattern").asText(""), text, problems);
    } else if (value.isObject()) {
      count(schema, "Properties", value.size(), "properties", problems);
    } else if (value.isArray()) {
      count(schema, "Items", value.size(), "items", problems);
    }
    return problems;
  }

  private static List<String> words(JsonNode values) {
    var words = new ArrayList<String>();
    values.forEach(each -> words.add(each.asText()));
    return words;
  }

  private static boolean among(JsonNode allowed, JsonNode value) {
    for (var each : allowed) {
      if (same(each, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return Json.canonical(one).equals(Json.canonical(other));
  }

  /** A pattern that takes more than linear time is left to the server. */
  private static void pattern(String pattern, String text, List<String> problems) {
    try {
      if (pattern.length() <= LONGEST_PATTERN && !Pattern.compile(pattern).matcher(text).find()) {
        problems.add("does not match " + pattern);
      }
    } catch (PatternSyntaxException beyond) {
      return;
    }
  }

  private static void bounds(JsonNode schema, JsonNode value, List<String> problems) {
    if (schema.path("minimum").isNumber() && compared(value, schema.path("minimum")) < 0) {
      problems.add("is less than " + schema.path("minimum").asText());
    }
    if (schema.path("maximum").isNumber() && compared(value, schema.path("maximum")) > 0) {
      problems.add("is more than " + schema.path("maximum").asText());
    }
    var above = schema.path("exclusiveMinimum");
    if (above.isNumber() && compared(value, above) <= 0) {
      problems.add("is not more than " + above.asText());
    }
    var below = schema.path("exclusiveMaximum");
    if (below.isNumber() && compared(value, below) >= 0) {
      problems.add("is not less than " + below.asText());
    }
  }

  private static int compared(JsonNode one, JsonNode other) {
    return one.decimalValue().compareTo(other.decimalValue());
  }

  private static void count(
      JsonNode schema, String key, int count, String what, List<String> problems) {
    var least = schema.path("min" + key);
    if (least.isNumber() && count < least.asLong()) {
      problems.add("has fewer than %s %s".formatted(least.asText(), what));
    }
    var most = schema.path("max" + key);
    if (most.isNumber() && count > most.asLong()) {
      problems.add("has more than %s %s".formatted(most.asText(), what));
    }
  }
}
