package io.waybill.ledger;

import io.waybill.work.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What stands below the table of a receipt: the first few, and how many more there are. */
final class Notes {
  private static final int FEW = 3;
  private static final int FEW_STEPS = 5;

  private Notes() {}

  /** A line for every step that quotes. */
  static List<String> sources(List<Waybill.Line> lines) {
    var quoting = lines.stream().filter(line -> !line.sources().isEmpty()).toList();
    var notes = new ArrayList<String>();
    for (var line : quoting.subList(0, Math.min(FEW_STEPS, quoting.size()))) {
      notes.add(line.path() + ": " + first(line.sources(), Source::toString));
    }
    if (quoting.size() > FEW_STEPS) {
      notes.add("… and %d more steps".formatted(quoting.size() - FEW_STEPS));
    }
    return notes;
  }

  /** {@code check grounding 0.93 supported (rule)}. */
  static String scores(List<Waybill.Scored> scores) {
    return first(scores, Notes::score);
  }

  private static String score(Waybill.Scored scored) {
    var score = scored.score();
    return "%s %s %s%s (%s)"
        .formatted(
            scored.path().isEmpty() ? "run" : scored.path(),
            score.metric(),
            String.format(Locale.ROOT, "%.2f", score.value()),
            score.label().isEmpty() ? "" : " " + score.label(),
            score.origin().name().toLowerCase(Locale.ROOT));
  }

  private static <T> String first(List<T> all, Function<T, String> shown) {
    var few =
        all.stream().limit(FEW).map(shown).map(Figures::plain).collect(Collectors.joining(", "));
    return all.size() > FEW ? few + " … and " + (all.size() - FEW) + " more" : few;
  }
}
