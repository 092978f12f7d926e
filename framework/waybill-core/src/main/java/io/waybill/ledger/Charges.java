package io.waybill.ledger;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Divides what an attempt cost among what it was for. */
final class Charges {
  /** In the order of {@link Tariff#quantity}. */
  private static final List<Charge.Kind> KINDS =
      List.of(
          Charge.Kind.INPUT,
          Charge.Kind.CACHE_READ,
          Charge.Kind.CACHE_WRITE,
          Charge.Kind.OUTPUT,
          Charge.Kind.REASONING,
          Charge.Kind.REQUEST);

  /** How many of them are for tokens. */
  private static final int TOKENS = 5;

  private Charges() {}

  static List<Charge> of(Tariff tariff, Usage usage) {
    var shares = tariff.shares(usage);
    var rate = tariff.rate;
    var rates =
        new BigDecimal[] {
          rate.input(),
          rate.cacheRead(),
          rate.cacheWrite(),
          rate.output(),
          rate.reasoning(),
          rate.request()
        };
    var charges = new ArrayList<Charge>(2);
    for (int i = 0; i < shares.length; i++) {
      long quantity = Tariff.quantity(usage, i);
      if (quantity > 0 && (i < TOKENS || rates[i].signum() > 0)) {
        charges.add(new Charge(KINDS.get(i), quantity, rates[i], new Money(shares[i])));
      }
    }
    return charges;
  }
}
