package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static long exact(Prices prices, Tokens tokens) {
    var plain = tokens.input() - tokens.cached() - tokens.cacheWrite();
    return times(prices.input(), plain)
        .add(times(prices.cached(), tokens.cached()))
        .add(times(prices.cacheWrite(), tokens.cacheWrite()))
        .add(times(prices.output(), tokens.output()))
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static BigDecimal times(long perMillion, long tokens) {
    return BigDecimal.valueOf(perMillion, 6).multiply(BigDecimal.valueOf(tokens));
  }

  @Test
  void aMillionTokensCostTheirPrice() {
    var prices = Prices.of(400_000_000, 1_600_000_000);

    assertEquals(400_000_000, prices.nano(Tokens.of(1_000_000, 0)));
    assertEquals(1_600_000_000, prices.nano(Tokens.of(0, 1_000_000)));
    assertEquals(8 * 400 + 3 * 1600, prices.nano(Tokens.of(8, 3)));
  }

  @Test
  void aHalfIsRoundedToTheEvenNanoDollar() {
    var half = Prices.of(500_000, 0);

    assertEquals(0, half.nano(Tokens.of(1, 0)));
    assertEquals(1, half.nano(Tokens.of(2, 0)));
    assertEquals(2, half.nano(Tokens.of(3, 0)));
    assertEquals(2, half.nano(Tokens.of(5, 0)));
    assertEquals(4, half.nano(Tokens.of(7, 0)));
  }

  @Test
  void anExchangeIsRoundedOnceAndNotPerKindOfToken() {
    var prices = new Prices(400_000, 400_000, 400_000, 400_000);

    assertEquals(2, prices.nano(new Tokens(3, 1, 1, 1, 0)));
  }

  @Test
  void itAgreesWithDecimalArithmeticOnAnyTokensAndPrices() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      var ties = random.nextBoolean() ? 500_000 : 1;
      var prices =
          new Prices(
              random.nextInt(1_000_000) * (long) ties,
              random.nextInt(1_000_000) * (long) ties,
              random.nextInt(1_000_000) * (long) ties,
              random.nextInt(1_000_000) * (long) ties);
      var cached = random.nextInt(1000);
      var written = random.nextInt(1000);
      var input = cached + written + random.nextInt(100_000);
      var tokens = new Tokens(input, cached, written, random.nextInt(10_000), 0);

      assertEquals(exact(prices, tokens), prices.nano(tokens), () -> prices + " " + tokens);
    }
  }

  @Test
  void whatDoesNotFitInALongIsAnErrorAndNotAWrongBill() {
    var prices = Prices.of(Long.MAX_VALUE / 2, 0);

    assertThrows(ArithmeticException.class, () -> prices.nano(Tokens.of(3, 0)));
  }
}
