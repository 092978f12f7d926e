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
record Bounds(Prices.Book book, Protect protect, Limits limits, Budget budget) {
  static Bounds of(Allowance allowance, Prices.Book book) {
    return new Bounds(book, Protect.standard(), allowance.limits(), allowance.budget());
  }

  PriceBook prices() {
    return book.book();
  }

  /** What routers between models weigh by. */
  Market market() {
    return new Market(this::prices, protect::health);
  }

  LocalEngine.Builder engine() {
    return LocalEngine.builder().prices(prices()).protection(protect).limits(limits);
  }

  RunOptions options() {
    return RunOptions.UNFOLLOWED.withBudget(budget);
  }
}
