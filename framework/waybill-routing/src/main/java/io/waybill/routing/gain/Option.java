package io.waybill.routing.gain;

import io.waybill.work.Money;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A target, and what sending this text there comes to.
 *
 * @param right how likely its answer is right
 * @param cost what it is expected to cost; empty if nobody knows
 * @param delay until its first token; empty if nobody knows
 * @param switches whether the conversation has been with another
 */
record Option(
    Target target, double right, Optional<Money> cost, Optional<Duration> delay, boolean switches) {
  String label() {
    return target.label();
  }

  Option withoutDelay() {
    return new Option(target, right, cost, Optional.empty(), switches);
  }

  /** What is not priced may be within any purse: the engine holds it to its budget. */
  boolean within(Optional<Money> purse) {
    return purse.isEmpty() || cost.isEmpty() || cost.get().compareTo(purse.get()) <= 0;
  }

  /** {@code strong 0.84 $0.00412 0.35 s}, as far as that is known. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.2f", label(), right)
        + cost.map(money -> " " + money).orElse("")
        + delay
            .map(time -> String.format(Locale.ROOT, " %.2f s", time.toMillis() / 1000.0))
            .orElse("");
  }
}
