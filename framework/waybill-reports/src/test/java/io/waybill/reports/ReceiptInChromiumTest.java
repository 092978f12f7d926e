package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Figures;
import io.waybill.ledger.Waybill;
import io.waybill.record.Json;
import io.waybill.testkit.outside.Chromium;
import io.waybill.testkit.outside.Needs;
import io.waybill.testkit.outside.Tab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a receipt, looked at by a real browser. */
@Needs(Chromium.PROGRAM)
class ReceiptInChromiumTest {
  private static final int NARROW = 390;

  /** A machine that has much else to do is slow for a while, a page always. */
  private static final int TRIES = 8;

  private static final String HOSTILE =
      """
      "'`><img src=x onerror="pwned=1"><script>pwned=1</script><svg onload=pwned=1></svg>\
      <style>*{display:none}</style><iframe src="https://example.org/"></iframe></script></style>\
      <!--]]>&lt;${pwned=1}{{pwned=1}}javascript:pwned=1 \u202etxet \u0007\u0000\ud800""";

  private static Chromium chromium;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void end() {
    chromium.close();
  }

  private Tab open(Waybill waybill, int width) throws IOException {
    var file = Files.writeString(folder.resolve("receipt.html"), Receipts.html(waybill));
    return chromium.tab(width, 900).open(file.toUri());
  }

  @ParameterizedTest
  @ValueSource(ints = {NARROW, 1600})
  void theTotalsAreThoseOfItsJson(int width) throws IOException {
    for (var waybill : List.of(Samples.support(), Samples.documents(50), Samples.chain(3))) {
      try (var tab = open(waybill, width)) {
        var run = Json.parse(tab.evaluate("document.getElementById('run').textContent").asText());
        var cost = run.path("cost").path("nano_usd").asLong();
        assertEquals(waybill.ledger().total().known().nanoUsd(), cost);
        assertEquals(cost, number(tab, "#total-cost"));
        assertEquals(cost, number(tab, "#ledger-total"));
        assertEquals(cost, number(tab, "#classes-total"));
        assertEquals(cost, column(tab, "#steps table", "cost"));
        assertEquals(cost, column(tab, "#ledger table", "cost"));
        assertEquals(wasted(run), number(tab, "#total-wasted"));
        assertEquals(run.path("wall_ns").asLong(), number(tab, "#total-wall"));
        assertEquals(waybill.timing().busy().toNanos(), number(tab, "#total-busy"));
        assertEquals(1000, column(tab, "#steps table", "path %"));
        assertEquals("100.0", text(tab, "#steps-path-share"));
        assertEquals(1000, column(tab, "#steps table", "cost %"));
        assertEquals(Figures.money(waybill.ledger().total()), text(tab, "#steps-cost"));
      }
    }
  }

  private static long wasted(JsonNode run) {
    return StreamSupport.stream(run.path("ledger").spliterator(), false)
        .filter(posting -> !posting.path("fate").asText().equals("USED"))
        .mapToLong(posting -> posting.path("cost").path("nano_usd").asLong())
        .sum();
  }

  private static long number(Tab tab, String selector) {
    return Long.parseLong(
        tab.evaluate("document.querySelector('%s').dataset.n".formatted(selector)).asText());
  }

  private static String text(Tab tab, String selector) {
    return tab.evaluate("document.querySelector('%s').textContent".formatted(selector)).asText();
  }

  /** The sum of a column's exact values. */
  private static long column(Tab tab, String table, String head) {
    var sum =
        """
        (() => {
          const table = document.querySelector('%s');
          const at = [...table.tHead.rows[0].cells].findIndex(cell => cell.textContent === '%s');
          return [...table.tBodies[0].rows]
            .map(row => BigInt(row.cells[at].dataset.n || 0)).reduce((a, b) => a + b, 0n).toString();
        })()"""
            .formatted(table, head);
    return Long.parseLong(tab.evaluate(sum).asText());
  }

  @ParameterizedTest
  @ValueSource(ints = {NARROW, 1600})
  void nothingIsAskedForAndNothingGoesWrongWhoeverWroteTheFields(int width) throws IOException {
    for (var waybill : List.of(Samples.support(), Samples.hostile(HOSTILE))) {
      try (var tab = open(waybill, width)) {
        tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
        tab.evaluate("document.querySelectorAll('th button').forEach(each => each.click())");
        tab.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var page = folder.resolve("receipt.html").toUri().toString();
        assertEquals(
            List.of(),
            tab.requests().stream()
                .filter(
                    url ->
                        !url.startsWith("data:")
                            && !url.replace("file:///", "file:/")
                                .equals(page.replace("file:///", "file:/")))
                .toList());
        assertEquals(List.of(), tab.complaints());
      }
    }
  }

