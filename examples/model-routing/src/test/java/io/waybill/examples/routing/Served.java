package io.waybill.examples.routing;

import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Prices;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * A model of the simulated provider: what it costs, in US dollars per million tokens, how many
 * tokens it thinks before it answers, and how fast it is. All of these are figures of this example,
 * and nobody's price or measurement.
 */
enum Served {
  WEAK("0.20", "0.80", 0, 150, 150),
  STRONG("10.00", "40.00", 150, 1800, 80);

  private final String input;
  private final String output;
  private final int thinks;
  private final Duration first;
  private final Duration each;

  Served(String input, String output, int thinks, int firstMillis, int tokensPerSecond) {
    this.input = input;
    this.output = output;
    this.thinks = thinks;
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

  /** Tokens of thought before every answer: paid for, and seen by nobody. */
  int thinks() {
    return thinks;
  }

  /** What the provider charges; the book beside the workflows says the same. */
  Prices prices() {
    return Prices.of(nano(input), nano(output));
  }

  private static long nano(String dollars) {
    return new BigDecimal(dollars).movePointRight(9).longValueExact();
  }
}
