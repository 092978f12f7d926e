package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import io.waybill.plan.Budget;
import io.waybill.protect.Protect;
import io.waybill.run.Limits;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;

/**
 * What holds the runs of a command: what stands between them and whoever they ask, and what each
 * may take.
 */
record Bounds(PriceBook prices, Protect protect, Limits limits, Budget budget) {
  static Bounds of(Allowance allowance) {
    return new Bounds(Prices.BUNDLED, Protect.standard(), allowance.limits(), allowance.budget());
  }

  LocalEngine.Builder engine() {
    return LocalEngine.builder().prices(prices).protection(protect).limits(limits);
  }

  RunOptions options() {
    return RunOptions.UNFOLLOWED.withBudget(budget);
  }
}
