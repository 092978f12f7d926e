package io.waybill.routing.cascade;

import io.waybill.ledger.Cost;
import io.waybill.routing.judge.Metric;
import io.waybill.work.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a way of answering came to on some questions: quality, money, time.
 *
 * @param rows how many questions there were
 * @param right how many were answered right
 * @param cost of all together
 * @param time of each, if it is known of all of them
 */
public record Toll(int rows, int right, Cost cost, Optional<Times> time) {
  /** One-sided 90 %, as promises of routers have it. */
  private static final double DEVIATIONS = 1.2816;

  /** How long calls took; a percentile is the value of the row at that rank. */
  public record Times(Duration mean, Duration p50, Duration p95) {}

  public Toll {
    if (rows < 1 || right < 0 || right > rows) {
      throw new IllegalArgumentException("of %d rows %d are right".formatted(rows, right));
    }
  }

  static Toll of(List<Tried> all) {
    return new Toll(
        all.size(),
        (int) all.stream().filter(Tried::right).count(),
        all.stream().map(Tried::cost).reduce(Cost.NOTHING, Cost::plus),
        all.stream().allMatch(tried -> tried.time().isPresent())
            ? Optional.of(times(all))
            : Optional.empty());
  }

  private static Times times(List<Tried> all) {
    var sorted = all.stream().flatMap(tried -> tried.time().stream()).sorted().toList();
    var sum = sorted.stream().reduce(Duration.ZERO, Duration::plus);
    return new Times(sum.dividedBy(sorted.size()), rank(sorted, 50), rank(sorted, 95));
  }

  private static Duration rank(List<Duration> sorted, int percent) {
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }

  /** The share that was right. */
  public double quality() {
    return (double) right / rows;
  }

  /**
   * The quality that one may count on: nine times in ten the actual one is no lower (Wilson's lower
   * bound).
   */
  public double sureQuality() {
    return Metric.Range.ofShare(quality(), rows, DEVIATIONS).low();
  }

  /** The mean cost of a call; empty if a part of it has no price. */
  public Optional<Money> perCall() {
    return cost.unpriced() > 0
        ? Optional.empty()
        : Optional.of(new Money(Math.round((double) cost.known().nanoUsd() / rows)));
  }
}
