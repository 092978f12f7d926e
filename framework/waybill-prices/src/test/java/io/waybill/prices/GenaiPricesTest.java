package io.waybill.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Price;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A small list of the shape that genai-prices has, with everything in it that it can have. */
class GenaiPricesTest {
  private static final Imported LIST = list();

  private static Imported list() {
    try (var in = GenaiPricesTest.class.getResourceAsStream("genai.json")) {
      var json = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return GenaiPrices.read(json, Optional.of(LocalDate.of(2026, 11, 9)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a call of so many tokens has, on a day at noon. */
  private static Price.Rate rate(String model, long input, String at) {
    var when = Instant.parse(at);
    return LIST.book().quote("openai", model, when).orElseThrow().rate(input, when);
  }

  private static Price.Rate rate(String model) {
    return rate(model, 1, "2026-11-20T12:00:00Z");
  }

  private static boolean known(String model) {
    return LIST.book().quote("openai", model, Instant.parse("2026-11-20T12:00:00Z")).isPresent();
  }

  private static void assertRates(String input, String output, Price.Rate rate) {
    assertEquals(input, rate.input().stripTrailingZeros().toPlainString());
    assertEquals(output, rate.output().stripTrailingZeros().toPlainString());
  }

  private static List<String> why(String model) {
    return LIST.leftOut().stream()
        .filter(left -> left.model().equals(model))
        .map(left -> (left.whole() ? "left out: " : "in part: ") + left.why())
        .toList();
  }

  @Test
  void namesAreMatchedAsTheListDoes() {
    assertRates("0.4", "1.6", rate("plain"));
    assertRates("1", "2", rate("family-3"));
    assertRates("1", "2", rate("next-of-kin"));
    assertRates("1", "2", rate("a-relative-1"));
    assertRates("5", "5", rate("digit-7-or-so"));
    assertRates("5", "5", rate("digit-new[fast=true]"));
    assertTrue(!known("digit-new"));
  }

  @Test
  void cachesReasoningAndRequestsHaveTheirOwnRates() {
    assertEquals("0.1", rate("plain").cacheRead().toPlainString());
    assertEquals("0.4", rate("plain").cacheWrite().toPlainString());
    assertEquals("1.25", rate("family-1").cacheWrite().toPlainString());
    assertEquals("3", rate("family-1").reasoning().toPlainString());
    assertEquals("0.014", rate("each").request().toPlainString());
    assertRates("0.02", "0", rate("embed"));
  }

  @Test
  void tiersOfEachKindOfTokenBecomeTiersOfAll() {
    var day = "2026-11-20T12:00:00Z";
    assertRates("1", "10", rate("tiered", 200_000, day));
    assertRates("2", "15", rate("tiered", 200_001, day));
    assertRates("3", "15", rate("tiered", 500_001, day));
  }

  @Test
  void theDayAndTheHourDecideAsInTheList() {
    assertRates("10", "40", rate("dated", 1, "2026-06-09T23:59:59Z"));
    assertRates("2", "8", rate("dated", 1, "2026-06-10T00:00:00Z"));
    assertRates("0.5", "1", rate("hours", 1, "2026-11-20T00:29:59Z"));
    assertRates("1", "2", rate("hours", 1, "2026-11-20T00:30:00Z"));
    assertRates("0.5", "1", rate("hours", 1, "2026-11-20T16:30:00Z"));
    // two stretches with the same price are one
    assertEquals(
        2, LIST.book().prices().stream().filter(each -> each.id().equals("openai/dated")).count());
  }

  @Test
  void whatNoPatternCanSayIsLeftOutAndTold() {
    assertEquals(
        List.of(
            "in part: has names that are told by '^snapshots-\\d{8}$', for which there is no pattern here"),
        why("openai/snapshots"));
    assertTrue(known("snapshots"));
    assertTrue(!known("snapshots-20261001"));
    assertTrue(
        why("openai/both")
            .get(0)
            .startsWith("left out: has names that are told by several conditions"));
    assertTrue(!known("both"));
    assertTrue(why("openai/star").get(0).contains("have a '*' in 'a*b'"));
  }

  @Test
  void whatTheListGivesToAnotherModelIsGivenToNobodyElse() {
    assertEquals(List.of("left out: has no name that one before it has not"), why("openai/twin"));
    assertEquals(
        List.of("left out: has no name that one before it has not"), why("openai/family-late"));
    assertRates("1", "2", rate("family-late-1"));
    // a name of eight digits belongs to the snapshots, which are left out
    assertTrue(
        why("openai/snapshots-any").get(0).contains("that may be those of 'openai/snapshots' too"));
    assertTrue(!known("snapshots-2"));
    // this one can have no such name
    assertRates("1", "1", rate("snapshots-mini-1"));
  }

  @Test
  void patternsThatMeetOnlyInNamesThatNobodyKnowsStayAndAreCounted() {
    var at = Instant.parse("2026-11-20T12:00:00Z");
    // both say eight letters: the second gives way
    assertTrue(LIST.book().quote("gcp.gemini", "ab-flash-1", at).isPresent());
    assertTrue(why("gemini/other").get(0).contains("may be those of 'gemini/flash' too"));
    assertTrue(LIST.book().quote("gcp.gemini", "a-flash-longer", at).isPresent());
    // '*flash-longer*' with two of them; '*-kin' with ten digits and one mini, '*relative*' with
    // that
    assertEquals(14, LIST.overlaps());
  }

  @Test
  void whatHasNoPriceOrOneThatNobodyKnowsIsLeftOutAndNeverFree() {
    assertEquals(List.of("left out: has no price for what it reads"), why("openai/free"));
    assertEquals(
        List.of("left out: has no price for what it reads, but for audio_hours"),
        why("openai/speech"));
    assertEquals(
        List.of("left out: has a price for 'thought_surcharge', which nobody knows here"),
        why("openai/odd"));
    assertEquals(
        List.of("left out: has '-1' for input_mtok, which is no price"), why("openai/wrong"));
    assertEquals(
        List.of(
            "in part: takes something for input_image_mtok, web_searches_kcount, which no usage here counts"),
        why("openai/seer"));
    assertTrue(known("seer"));
    for (var model : List.of("free", "speech", "odd", "wrong")) {
      assertTrue(!known(model), model);
    }
  }

  @Test
  void whoBillsIsNamedAsUsagesNameIt() {
    var at = Instant.parse("2026-11-20T12:00:00Z");
    assertTrue(LIST.book().quote("api.smaller.example", "s", at).isPresent());
    assertEquals(
        List.of("left out: has the same host as smaller: its 1 models"), why("smaller-too"));
    assertEquals(
        List.of("left out: says no host that bills it alone: its 1 models"), why("router_a"));
    assertEquals(
        List.of("in part: takes what it does not name from the lists of others"), why("google"));
  }

  @Test
  void theSumIsThatOfTheList() {
    assertEquals(26, LIST.models());
    assertEquals(LIST.taken(), LIST.book().prices().stream().map(Price::id).distinct().count());
    assertEquals(LIST.book(), PriceBooks.read("again.yaml", PriceBooks.write(LIST.book())));
    var price = LIST.book().prices().get(0);
    assertEquals("openai/plain", price.id());
    assertEquals("https://example.com/openai", price.source());
    assertEquals(Optional.of(LocalDate.of(2026, 11, 9)), price.checked());
  }

  @Test
  void whatIsNoSuchListIsSaidToBeNone() {
    assertTrue(said("[").startsWith("is no JSON: line 1"));
    assertTrue(said("{}").startsWith("is no list of genai-prices"));
    assertTrue(said("[1]").startsWith("is no list of genai-prices"));
  }

  private static String said(String json) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> GenaiPrices.read(json, Optional.empty()))
            .getMessage());
  }
}
