package io.waybill.ledger;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Divides what an attempt cost among what it was for. */
final class Charges {
  /** In the order of {@link Tariff#exact}. */
  private static final List<Charge.Kind> KINDS =
      List.of(
          Charge.Kind.INPUT,
          Charge.Kind.CACHE_READ,
          Charge.Kind.CACHE_WRITE,
          Charge.Kind.OUTPUT,
          Charge.Kind.REASONING,
          Charge.Kind.REQUEST);

  private Charges() {}

  static List<Charge> of(Tariff tariff, Usage usage) {
    var exact = tariff.exact(usage);
    var whole = shared(exact, tariff.price(usage));
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
    var quantities =
        new long[] {
          usage.input() - usage.cacheRead() - usage.cacheWrite(),
          usage.cacheRead(),
          usage.cacheWrite(),
          usage.output() - usage.reasoning(),
          usage.reasoning(),
          rate.request().signum() == 0 ? 0 : 1
        };
    var charges = new ArrayList<Charge>();
    for (int i = 0; i < exact.length; i++) {
      if (quantities[i] > 0) {
        charges.add(new Charge(KINDS.get(i), quantities[i], rates[i], new Money(whole[i])));
      }
    }
    return List.copyOf(charges);
  }

  /** By largest remainder. */
  private static long[] shared(BigDecimal[] exact, long total) {
    var whole = new long[exact.length];
    long left = total;
    for (int i = 0; i < exact.length; i++) {
      whole[i] = exact[i].setScale(0, RoundingMode.FLOOR).longValueExact();
      left -= whole[i];
    }
    IntStream.range(0, exact.length)
        .boxed()
        .sorted(
            Comparator.comparing((Integer i) -> exact[i].subtract(BigDecimal.valueOf(whole[i])))
                .reversed())
        .limit(left)
        .forEach(i -> whole[i]++);
    return whole;
  }
}
