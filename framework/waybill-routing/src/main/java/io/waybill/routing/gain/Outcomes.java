package io.waybill.routing.gain;

import io.waybill.plan.DidYouMean;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Whether answers were right, as rows say it: {@code true}, {@code yes} and {@code 1}, {@code
 * false}, {@code no} and {@code 0}, or how right, in between. A row without one is unlabelled.
 */
final class Outcomes {
  private final List<OptionalDouble> all;

  private Outcomes(List<OptionalDouble> all) {
    this.all = all;
  }

  /**
   * Reads a field of every row.
   *
   * @throws IllegalArgumentException if no row has it, or it says something else, with every line
   */
  static Outcomes read(Rows rows, String field) {
    var problems = new ArrayList<String>();
    var all = rows.all().stream().map(row -> read(row, field, problems)).toList();
    if (problems.isEmpty() && all.stream().noneMatch(OptionalDouble::isPresent)) {
      var known = new TreeSet<String>();
      rows.all().forEach(row -> known.addAll(row.fields().keySet()));
      problems.add("no row has '%s'. %s".formatted(field, DidYouMean.among(field, known)));
    }
    if (!problems.isEmpty()) {
      throw Rows.refused(named(rows), problems);
    }
    return new Outcomes(all);
  }

  /** What complaints call them. */
  static String named(Rows rows) {
    return rows.name().isEmpty() ? "the rows" : rows.name();
  }

  private static OptionalDouble read(Row row, String field, List<String> problems) {
    var said = row.field(field).strip();
    var outcome = value(said);
    if (outcome.isEmpty() && !said.isEmpty()) {
      problems.add(
          "line %d: '%s' in \"%s\" is no outcome: write true, false or a number from 0 to 1"
              .formatted(row.line(), said, field));
    }
    return outcome;
  }

  private static OptionalDouble value(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> OptionalDouble.of(1);
      case "false", "no" -> OptionalDouble.of(0);
      default -> number(said);
    };
  }

  private static OptionalDouble number(String said) {
    try {
      double value = Double.parseDouble(said);
      return value >= 0 && value <= 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Of the row at that place; empty if it is unlabelled. */
  OptionalDouble at(int place) {
    return all.get(place);
  }

  /** Why nothing can be learned from them; empty if something can. */
  Optional<String> whyNot(int least) {
    var said = all.stream().flatMapToDouble(OptionalDouble::stream).toArray();
    if (said.length < least) {
      return Optional.of(
          "says how an answer was in %d rows, too few to trust: give at least %d, or insist"
              .formatted(said.length, least));
    }
    var spread = Arrays.stream(said).summaryStatistics();
    return spread.getMin() == spread.getMax()
        ? Optional.of(
            "says %s in all of its %d rows: nothing tells one from another"
                .formatted(spread.getMin(), said.length))
        : Optional.empty();
  }

  /** Places of the rows that have one. */
  int[] labelled() {
    return IntStream.range(0, all.size()).filter(i -> all.get(i).isPresent()).toArray();
  }
}
