package io.waybill.benchmarks.peers;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Usage;
import java.util.Map;
import java.util.Optional;

/** A model that answers at once, for money. */
final class Priced {
  static final String MODEL = "stub-mini";
  static final Usage USAGE = Usage.tokens("stub", MODEL, 1000, 100);
  static final PriceBook BOOK =
      PriceBook.of(Map.of(MODEL, Price.Rate.of("0.4", "1.6")), Map.of(), Optional.empty());

  /** What {@link #USAGE} costs by {@link #BOOK}. */
  static final long NANO_USD = 560_000;

  private Priced() {}
}
