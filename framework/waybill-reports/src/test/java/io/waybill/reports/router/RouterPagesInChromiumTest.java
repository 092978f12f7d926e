package io.waybill.reports.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.reports.HtmlPage;
import io.waybill.reports.Page;
import io.waybill.routing.judge.Comparison;
import io.waybill.testkit.outside.Chromium;
import io.waybill.testkit.outside.Needs;
import io.waybill.testkit.outside.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of routers, looked at by a real browser. */
@Needs(Chromium.PROGRAM)
class RouterPagesInChromiumTest {
  private static final String HOSTILE =
      "\"'`><img src=x onerror=\"pwned=1\"><script>pwned=1</script><svg onload=pwned=1></svg>"
          + "]]>{{pwned=1}}\u202e"
          + "W".repeat(300);

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

  private Tab open(Page page, int width) throws IOException {
    var file = Files.writeString(folder.resolve("router.html"), HtmlPage.of(page));
    return chromium.tab(width, 900).open(file.toUri());
  }

  private static List<Page> pages(String named) {
    var a = Evaluations.judgements(800, 0.95, named);
    var evaluation = Evaluations.evaluation(a, named + ".router");
    return List.of(
        EvaluationPage.of(evaluation), RoutersComparedPage.of(Comparison.of(a, a), named, named));
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1600})
  void aPageIsAsWideAsItsWindowWhoeverNamedTheLabels(int width) throws IOException {
    for (var named : List.of("intent", HOSTILE)) {
      for (var page : pages(named)) {
        try (var tab = open(page, width)) {
          assertEquals(
              tab.evaluate("document.documentElement.clientWidth").asInt(),
              tab.evaluate("document.documentElement.scrollWidth").asInt());
          assertEquals("undefined", tab.evaluate("typeof pwned").asText());
          assertEquals(0, tab.evaluate("document.scripts.length").asInt());
          assertEquals(List.of(), tab.complaints());
          assertEquals(1, tab.requests().size(), "it needs nothing else");
        }
      }
    }
  }

  @Test
  void drawingsAreLargeEnoughToReadOnATelephone() throws IOException {
    try (var tab = open(pages("intent").get(0), 390)) {
      var least =
          "Math.min(...[...document.querySelectorAll('svg text')].map(each => each.getBoundingClientRect().height))";
      assertTrue(tab.evaluate(least).asDouble() >= 10, "letters of " + tab.evaluate(least));
      var cut =
          """
          [...document.querySelectorAll('svg text')].filter(each => {
            const letters = each.getBoundingClientRect();
            const drawing = each.ownerSVGElement.getBoundingClientRect();
            return letters.left < drawing.left - 1 || letters.right > drawing.right + 1;
          }).map(each => each.textContent).join()""";
      assertEquals("", tab.evaluate(cut).asText(), "letters that are cut off");
    }
  }
}
