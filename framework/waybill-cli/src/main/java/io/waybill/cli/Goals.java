package io.waybill.cli;

import io.waybill.estimate.Estimate;
import io.waybill.reports.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an estimate is held against. */
record Goals(Optional<Duration> p95, Optional<BigDecimal> costPer1k) {
  /**
   * Whether one is met.
   *
   * @param goal as it was asked for: {@code p95 at most 2 s}
   * @param found what the estimate says
   */
  record Verdict(String goal, String found, boolean met) {
    @Override
    public String toString() {
      return "%s: %s, %s".formatted(goal, found, met ? "met" : "not met");
    }
  }

  /** A cost of which a part is unknown keeps to none. */
  List<Verdict> of(Estimate estimate) {
    var verdicts = new ArrayList<Verdict>();
    p95.ifPresent(
        most -> {
          var found = estimate.latency().p95();
          verdicts.add(
              new Verdict(
                  "p95 at most " + Figures.time(most.toNanos()),
                  Figures.time(found.toNanos()),
                  found.compareTo(most) <= 0));
        });
    costPer1k.ifPresent(
        most -> {
          var costs = estimate.costs();
          var unknown = costs.unpriced().isEmpty() ? "" : " and what has no price";
          verdicts.add(
              new Verdict(
                  "1,000 runs at most $" + most.toPlainString(),
                  costs.likely() + unknown,
                  costs.unpriced().isEmpty() && costs.likely().usd().compareTo(most) <= 0));
        });
    return verdicts;
  }
}
