package io.waybill.examples.seven;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Prices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model of the simulated provider: what it costs and how fast it is. The prices are those that
 * OpenAI published for the three sizes of GPT-4.1 on 2025-04-14, in US dollars per million tokens;
 * the speeds are figures of this example and nobody's measurement.
 */
enum Served {
  LARGE("2.00", "0.50", "8.00", 600, 60),
  MEDIUM("0.40", "0.10", "1.60", 300, 100),
  SMALL("0.10", "0.025", "0.40", 100, 200);

  private static final LocalDate CHECKED = LocalDate.of(2025, 4, 14);

  private final BigDecimal input;
  private final BigDecimal cached;
  private final BigDecimal output;
  private final Duration first;
  private final Duration each;

  Served(String input, String cached, String output, int firstMillis, int tokensPerSecond) {
    this.input = new BigDecimal(input);
    this.cached = new BigDecimal(cached);
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

  /** How long it takes for so many tokens: the first, then one after the other. */
  Duration takes(long tokens, int faster) {
    return first.plus(each.multipliedBy(Math.max(0, tokens - 1))).dividedBy(faster);
  }

  /** What the provider charges. */
  Prices prices() {
    return new Prices(nano(input), nano(cached), nano(input), nano(output));
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
                    one -> new Price.Rate(one.input, one.cached, one.input, one.output))),
        Map.of(),
        Optional.of(CHECKED));
  }
}
