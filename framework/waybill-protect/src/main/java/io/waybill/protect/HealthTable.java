package io.waybill.protect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Health as a table. */
final class HealthTable {
  private static final List<String> HEADS =
      List.of(
          "asked",
          "breaker",
          "calls",
          "now",
          "wait",
          "at once",
          "p50",
          "p95",
          "retries left",
          "hedges",
          "hits",
          "limits");

  private HealthTable() {}

  static String of(List<Health.Of> all) {
    if (all.isEmpty()) {
      return "";
    }
    var rows = new ArrayList<List<String>>();
    rows.add(HEADS);
    all.forEach(one -> rows.add(row(one)));
    var lines = new ArrayList<String>();
    for (int row = 0; row < rows.size(); row++) {
      lines.add(line(rows, row));
      if (row > 0 && !all.get(row - 1).why().isEmpty()) {
        lines.add("  " + all.get(row - 1).why());
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> row(Health.Of one) {
    return List.of(
        one.whom(),
        one.breaker().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Long.toString(one.calls()),
        Integer.toString(one.inFlight()),
        Integer.toString(one.waiting()),
        one.parallel() == Integer.MAX_VALUE ? "any" : Integer.toString(one.parallel()),
        time(one.half()),
        time(one.nearlyAll()),
        Integer.toString(one.retriesLeft()),
        Long.toString(one.hedges()),
        Long.toString(one.hits()),
        one.limits().stream().map(HealthTable::left).collect(Collectors.joining(", ")));
  }

  private static String left(Health.Left left) {
    return "%d of %d %s%s"
        .formatted(
            left.left(),
            left.limit(),
            left.unit().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            left.learned() ? " (learned)" : "");
  }

  private static String time(Optional<Duration> time) {
    return time.map(Times::of).orElse("–");
  }

  private static String line(List<List<String>> rows, int row) {
    var line = new StringBuilder();
    for (int column = 0; column < HEADS.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
      var cell = rows.get(row).get(column);
      var blanks = " ".repeat(width - cell.length());
      boolean word = column < 2 || column == HEADS.size() - 1;
      line.append(column == 0 ? "" : "  ").append(word ? cell + blanks : blanks + cell);
    }
    return line.toString().stripTrailing();
  }
}
