package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Pool;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.reports.HtmlPage;
import io.waybill.reports.MarkdownPage;
import io.waybill.reports.Page;
import io.waybill.reports.Spread;
import io.waybill.reports.TextPage;
import io.waybill.work.Money;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryPageTest {
  @Test
  void theSummaryOfManyRunsReadsLikeThis() {
    assertEquals(
        """
        support: 1,003 runs in 20.1 s, 50.0 a second

        runs
                      runs    share
         ok          1,000   99.7 %
         failed          2    0.2 %
         cancelled       1    0.1 %
         not run         1

         went to a person 120 runs, 12.0 %
         rescued 7 runs, 0.7 %
         made do with other work in 12 runs, 1.2 %
         made do with part of an answer in 1 run, 0.1 %
         tried again in 31 runs, 3.1 %
         asked a second time in 4 runs, 0.4 %
         refused by a budget in 2 runs, 0.2 %
         made shorter by a budget in 1 run, 0.1 %
         cost $0.0123 known, 3 attempts unpriced
         of it for attempts that failed $0.000001
         of it for attempts that lost to others $0.0000005 known, 1 attempt unpriced
         cost of 1,000 such runs $0.01226321, and what is unpriced
         pool gpu0 used 3.00 s of 5.00 s; idle, as far as this process saw, 2.00 s, which costs $0.002

        routes against what was expected
         route    right      of   accuracy
         intent     912   1,000     91.2 %

        worst confusions
         route    expected   chosen      for example    times
         intent   returns    order       t-004, t-017      31
         intent   order      otherwise   t-009              1

        latency
                  times       p50       p95       p99       max
         run      1,003   12.3 ms   45.6 ms    123 ms    1.20 s
         redact   1,003   0.04 ms   0.41 ms   1.00 ms   9.99 ms

        scores
         step    score       times    mean
         check   grounding     883   0.975

        not ok (the first 2 of 4)
         input     status    why
         t-050     failed    step 'check' failed (INVALID): no\uFFFD[31m way
         line 37   not run   not JSON at column 3: no
        """,
        TextPage.of(SummaryPage.of(summary())));
  }

  @Test
  void markdownAndHtmlShowTheSameFiguresAndKeepTextText() {
    var page = SummaryPage.of(summary());
    var markdown = MarkdownPage.of(page);
    var html = HtmlPage.of(page);
    for (var block : page.blocks()) {
      if (block instanceof Page.Table table) {
        for (var row : table.rows()) {
          for (var cell : row.stream().filter(text -> text.matches("[0-9., %]+")).toList()) {
            assertTrue(markdown.contains("| " + cell + " |"), cell);
            assertTrue(html.contains(">" + cell + "</td>"), cell);
          }
        }
      }
    }
    var hostile =
        new Page(
            "<b>&",
            List.of(new Page.Table("t", List.of("a|b"), 1, List.of(List.of("<script>|x")))));
    assertFalse(HtmlPage.of(hostile).contains("<script>"));
    assertTrue(MarkdownPage.of(hostile).contains("| \\<script\\>\\|x |"));
  }

  private static Summary summary() {
    return new Summary(
        "support",
        Duration.ofMillis(20_060),
        new Summary.Counts(1000, 2, 1, 1, 120, 7),
        List.of(new Summary.Routed("intent", 912, 1000)),
        new Summary.Spent(
            new Cost(new Money(12_300_000), 3),
            new EnumMap<>(
                Map.of(
                    Posting.Fate.FAILED,
                    Cost.of(new Money(1000)),
                    Posting.Fate.DISCARDED,
                    new Cost(new Money(500), 1))),
            List.of(
                new PoolUse(
                    Pool.of("gpu0", "3.6"),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2)),
                new PoolUse(
                    Pool.of("cpu", "1"),
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5)))),
        new Summary.Protection(
            new EnumMap<>(Map.of(Posting.Role.FALLBACK, 12L, Posting.Role.PARTIAL, 1L)),
            31,
            4,
            2,
            1),
        List.of(
            new Spread.Figure("run", 1003, 12_345_678, 45_600_000, 123_000_000, 1_200_000_000),
            new Spread.Figure("redact", 1003, 40_000, 410_000, 1_000_000, 9_990_000)),
        List.of(
            new Summary.Confusion("intent", "returns", "order", 31, List.of("t-004", "t-017")),
            new Summary.Confusion("intent", "order", "otherwise", 1, List.of("t-009"))),
        List.of(new Summary.Quality("check", "grounding", 883, 0.975)),
        List.of(
            new Summary.NotOk(
                "t-050", "failed", "step 'check' failed (INVALID): no\u001b[31m\nway"),
            new Summary.NotOk("line 37", "not run", "not JSON at column 3: no")),
        Optional.empty());
  }
}