  @Test
  void whateverStandsInAFieldIsTextAndNothingElse() throws IOException {
    var made =
        "JSON.stringify([...new Set([...document.querySelectorAll('*')].flatMap(each =>"
            + " [each.localName, ...[...each.attributes].map(one => each.localName + '@' + one.name)]))].sort())";
    try (var plain = open(Samples.support(), 1600)) {
      var parts = plain.evaluate(made).asText();
      try (var tab = open(Samples.hostile(HOSTILE), 1600)) {
        assertEquals(parts, tab.evaluate(made).asText());
        assertEquals("undefined", tab.evaluate("typeof pwned").asText());
        assertEquals(2, tab.evaluate("document.scripts.length").asInt());
        assertEquals(1, tab.evaluate("document.querySelectorAll('style').length").asInt());
        assertTrue(text(tab, "h1").contains("<img src=x onerror=\"pwned=1\">"), text(tab, "h1"));
        for (var place :
            List.of(
                "#failure",
                "#waterfall",
                "#steps",
                "#plan",
                "#ledger",
                "#money",
                "#time",
                "#prices")) {
          assertTrue(text(tab, place).contains("<script>pwned=1</script>"), place);
        }
      }
    }
  }

  @Test
  void nothingIsWiderThanANarrowWindow() throws IOException {
    var endless = "W".repeat(400);
    for (var waybill :
        List.of(
            Samples.support(),
            Samples.hostile(HOSTILE),
            Samples.hostile(endless),
            Samples.documents(80))) {
      try (var tab = open(waybill, NARROW)) {
        tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
        assertEquals(
            tab.evaluate("document.documentElement.clientWidth").asInt(),
            tab.evaluate("document.documentElement.scrollWidth").asInt());
      }
    }
  }

  @Test
  void aColumnIsSortedWithTheKeyboardBothWays() throws IOException {
    try (var tab = open(Samples.documents(50), 1600)) {
      tab.evaluate(
          "[...document.querySelectorAll('#ledger th button')].find(each => each.textContent === 'cost').focus()");
      var cells =
          "[...document.querySelectorAll('#ledger tbody tr')].map(row => Number(row.cells[11].dataset.n))";
      tab.press("Enter");
      assertTrue(
          tab.evaluate(cells + ".every((n, i, all) => i === 0 || all[i - 1] <= n)").asBoolean());
      assertEquals("ascending", sorted(tab));
      tab.press("Enter");
      assertTrue(
          tab.evaluate(cells + ".every((n, i, all) => i === 0 || all[i - 1] >= n)").asBoolean());
      assertEquals("descending", sorted(tab));
      assertEquals("sorted by cost, largest first", text(tab, "#said"));
      assertEquals(List.of(), tab.complaints());
    }
  }

  private static String sorted(Tab tab) {
    return tab.evaluate("document.querySelector('#ledger th[aria-sort]').getAttribute('aria-sort')")
        .asText();
  }

  @Test
  void aRunOfSevenHundredStepsOpensInUnderTwoSeconds() throws IOException {
    for (var waybill : List.of(Samples.chain(700), Samples.documents(700))) {
      assertTrue(
          IntStream.range(0, TRIES).anyMatch(nth -> drawnAfter(waybill) < 2000),
          "not once in " + TRIES);
      try (var tab = open(waybill, 1600)) {
        assertEquals(
            700,
            tab.evaluate("document.querySelectorAll('#waterfall li:not(:has(li)) > .line').length")
                .asInt());
        assertEquals(
            700, tab.evaluate("document.querySelectorAll('#ledger tbody tr').length").asInt());
      }
    }
  }

  /** Milliseconds. */
  private double drawnAfter(Waybill waybill) {
    try (var tab = open(waybill, 1600)) {
      var drawn =
          tab.evaluate(
              "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))");
      System.out.printf("a run of 700 steps was on the screen after %.0f ms%n", drawn.asDouble());
      return drawn.asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itsWordsCanBeReadInTheLightAndInTheDark() throws IOException {
    var least =
        """
        (() => {
          const style = getComputedStyle(document.documentElement);
          const light = name => {
            const hex = style.getPropertyValue(name).trim();
            const part = at => { const c = parseInt(hex.slice(at, at + 2), 16) / 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
            return .2126 * part(1) + .7152 * part(3) + .0722 * part(5);
          };
          const contrast = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          return Math.min(...['--ink', '--muted', '--waste', '--path', '--good'].flatMap(ink =>
            ['--paper', '--page'].map(paper => contrast(light(ink), light(paper)))));
        })()""";
    for (var scheme : List.of("light", "dark")) {
      try (var tab = open(Samples.support(), 1600)) {
        double contrast = tab.preferring(scheme).evaluate(least).asDouble();
        assertTrue(contrast >= 4.5, scheme + ": " + contrast);
      }
    }
  }

  @Test
  void withoutScriptsEverythingIsThereButSorting() throws IOException {
    var file = Files.writeString(folder.resolve("receipt.html"), Receipts.html(Samples.support()));
    try (var tab = chromium.tab(1600, 900).withoutScripts().open(file.toUri())) {
      assertEquals(0, tab.evaluate("document.querySelectorAll('button').length").asInt());
      assertEquals(7, tab.evaluate("document.querySelectorAll('#ledger tbody tr').length").asInt());
      assertEquals(
          5, tab.evaluate("document.querySelectorAll('#waterfall li > .line').length").asInt());
    }
  }
}
