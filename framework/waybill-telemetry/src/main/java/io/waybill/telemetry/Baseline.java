package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The model that routes are compared with.
 *
 * @param provider who bills it
 */
record Baseline(String provider, String model) {
  static final Baseline NONE = new Baseline("", "");

  /** How what was saved is known: nobody asked that model. */
  static final String BASIS = "estimate";

  /** {@code openai/gpt-4.1}. */
  @Override
  public String toString() {
    return provider + "/" + model;
  }

  /**
   * What it would have cost more, in nano-dollars, had it been asked instead and used as much;
   * empty if there is no saying.
   *
   * @param started when the run began
   */
  OptionalLong saved(List<Posting> branch, PriceBook prices, Instant started) {
    long saved = 0;
    boolean any = false;
    for (var posting : branch) {
      var usage = posting.usage();
      if (!AttemptFacts.counted(usage) || usage.input() + usage.output() == 0) {
        continue;
      }
      var at = started.plusNanos(posting.began());
      var quote = prices.quote(provider, model, at);
      if (quote.isEmpty() || posting.cost().unpriced() > 0) {
        return OptionalLong.empty();
      }
      long instead = quote.get().price(usage, at).nanoUsd();
      saved = Math.addExact(saved, instead - posting.cost().known().nanoUsd());
      any = true;
    }
    return any ? OptionalLong.of(saved) : OptionalLong.empty();
  }
}
