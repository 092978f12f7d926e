package io.waybill.guards;

import com.google.re2j.Pattern;
import io.waybill.guards.PrivateData.Finding;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What stands in a text in place of private data. */
final class Placeholder {
  private static final Pattern NUMBERED =
      Pattern.compile("\\[(email|phone|card|iban)-(\\d{1,6})\\]");

  private Placeholder() {}

  /** Gives the placeholder for what was found in a text. */
  @FunctionalInterface
  interface Namer {
    String name(Finding finding, String value);
  }

  static String fill(String text, Namer namer) {
    var findings = PrivateData.in(text);
    if (findings.isEmpty()) {
      return text;
    }
    var filled = new StringBuilder();
    int from = 0;
    for (var finding : findings) {
      var value = text.substring(finding.from(), finding.to());
      filled.append(text, from, finding.from()).append(namer.name(finding, value));
      from = finding.to();
    }
    return filled.append(text, from, text.length()).toString();
  }

  /**
   * {@code [email-1]}, {@code [email-2]} in the order of the text, one for each value however it is
   * written. A text that holds some already goes on counting after them.
   */
  static Namer numbered(String text) {
    var counts = new HashMap<String, Integer>();
    var taken = NUMBERED.matcher(text);
    while (taken.find()) {
      counts.merge(taken.group(1), Integer.parseInt(taken.group(2)), Math::max);
    }
    Map<String, String> names = new HashMap<>();
    return (finding, value) -> {
      var kind = finding.kind().id();
      return names.computeIfAbsent(
          kind + " " + bare(value),
          unseen -> "[%s-%d]".formatted(kind, counts.merge(kind, 1, Integer::sum)));
    };
  }

  /** Without what makes no difference: case, spaces and punctuation between digits. */
  private static String bare(String value) {
    var folded = value.toLowerCase(Locale.ROOT);
    if (folded.indexOf('@') >= 0) {
      return folded;
    }
    return folded
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == '+')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
