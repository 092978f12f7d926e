package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Figures;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Waybill;
import io.waybill.record.Json;
import io.waybill.record.WaybillJson;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever shows a run shows the same figures: the terminal, the page, the JSON. */
class TheSameTotalsEverywhereTest {
  private static final int RUNS = 400;

  @Test
  void textPageAndJsonOfRandomRunsAgreeAndPercentsAddUp() {
    int took = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      var waybill = RandomRuns.of(seed);
      var where = "seed " + seed;
      var total = waybill.ledger().total();
      var page = Receipts.html(waybill);
      var text = waybill.toString();
      var json = Json.parse(Json.line(WaybillJson.of(waybill)));

      long nano = json.path("cost").path("nano_usd").asLong();
      assertEquals(total.known().nanoUsd(), nano, where);
      for (var id : new String[] {"total-cost", "ledger-total"}) {
        assertEquals(nano, number(page, id), where);
      }
      assertEquals(
          json.path("wasted").path("nano_usd").asLong(), number(page, "total-wasted"), where);
      assertEquals(json.path("wall_ns").asLong(), number(page, "total-wall"), where);
      assertEquals(json.path("time").path("busy_ns").asLong(), number(page, "total-busy"), where);
      assertEquals(json.path("time").path("queue_ns").asLong(), number(page, "total-queue"), where);
      assertEquals(
          json.path("time").path("critical_ns").asLong(),
          number(page, "total-critical-path"),
          where);
      assertTrue(text.contains("   cost " + Figures.sum(total)), where + "\n" + text);
      assertTrue(text.contains("wall " + Figures.seconds(json.path("wall_ns").asLong()) + " s"));
      assertTrue(text.contains("busy " + Figures.seconds(json.at("/time/busy_ns").asLong())));

      if (!waybill.wall().isZero()) {
        took++;
        assertEquals(new BigDecimal("100.0"), percents(text), where + "\n" + text);
        assertTrue(page.contains("id=\"steps-path-share\">100.0</td>"), where);
        assertEquals(1000, Auditing.share(Receipt.of(waybill)), where);
      }
      if (nano > 0) {
        assertTrue(page.contains("id=\"steps-cost-share\">100.0</td>"), where);
      }
    }
    assertTrue(took > RUNS / 2, "only " + took + " runs took any time");
  }

  private static long number(String page, String id) {
    var found = Pattern.compile("id=\"" + id + "\" data-n=\"(-?\\d+)\"").matcher(page);
    assertTrue(found.find(), id);
    return Long.parseLong(found.group(1));
  }

  /** The column of percents of the terminal's table. */
  private static BigDecimal percents(String receipt) {
    return receipt
        .lines()
        .dropWhile(row -> !row.startsWith(" step "))
        .takeWhile(row -> !row.startsWith(" what-if"))
        .skip(1)
        .filter(row -> row.length() >= 112)
        .map(row -> row.substring(105, 112).strip())
        .filter(cell -> cell.matches("\\d+\\.\\d"))
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void aRunThatWasKeptShowsTheSamePageAndText() {
    for (Waybill waybill : new Waybill[] {Samples.support(), RandomRuns.of(3)}) {
      var back = WaybillJson.read(Json.parse(Json.line(WaybillJson.of(waybill))));
      assertEquals(waybill.toString(), back.toString());
      assertEquals(Receipts.html(waybill), Receipts.html(back));
    }
  }
}
