package io.waybill.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a run went, to the nanosecond. A path is a chain of lines each of which waited
 * for the one before; calls inside calls are part of the line around them, and nothing waited for
 * what was cut off because another did better: neither appears here.
 *
 * @param wall from start to end
 * @param work the service of all attempts, added up
 * @param busy when at least one attempt was in service
 * @param queue the waiting of all attempts, added up
 * @param idle when no line was under way, not even waiting
 * @param longest the critical path: the longest sum of lines on a path, queues and backoffs
 *     included
 * @param unqueued the longest path if nobody had had to queue
 * @param lines in the order of the waybill
 */
public record Timing(
    Duration wall,
    Duration work,
    Duration busy,
    Duration queue,
    Duration idle,
    Duration longest,
    Duration unqueued,
    List<OfLine> lines) {
  public Timing {
    lines = List.copyOf(lines);
  }

  /**
   * What one line meant for the length of the run.
   *
   * @param critical whether it is on the critical path; of several that are equally long, one is
   *     picked
   * @param wall how much it adds to the critical path; if it is not on it, to any path that waits
   *     for all of it
   * @param service when an attempt of it was in service
   * @param slack how much longer it could have taken for free
   * @param drag how much shorter the critical path would be if its service took no time
   * @param overlapped how long it went on beside what others made of its pieces; mostly nothing
   */
  public record OfLine(
      String path,
      boolean critical,
      Duration wall,
      Duration service,
      Duration slack,
      Duration drag,
      Duration overlapped) {

    /**
     * What the run would save if the service of this line were so many times faster; at least that,
     * if others went on from its pieces, which would come earlier too.
     */
    public Duration saved(int times) {
      if (times < 1) {
        throw new IllegalArgumentException("1 is as fast as it is, and %d slower".formatted(times));
      }
      if (!overlapped.isZero()) {
        return drag.minus(drag.dividedBy(times));
      }
      var less = service.minus(service.dividedBy(times));
      return less.compareTo(drag) < 0 ? less : drag;
    }
  }

  /** {@link #work} over {@link #busy}: how many calls were in service at once; 0 if none was. */
  public double parallelism() {
    return busy.isZero() ? 0 : (double) work.toNanos() / busy.toNanos();
  }

  /** What the run took beyond its critical path. */
  public Duration orchestration() {
    return wall.minus(longest);
  }

  /** What queueing added to the critical path. */
  public Duration capacityLoss() {
    return longest.minus(unqueued);
  }

  /** The line that would save most if it were so many times faster; empty if none would. */
  public Optional<OfLine> best(int times) {
    @Nullable OfLine best = null;
    var most = Duration.ZERO;
    for (var line : lines) {
      // it saves no more than its drag
      var saved = line.drag.compareTo(most) > 0 ? line.saved(times) : Duration.ZERO;
      if (saved.compareTo(most) > 0) {
        best = line;
        most = saved;
      }
    }
    return Optional.ofNullable(best);
  }
}
