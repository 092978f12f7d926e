package io.waybill.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceBookTest {
  private static final WorkInfo CHAT = WorkInfo.named("chat").model("m").build();
  private static final WorkInfo POOLED = WorkInfo.named("local").model("m").pool("gpu0").build();

  private static PriceBook book(Price.Rate rate, BigDecimal perHour) {
    return PriceBook.of(Map.of("m", rate), Map.of("gpu0", perHour), Optional.empty());
  }

  private static BigDecimal rate(Random random) {
    return new BigDecimal(BigInteger.valueOf(random.nextInt(1_000_000)), random.nextInt(9));
  }

  @Test
  void everyPriceIsWithinHalfANanoDollarOfTheExactOne() {
    for (long seed = 0; seed < 5000; seed++) {
      var random = new Random(seed);
      var rate = new Price.Rate(rate(random), rate(random), rate(random), rate(random));
      var perHour = rate(random);
      var book = book(rate, perHour);
      long cacheRead = random.nextInt(10_000);
      long cacheWrite = random.nextInt(10_000);
      long plain = random.nextInt(10_000);
      long output = random.nextInt(10_000);
      var tokens =
          new Usage(
              "openai",
              "m",
              plain + cacheRead + cacheWrite,
              cacheRead,
              cacheWrite,
              output,
              output / 2,
              Duration.ZERO,
              Usage.Basis.REPORTED);
      var exact =
          rate.input()
              .multiply(BigDecimal.valueOf(plain))
              .add(rate.cacheRead().multiply(BigDecimal.valueOf(cacheRead)))
              .add(rate.cacheWrite().multiply(BigDecimal.valueOf(cacheWrite)))
              .add(rate.output().multiply(BigDecimal.valueOf(output)))
              .movePointLeft(6);
      assertNear(exact, BigDecimal.ONE, book.price(CHAT, tokens, Instant.EPOCH), "seed " + seed);

      var time = Duration.ofNanos(random.nextLong(10_000_000_000_000L));
      var engine = perHour.multiply(BigDecimal.valueOf(time.toNanos()));
      assertNear(
          engine,
          BigDecimal.valueOf(Duration.ofHours(1).toNanos()),
          book.price(POOLED, Usage.engine("m", time, 5, 5), Instant.EPOCH),
          "seed " + seed);
    }
  }

  /** The exact price is a fraction, so both sides are multiplied by what it is over. */
  private static void assertNear(BigDecimal exact, BigDecimal over, Cost cost, String where) {
    var off = exact.subtract(cost.known().usd().multiply(over)).abs();
    var half = new BigDecimal("0.0000000005").multiply(over);
    assertTrue(off.compareTo(half) <= 0, () -> where + ": off by " + off + " of " + over);
    assertEquals(0, cost.unpriced(), where);
  }

  @Test
  void noTokenIsPaidForTwice() {
    var rate = new Price.Rate(dollars(1000), dollars(100), dollars(10), dollars(1));
    var usage =
        new Usage("openai", "m", 600, 100, 200, 50, 40, Duration.ZERO, Usage.Basis.REPORTED);
    // 300 uncached, 100 read from a cache, 200 written to one, 50 written, reasoning among them
    assertEquals(
        Cost.of(new Money((300_000 + 10_000 + 2_000 + 50) * 1000L)),
        book(rate, BigDecimal.ONE).price(CHAT, usage, Instant.EPOCH));
  }

  private static BigDecimal dollars(long dollars) {
    return BigDecimal.valueOf(dollars);
  }

  @Test
  void whatHasNoPriceIsUnpricedAndNeverFree() {
    assertEquals(
        Cost.UNPRICED,
        PriceBook.EMPTY.price(CHAT, Usage.tokens("openai", "m", 1, 1), Instant.EPOCH));
    assertEquals(
        Cost.UNPRICED,
        PriceBook.EMPTY.price(POOLED, Usage.engine("m", Duration.ZERO, 1, 1), Instant.EPOCH));
    assertEquals(Cost.UNPRICED, PriceBook.EMPTY.price(CHAT, Usage.UNKNOWN, Instant.EPOCH));
    assertEquals(Cost.NOTHING, PriceBook.EMPTY.price(CHAT, Usage.NONE, Instant.EPOCH));
  }
}
