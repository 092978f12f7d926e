package io.waybill.local;

import io.waybill.work.Passage;
import io.waybill.work.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a prompt as a question and the text that may be quoted to answer it. */
final class Prompt {
  private static final Pattern ASKED =
      Pattern.compile("(?im)(?:\\A|\\R[ \\t]*\\R)[ \\t]*question:");
  private static final Pattern EMPTY_LINE = Pattern.compile("\\R[ \\t]*\\R");

  /** How a passage prints its place at the beginning of a line: {@code [returns.md 120–380]}. */
  private static final Pattern PLACE = Pattern.compile("(?m)^\\[[^\\]\\r\\n]+ \\d+–\\d+] ");

  private Prompt() {}

  static Question question(String prompt) {
    var asked = ASKED.matcher(prompt);
    if (asked.find()) {
      return question(prompt, asked.start(), asked.end());
    }
    var end = prompt.stripTrailing();
    var empty = EMPTY_LINE.matcher(end).results().toList();
    int at = empty.isEmpty() ? 0 : empty.get(empty.size() - 1).end();
    return question(prompt, at, at);
  }

  private static Question question(String prompt, int quotable, int question) {
    var passages = new ArrayList<Passage>();
    var digest = Sha256.of(prompt);
    var whole = new Document("prompt", prompt, digest);
    for (var span : passages(prompt.substring(0, quotable))) {
      passages.add(new Passage(span.of(prompt), whole.source(span.from(), span.to()), 0));
    }
    return new Question(prompt.substring(question).strip(), passages);
  }

  /** Paragraphs, each printed passage one of its own, without its place. */
  private static List<Span> passages(String text) {
    var ends = new ArrayList<Span>();
    EMPTY_LINE.matcher(text).results().forEach(gap -> ends.add(new Span(gap.start(), gap.end())));
    PLACE.matcher(text).results().forEach(place -> ends.add(new Span(place.start(), place.end())));
    ends.sort(java.util.Comparator.comparingInt(Span::from));
    ends.add(new Span(text.length(), text.length()));
    var passages = new ArrayList<Span>();
    int from = 0;
    for (var gap : ends) {
      if (gap.from() > from) {
        passages.add(Span.trimmed(text, from, gap.from()));
      }
      from = Math.max(from, gap.to());
    }
    passages.removeIf(Span::isEmpty);
    return passages;
  }
}
