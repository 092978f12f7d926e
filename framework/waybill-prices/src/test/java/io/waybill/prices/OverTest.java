package io.waybill.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.ledger.PriceBook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverTest {
  private static final PriceBook BELOW =
      PriceBooks.read(
          "below.yaml",
          """
          price_book: 1
          checked: 2026-11-01
          prices:
            - { id: mini, match: { provider: openai, models: [m-mini, "m-mini-20*"] }, rates: { input: 10, output: 10 } }
            - { id: big, match: { provider: openai, model: m-big }, rates: { input: 20, output: 20 } }
          pools:
            - { name: cpu, per_hour: 0.18, slots: 4 }
            - { name: gpu0, per_hour: 1 }
          """);

  private static PriceBook over(String entries) {
    return PriceBooks.over(
        PriceBooks.read("own.yaml", "price_book: 1\nchecked: 2026-11-20\n" + entries), BELOW);
  }

  private static String id(PriceBook book, String model, String day) {
    return book.quote("openai", model, Instant.parse(day + "T12:00:00Z"))
        .map(quote -> quote.price().id() + " " + quote.rate(1, Instant.EPOCH).input())
        .orElse("none");
  }

  @Test
  void anOwnPriceGoesBeforeTheSameBelow() {
    var book =
        over(
            "prices: [{ id: mine, match: { provider: openai, model: M-mini }, rates: { input: 7, output: 7 } }]\n");
    assertEquals("mine 7", id(book, "m-mini", "2026-11-20"));
    assertEquals("mini 10", id(book, "m-mini-2026-01-01", "2026-11-20"));
    assertEquals("big 20", id(book, "m-big", "2026-11-20"));
  }

  @Test
  void aWideOwnPriceHidesAllThatItMatches() {
    var book =
        over(
            "prices: [{ id: mine, match: { model: m-* }, rates: { input: 7, output: 7 } }]\n"
                .replace("m-*", "\"m-*\""));
    assertEquals("mine 7", id(book, "m-big", "2026-11-20"));
    assertEquals("mine 7", id(book, "m-mini-2026-01-01", "2026-11-20"));
    assertEquals(1, book.prices().size());
  }

  @Test
  void beforeAndAfterAnOwnPriceTheOneBelowHolds() {
    var book =
        over(
            "prices: [{ id: mine, match: { provider: openai, model: m-big }, from: 2026-06-01, to: 2026-07-01, rates: { input: 7, output: 7 } }]\n");
    assertEquals("big 20", id(book, "m-big", "2026-05-31"));
    assertEquals("mine 7", id(book, "m-big", "2026-06-01"));
    assertEquals("mine 7", id(book, "m-big", "2026-06-30"));
    assertEquals("big 20", id(book, "m-big", "2026-07-01"));
  }

  @Test
  void contractsHoldForPricesBelowAndPoolsOfTheSameNameAreReplaced() {
    var book =
        over(
            """
            multipliers: [{ match: { provider: openai }, times: 0.5 }]
            pools: [{ name: cpu, per_hour: 0.40, slots: 8 }]
            """);
    assertEquals("big 10.0", id(book, "m-big", "2026-11-20"));
    assertEquals("0.40", book.pool("cpu").orElseThrow().perHour().toPlainString());
    assertEquals("1", book.pool("gpu0").orElseThrow().perHour().toPlainString());
    assertEquals(2, book.pools().size());
  }

  @Test
  void theOlderOfTheTwoDaysIsWhenItWasChecked() {
    assertEquals(Optional.of(LocalDate.of(2026, 11, 1)), over("").checked());
  }
}
