package io.waybill.examples.routing;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Prices;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model of the simulated provider: what it costs, in US dollars per million tokens, and how fast
 * it is. All of these are figures of this example, and nobody's price or measurement.
 */
enum Served {
  WEAK("0.20", "0.80", 150, 150),
  STRONG("15.00", "75.00", 900, 50);

  private final BigDecimal input;
  private final BigDecimal output;
  private final Duration first;
  private final Duration each;

  Served(String input, String output, int firstMillis, int tokensPerSecond) {
    this.input = new BigDecimal(input);
    this.output = new BigDecimal(output);
    this.first = Duration.ofMillis(firstMillis);
    this.each = Duration.ofSeconds(1).dividedBy(tokensPerSecond);
  }

  static Served named(String model) {
    return valueOf(model.toUpperCase(Locale.ROOT));
  }

  String model() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it speaks when everything is so many times faster than it would be. */
  Pace pace(int faster) {
    return new Pace(Duration.ZERO, first.dividedBy(faster), each.dividedBy(faster));
  }

  /** What the provider charges. */
  Prices prices() {
    return Prices.of(nano(input), nano(output));
  }

  private static long nano(BigDecimal dollars) {
    return dollars.movePointRight(9).longValueExact();
  }

  /** What we take it to charge. */
  static PriceBook book() {
    return PriceBook.of(
        Arrays.stream(values())
            .collect(
                Collectors.toMap(
                    Served::model,
                    one -> new Price.Rate(one.input, one.input, one.input, one.output))),
        Map.of(),
        Optional.empty());
  }
}
