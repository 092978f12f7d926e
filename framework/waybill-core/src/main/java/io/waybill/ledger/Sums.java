package io.waybill.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the columns of a row say, added up over its lines. Times are nanoseconds.
 *
 * @param critical what it adds to the critical path; -1 if it is not on it
 * @param slack how much longer it could have taken for free; -1 if nothing
 */
record Sums(long wall, long queue, String ttft, String rate, Cost cost, long critical, long slack) {
  static Sums of(Row row, Map<String, Timing.OfLine> timed) {
    var lines = row.lines();
    long wall = 0;
    long queue = 0;
    var cost = Cost.NOTHING;
    for (var line : lines) {
      var spent = Spent.on(line.attempts());
      wall += spent.wall();
      queue += spent.queue();
      for (var attempt : line.attempts()) {
        cost = cost.plus(attempt.cost());
      }
    }
    var times =
        lines.stream().map(line -> timed.get(line.path())).filter(Objects::nonNull).toList();
    return new Sums(wall, queue, ttft(lines), rate(lines), cost, critical(times), slack(times));
  }

  /** Of one answer; the sum or mean of many would be nobody's. */
  private static String ttft(List<Waybill.Line> lines) {
    var parts = lines.size() == 1 ? Row.last(lines.get(0)).parts() : null;
    return parts != null && parts.streamed() ? Figures.narrow(parts.ttft()) : Figures.NONE;
  }

  private static String rate(List<Waybill.Line> lines) {
    long tokens = 0;
    long nanos = 0;
    for (var line : lines) {
      var last = Row.last(line);
      if (last.parts().streamed() && last.usage().output() > 0) {
        tokens += last.usage().output();
        nanos += last.parts().generation();
      }
    }
    return Figures.rate(tokens, nanos);
  }

  private static long critical(List<Timing.OfLine> times) {
    return onPath(times).findAny().isEmpty()
        ? -1
        : onPath(times).mapToLong(line -> line.wall().toNanos()).sum();
  }

  private static Stream<Timing.OfLine> onPath(List<Timing.OfLine> times) {
    return times.stream().filter(Timing.OfLine::critical);
  }

  private static long slack(List<Timing.OfLine> times) {
    return onPath(times).findAny().isPresent()
        ? -1
        : times.stream().mapToLong(line -> line.slack().toNanos()).min().orElse(-1);
  }
}
