package io.waybill.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceBooksTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static PriceBook read(String text) {
    return PriceBooks.read("book.yaml", text);
  }

  private static Usage usage(long input, long cached, long output) {
    return new Usage(
        "openai", "m", input, cached, 0, output, 0, Duration.ZERO, Usage.Basis.REPORTED);
  }

  private static Price only(PriceBook book) {
    assertEquals(1, book.prices().size());
    return book.prices().get(0);
  }

  @Test
  void everythingThatABookCanSayIsRead() {
    var book =
        read(
            """
            price_book: 1
            checked: 2026-11-20
            prices:
              - id: openai/m
                match: { provider: openai, models: [m, "m-20*"] }
                from: 2026-01-01
                to: 2027-01-01
                rates: { input: 1.10, cache_read: "0.11", cache_write: 1.5, output: 4, reasoning: 5, request: 0.01 }
                tiers:
                  - { above: 200000, rates: { input: 2.20, output: 8 } }
                windows:
                  - { from: "16:30", to: "00:30", rates: { input: 0.5, output: 2 } }
                source: "https://example.com/pricing"
                checked: 2026-11-19
            multipliers:
              - { match: { provider: openai }, times: 0.85, from: 2026-06-01, to: 2027-06-01, why: contract of 2026 }
            pools:
              - { name: gpu0, per_hour: 0.459, watts: 350, slots: 4, source: the invoice, checked: 2026-11-01 }
            fixed:
              - { id: gpu-server, one_off: 2400, per_month: 35.50, source: the invoice }
            """);
    assertEquals(Optional.of(LocalDate.of(2026, 11, 20)), book.checked());
    assertEquals(
        new Price(
            "openai/m",
            new Match("openai", List.of("m", "m-20*")),
            Optional.of(LocalDate.of(2026, 1, 1)),
            Optional.of(LocalDate.of(2027, 1, 1)),
            new Price.Rate(dec("1.10"), dec("0.11"), dec("1.5"), dec("4"), dec("5"), dec("0.01")),
            List.of(new Price.Tier(200_000, Price.Rate.of("2.20", "8"))),
            List.of(
                new Price.Window(
                    LocalTime.of(16, 30), LocalTime.of(0, 30), Price.Rate.of("0.5", "2"))),
            "https://example.com/pricing",
            Optional.of(LocalDate.of(2026, 11, 19))),
        only(book));
    assertEquals(
        List.of(
            new Multiplier(
                new Match("openai", List.of("*")),
                dec("0.85"),
                Optional.of(LocalDate.of(2026, 6, 1)),
                Optional.of(LocalDate.of(2027, 6, 1)),
                "contract of 2026")),
        book.multipliers());
    assertEquals(
        List.of(
            new Pool(
                "gpu0",
                dec("0.459"),
                Optional.of(dec("350")),
                4,
                "the invoice",
                Optional.of(LocalDate.of(2026, 11, 1)))),
        book.pools());
    assertEquals(
        List.of(new Fixed("gpu-server", dec("2400"), dec("35.50"), "the invoice")), book.fixed());
    assertEquals(book, read(PriceBooks.write(book)));
  }

  private static BigDecimal dec(String number) {
    return new BigDecimal(number);
  }

  @Test
  void whatIsNotSaidIsWhatItMostlyIs() {
    var price =
        only(
            read(
                """
                price_book: 1
                prices:
                  - { id: a, match: { model: m }, rates: { input: 2, output: 8 } }
                """));
    assertEquals("*", price.match().provider());
    assertEquals(Price.Rate.of("2", "8"), price.rate());
    var pool = read("price_book: 1\npools: [{ name: cpu, per_hour: 0.18 }]\n").pools().get(0);
    assertEquals(1, pool.slots());
    assertTrue(pool.watts().isEmpty());
    assertEquals(PriceBook.EMPTY, read("price_book: 1\n"));
  }

  @Test
  void ratesForAThousandTokensAreAThousandTimesThoseForAMillionAndARequestIsARequest() {
    var rate =
        only(read(
                """
                    price_book: 1
                    prices:
                      - id: a
                        match: { model: m }
                        per: 1k tokens
                        rates: { input: 0.00125, output: 0.01, request: 0.5 }
                        tiers: [{ above: 5, rates: { input: 0.0025, output: 0.02 } }]
                    """))
            .rate();
    assertEquals(0, dec("1.25").compareTo(rate.input()));
    assertEquals(0, dec("10").compareTo(rate.output()));
    assertEquals(dec("0.5"), rate.request());
  }

  @Test
  void noDoubleStandsBetweenTheFileAndTheBill() {
    var digits = "0.1000000000000000055511151231257827021181583404541015625";
    var price =
        only(
            read(
                "price_book: 1\nprices: [{ id: a, match: { model: m }, rates: { input: %s, output: 1e-3 } }]\n"
                    .formatted(digits)));
    assertEquals(dec(digits), price.rate().input());
    assertEquals(dec("0.001"), price.rate().output());
  }

  @Test
  void theBillOfACallWithCachedTokensIsTheRightOne() {
    var book =
        read(
            """
            price_book: 1
            prices:
              - { id: a, match: { provider: openai, model: m }, rates: { input: 1.25, cache_read: 0.625, output: 10 } }
            """);
    var quote = book.quote("openai", "m", NOON).orElseThrow();
    // 5,005 at 1.25, 257,955 at 0.625 and 1,744 at 10
    assertEquals(184_918_125L, quote.price(usage(262_960, 257_955, 1_744), NOON).nanoUsd());
  }

  @Test
  void oneNameMayHaveOnePriceAfterAnother() {
    var book =
        read(
            """
            price_book: 1
            prices:
              - { id: a, match: { model: m }, to: 2026-11-20, rates: { input: 4, output: 8 } }
              - { id: a, match: { model: m }, from: 2026-11-20, rates: { input: 2, output: 4 } }
            """);
    var before = book.quote("x", "m", NOON.minus(Duration.ofDays(1))).orElseThrow();
    assertEquals(dec("4"), before.rate(1, NOON).input());
    assertEquals(dec("2"), book.quote("x", "m", NOON).orElseThrow().rate(1, NOON).input());
  }
}
