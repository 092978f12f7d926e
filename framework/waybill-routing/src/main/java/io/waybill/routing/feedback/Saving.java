package io.waybill.routing.feedback;

import io.waybill.work.Money;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An estimate of what it would have saved, had the small one settled all of the cases: it will
 * learn some of them at best. What has no price is counted and never taken for nothing.
 *
 * @param cases how many there were, repeated questions too
 * @param priced of these, how many have known prices
 * @param known what would have been saved on those
 * @param period in which all of them came
 */
public record Saving(int cases, int priced, Money known, Duration period) {
  private static final Duration DAY = Duration.ofDays(1);

  static Saving of(List<Case> cases, Duration period) {
    var saved = cases.stream().flatMap(each -> each.price().saved().stream()).toList();
    return new Saving(
        cases.size(), saved.size(), saved.stream().reduce(Money.ZERO, Money::plus), period);
  }

  /** On a case, as the mean of those with known prices; empty if there are none. */
  public Optional<Money> each() {
    return priced == 0 ? Optional.empty() : Optional.of(new Money(known.nanoUsd() / priced));
  }

  /** How many cases came in a day; empty if the period is shorter than that. */
  public Optional<Double> casesPerDay() {
    return period.compareTo(DAY) < 0
        ? Optional.empty()
        : Optional.of(cases * (double) DAY.toSeconds() / period.toSeconds());
  }

  /**
   * In a day, on cases with known prices; empty if there are none, or the period is shorter than
   * that.
   */
  public Optional<Money> perDay() {
    return priced == 0 || casesPerDay().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Money(Math.round((double) known.nanoUsd() * DAY.toSeconds() / period.toSeconds())));
  }

  /** {@code an estimate: $0.042 on 17 cases in 3.2 days; 4 more cases have no known price}. */
  @Override
  public String toString() {
    int unpriced = cases - priced;
    var more =
        unpriced == 0 ? "" : String.format(Locale.ROOT, "; %,d more have no known price", unpriced);
    double days = period.toSeconds() / 86_400.0;
    return priced == 0
        ? String.format(
            Locale.ROOT, "unknown: none of %,d cases in %.1f days has a known price", cases, days)
        : String.format(
            Locale.ROOT, "an estimate: %s on %,d cases in %.1f days%s", known, priced, days, more);
  }
}
