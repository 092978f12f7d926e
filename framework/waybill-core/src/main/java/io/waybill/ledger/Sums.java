package io.waybill.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the columns of a row of a receipt say, added up over its lines. Times are nanoseconds.
 *
 * @param ttft until the first token; -1 if nobody saw one, or if there are many lines: the sum or
 *     mean of many would be nobody's
 * @param tokens written while they were streamed
 * @param generation how long that took
 * @param critical what it adds to the critical path; -1 if it is not on it
 * @param slack how much longer it could have taken for free; -1 if nothing
 */
public record Sums(
    long wall,
    long queue,
    long ttft,
    long tokens,
    long generation,
    Cost cost,
    long critical,
    long slack) {
  static Sums of(List<Waybill.Line> lines, Map<String, Timing.OfLine> timed) {
    long wall = 0;
    long queue = 0;
    long tokens = 0;
    long generation = 0;
    var cost = Cost.NOTHING;
    for (var line : lines) {
      var spent = Spent.on(line.attempts());
      wall += spent.wall();
      queue += spent.queue();
      for (var attempt : line.attempts()) {
        cost = cost.plus(attempt.cost());
      }
      var last = line.last();
      if (last.parts().streamed() && last.usage().output() > 0) {
        tokens += last.usage().output();
        generation += last.parts().generation();
      }
    }
    var times =
        lines.stream().map(line -> timed.get(line.path())).filter(Objects::nonNull).toList();
    return new Sums(
        wall, queue, ttft(lines), tokens, generation, cost, critical(times), slack(times));
  }

  private static long ttft(List<Waybill.Line> lines) {
    var parts = lines.size() == 1 ? lines.get(0).last().parts() : null;
    return parts != null && parts.streamed() ? parts.ttft() : -1;
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
