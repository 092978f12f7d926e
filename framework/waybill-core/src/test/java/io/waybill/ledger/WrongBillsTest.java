package io.waybill.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bills that others have got wrong, with the right answers. */
class WrongBillsTest {
  private static final WorkInfo CHAT = WorkInfo.named("chat").model("m").build();
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static Price.Rate rate(String input, String read, String write, String output) {
    return new Price.Rate(
        new BigDecimal(input), new BigDecimal(read), new BigDecimal(write), new BigDecimal(output));
  }

  private static PriceBook book(Price.Rate rate) {
    return PriceBook.of(Map.of("m", rate), Map.of(), Optional.empty());
  }

  private static Usage usage(long input, long read, long write, long output, long reasoning) {
    return new Usage(
        "openai", "m", input, read, write, output, reasoning, Duration.ZERO, Usage.Basis.REPORTED);
  }

  private static void costs(String dollars, PriceBook book, Usage usage) {
    var money = new Money(new BigDecimal(dollars).movePointRight(9).longValueExact());
    assertEquals(Cost.of(money), book.price(CHAT, usage, NOON));
    var charged =
        book.charges(CHAT, usage, NOON).stream().map(Charge::money).reduce(Money.ZERO, Money::plus);
    assertEquals(money, charged, "the parts are the whole");
  }

  /** $0.184918: half of the input's price for what is read from the cache. */
  @Test
  void cachedTokensAreNotPaidForAtTheFullPrice() {
    var book = book(rate("1.25", "0.625", "1.25", "10"));
    costs("0.184918125", book, usage(262_960, 257_955, 0, 1_744, 0));
  }

  /** Counted as input and once more as cached by others. */
  @Test
  void cachedTokensAreNotPaidForTwice() {
    costs("0.003045", book(rate("3", "0.3", "3.75", "15")), usage(1_500, 1_000, 0, 83, 0));
  }

  /** What is written to a cache is dearer than input, and is not input besides. */
  @Test
  void tokensWrittenToACacheHaveTheirOwnPriceAndNoOther() {
    costs("0.0396", book(rate("3", "0.3", "3.75", "15")), usage(10_000, 0, 9_600, 160, 0));
  }

  @Test
  void reasoningIsPartOfTheOutputAndNotBesideIt() {
    costs("0.0021", book(rate("1", "1", "1", "4")), usage(100, 0, 0, 500, 400));
  }

  @Test
  void aMissingPriceIsNotZero() {
    var cost = book(Price.Rate.of("1", "2")).price(CHAT, Usage.tokens("openai", "m-2", 9, 9), NOON);
    assertEquals(Cost.UNPRICED, cost);
    assertTrue(
        Cost.of(new Money(5)).plus(cost).unpriced() > 0, "and it is still missing from the sum");
  }

  @Test
  void aMissingReportIsNotZero() {
    assertEquals(Cost.UNPRICED, book(Price.Rate.of("1", "2")).price(CHAT, Usage.UNKNOWN, NOON));
  }

  /** Rounding every class, or every thousand tokens, by itself would lose it. */
  @Test
  void manySmallAmountsAreRoundedOnceEach() {
    var book = book(rate("0.0003", "0.0001", "0.0001", "0.0007"));
    // 0.9 + 0.1 + 0.1 + 2.1 nano-dollars
    costs("0.000000003", book, usage(5, 1, 1, 3, 0));
  }

  @Test
  void aThousandthOfACentTimesAMillionCallsIsNotLost() {
    var book = book(Price.Rate.of("0.05", "0.08"));
    var one = book.price(CHAT, Usage.tokens("groq", "m", 21, 7), NOON);
    assertEquals(Cost.of(new Money(1_610)), one);
    assertEquals(
        new Money(1_610_000_000L),
        Stream.generate(one::known).limit(1_000_000).reduce(Money.ZERO, Money::plus));
  }

  @Test
  void beyondALongInputAllTokensCostMoreAndNotOnlyThoseBeyond() {
    var price = price(List.of(new Price.Tier(200_000, Price.Rate.of("2.5", "15"))), List.of());
    var book = books(price);
    costs("0.25", book, usage(200_000, 0, 0, 0, 0));
    costs("0.5000025", book, usage(200_001, 0, 0, 0, 0));
    costs("0.5150025", book, usage(200_001, 0, 0, 1_000, 0));
  }

  @Test
  void whatBeginsAtNightHasTheNightsPriceThoughItEndsByDay() {
    var night =
        new Price.Window(LocalTime.of(16, 30), LocalTime.of(0, 30), Price.Rate.of("1", "1"));
    var book = books(price(List.of(), List.of(night)));
    var million = usage(1_000_000, 0, 0, 0, 0);
    assertEquals("$1.25", at(book, million, "2026-11-22T16:29:59.999Z"));
    assertEquals("$1", at(book, million, "2026-11-22T16:30:00Z"));
    assertEquals("$1", at(book, million, "2026-11-23T00:29:59Z"));
    assertEquals("$1.25", at(book, million, "2026-11-23T00:30:00Z"));
  }

  private static String at(PriceBook book, Usage usage, String when) {
    return book.price(CHAT, usage, Instant.parse(when)).known().toString();
  }

  private static Price price(List<Price.Tier> tiers, List<Price.Window> windows) {
    return new Price(
        "m",
        Match.models("m"),
        Optional.empty(),
        Optional.empty(),
        Price.Rate.of("1.25", "10"),
        tiers,
        windows,
        "",
        Optional.empty());
  }

  private static PriceBook books(Price price) {
    return new PriceBook(List.of(price), List.of(), List.of(), List.of(), Optional.empty());
  }
}
