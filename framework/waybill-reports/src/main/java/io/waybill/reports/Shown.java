package io.waybill.reports;

import io.waybill.record.Json;
import io.waybill.work.Nothing;
import java.util.List;
import java.util.stream.Collectors;

/** Values and messages as a terminal may show them: whoever wrote them, they stay text. */
public final class Shown {
  private Shown() {}

  /** Text as it is, a list of texts as lines, anything structured as JSON. */
  public static String value(Object value) {
    if (value instanceof List<?> items && items.stream().allMatch(String.class::isInstance)) {
      return items.stream().map(String::valueOf).map(Shown::safe).collect(Collectors.joining("\n"));
    }
    boolean structured =
        value instanceof Record || value instanceof List<?> || value instanceof java.util.Map<?, ?>;
    return structured
        ? safe(Json.pretty(Json.of(value)))
        : value == Nothing.NOTHING ? "(nothing)" : safe(String.valueOf(value));
  }

  /** Without what would move the cursor or change colours. */
  public static String safe(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD");
  }

  /** On one line of at most {@code letters}. */
  public static String brief(String text, int letters) {
    var line = safe(text.replaceAll("\\s*\\R\\s*", " "));
    return line.codePointCount(0, line.length()) <= letters
        ? line
        : line.substring(0, line.offsetByCodePoints(0, letters - 1)) + "…";
  }
}
