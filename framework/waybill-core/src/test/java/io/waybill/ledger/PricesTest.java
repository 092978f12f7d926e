package io.waybill.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Bound;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which price of a book counts. */
class PricesTest {
  private static final WorkInfo CHAT = WorkInfo.named("chat").model("m").build();
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static Price price(String id, String provider, String... models) {
    return dated(id, "", "", provider, models);
  }

  private static Price dated(String id, String from, String to, String provider, String... models) {
    return new Price(
        id,
        new Match(provider, List.of(models)),
        day(from),
        day(to),
        Price.Rate.of("1", "1"),
        List.of(),
        List.of(),
        "",
        Optional.empty());
  }

  private static Optional<LocalDate> day(String written) {
    return written.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(written));
  }

  private static PriceBook book(Price... prices) {
    return new PriceBook(List.of(prices), List.of(), List.of(), List.of(), Optional.empty());
  }

  private static String found(PriceBook book, String provider, String model) {
    return found(book, provider, model, NOON);
  }

  private static String found(PriceBook book, String provider, String model, Instant at) {
    return book.quote(provider, model, at).map(quote -> quote.price().id()).orElse("none");
  }

  @Test
  void whoSaysMostOfTheNameCountsThenWhoSaysTheProvider() {
    var book =
        book(
            price("any", "*", "*"),
            price("family", "*", "gpt-4.1*"),
            price("mini", "*", "gpt-4.1-mini*"),
            price("exact", "*", "gpt-4.1-mini"),
            price("azure", "azure", "gpt-4.1-mini"));
    assertEquals("azure", found(book, "azure", "gpt-4.1-mini"));
    assertEquals("exact", found(book, "openai", "GPT-4.1-Mini"));
    assertEquals("mini", found(book, "azure", "gpt-4.1-mini-2025-04-14"));
    assertEquals("family", found(book, "openai", "gpt-4.1"));
    assertEquals("any", found(book, "openai", "o3"));
    assertEquals("none", found(book(price("a", "openai", "a*")), "azure", "a1"));
  }

  @Test
  void aPriceHoldsFromItsFirstDayUntilTheDayBeforeItsLast() {
    var book =
        book(
            dated("old", "", "2026-11-22", "*", "m"),
            dated("new", "2026-11-22", "2026-12-01", "*", "m"),
            price("else", "*", "*"));
    assertEquals("old", found(book, "x", "m", Instant.parse("2026-11-21T23:59:59.999Z")));
    assertEquals("new", found(book, "x", "m", Instant.parse("2026-11-22T00:00:00Z")));
    assertEquals("new", found(book, "x", "m", Instant.parse("2026-11-30T23:59:59Z")));
    assertEquals("else", found(book, "x", "m", Instant.parse("2026-12-01T00:00:00Z")));
  }

  @Test
  void allTiesAreToldAtOnce() {
    var message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    book(
                        price("a", "*", "x-*"),
                        price("b", "*", "*-y"),
                        price("c", "openai", "m"),
                        price("d", "openai", "m", "other"),
                        dated("past", "", "2026-01-01", "*", "n"),
                        dated("now", "2026-01-01", "", "*", "n")))
            .getMessage();
    assertEquals(
        "'a' (x-*) and 'b' (*-y) match the same calls equally well: make one say more, or end before"
            + " the other begins; 'c' (m) and 'd' (m) match the same calls equally well: make one"
            + " say more, or end before the other begins",
        message);
  }

  @Test
  void starsMeetWhereATextMatchesBoth() {
    var random = new Random(7);
    int met = 0;
    for (int i = 0; i < 20_000; i++) {
      var one = Glob.of(word(random, "ab*"));
      var other = Glob.of(word(random, "ab*"));
      boolean meets = false;
      for (int bits = 0; bits < 1 << 9 && !meets; bits++) {
        var text = text(bits);
        meets = one.matches(text) && other.matches(text);
      }
      assertEquals(meets, one.meets(other), one + " and " + other);
      met += meets ? 1 : 0;
    }
    assertTrue(met > 1000 && met < 19_000, "met " + met);
  }

  private static String word(Random random, String letters) {
    var word = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  /** Every text of up to eight letters a and b. */
  private static String text(int bits) {
    int length = 31 - Integer.numberOfLeadingZeros(bits | 1);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((bits >> i & 1) == 0 ? 'a' : 'b');
    }
    return bits == 0 ? "" : text.toString();
  }

  @Test
  void contractsMultiplyAllThatMatchesWhileTheyHold() {
    var contracts =
        List.of(
            new Multiplier(
                new Match("openai", List.of("*")),
                new BigDecimal("0.8"),
                Optional.empty(),
                day("2026-12-01"),
                "contract"),
            new Multiplier(
                Match.models("m"), new BigDecimal("0.5"), Optional.empty(), Optional.empty(), ""));
    var book =
        new PriceBook(
            List.of(price("m", "*", "*")), contracts, List.of(), List.of(), Optional.empty());
    var million = new Usage("openai", "m", 1_000_000, 0, 0, 0, 0, Duration.ZERO, REPORTED);
    assertEquals("$0.4", book.price(CHAT, million, NOON).known().toString());
    assertEquals(
        "$0.5",
        book.price(CHAT, million, Instant.parse("2026-12-01T00:00:00Z")).known().toString());
    assertEquals(new BigDecimal("0.40"), book.quote("openai", "m", NOON).orElseThrow().times());
  }

  private static final Usage.Basis REPORTED = Usage.Basis.REPORTED;

  @Test
  void partOfABookPricesWhatItPricedAndKeepsItsName() {
    var book = book(price("a", "*", "a"), price("b", "*", "b*"), price("c", "*", "*"));
    var posting =
        new Posting(
            "",
            "s",
            1,
            CHAT,
            Posting.Fate.USED,
            Usage.tokens("x", "bb", 1, 1),
            Cost.NOTHING,
            0,
            0,
            0,
            Posting.Marks.NONE);
    var part = book.pricing(List.of(posting), any -> NOON);
    assertEquals(List.of("b"), part.prices().stream().map(Price::id).toList());
    assertEquals(book.digest(), part.digest());
    assertNotEquals(book.digest(), book(price("a", "*", "a")).digest());
  }

  /** Nothing comes dearer than what was held for it, whichever tier or window it falls into. */
  @Test
  void thePriceIsNeverAboveTheMost() {
    for (long seed = 0; seed < 5000; seed++) {
      var random = new Random(seed);
      var tiers = new ArrayList<Price.Tier>();
      for (int i = random.nextInt(3); i > 0; i--) {
        tiers.add(new Price.Tier((3 - i) * 5000L, rate(random)));
      }
      var window =
          new Price.Window(LocalTime.of(random.nextInt(24), 0), LocalTime.NOON, rate(random));
      var price =
          new Price(
              "m",
              Match.models("m"),
              Optional.empty(),
              Optional.empty(),
              rate(random),
              tiers,
              random.nextBoolean() ? List.of(window) : List.of(),
              "",
              Optional.empty());
      var book = book(price);
      long input = random.nextInt(20_000);
      long output = random.nextInt(20_000);
      var most = book.most(CHAT, Bound.tokens("x", "m", input, output), Duration.ZERO, NOON);
      long read = input == 0 ? 0 : random.nextLong(input);
      long part = input - read == 0 ? 0 : random.nextLong(input - read);
      long written = output == 0 ? 0 : random.nextLong(output);
      var usage =
          new Usage("x", "m", input - part, read, 0, written, written / 3, Duration.ZERO, REPORTED);
      var at = NOON.plusSeconds(random.nextInt(100_000));
      var cost = book.price(CHAT, usage, at).known();
      assertTrue(cost.compareTo(most.orElseThrow()) <= 0, "seed " + seed);
      var parts = book.charges(CHAT, usage, at).stream().map(Charge::money);
      assertEquals(cost, parts.reduce(Money.ZERO, Money::plus), "seed " + seed);
      assertEquals(
          usage.input() + usage.output(),
          book.charges(CHAT, usage, at).stream()
              .filter(charge -> charge.kind() != Charge.Kind.REQUEST)
              .mapToLong(Charge::quantity)
              .sum(),
          "seed " + seed);
    }
  }

  private static Price.Rate rate(Random random) {
    return new Price.Rate(
        decimal(random),
        decimal(random),
        decimal(random),
        decimal(random),
        decimal(random),
        random.nextBoolean() ? BigDecimal.ZERO : decimal(random));
  }

  private static BigDecimal decimal(Random random) {
    return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(12));
  }
}
