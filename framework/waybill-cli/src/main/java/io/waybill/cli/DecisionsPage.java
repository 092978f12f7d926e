package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.feedback.Agreement;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.feedback.Mean;
import io.waybill.routing.judge.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What decisions came to, as people read it. */
final class DecisionsPage {
  private static final String NONE = "–";
  private static final int MOST_LABELS = 40;

  private final List<Page.Block> blocks = new ArrayList<>();

  private DecisionsPage() {}

  static Page of(Decisions decisions, List<RouterSum> routers) {
    var page = new DecisionsPage();
    if (!routers.isEmpty()) {
      page.routers(routers);
      routers.forEach(page::labels);
      page.shadows(routers);
    }
    page.drift(routers);
    if (!decisions.orphans().isEmpty()) {
      page.blocks.add(
          new Page.Prose(
              List.of(
                  "%s of decisions that are not in the log"
                      .formatted(Figures.counted(decisions.orphans().size(), "outcome")))));
    }
    return new Page(
        "%s of %s"
            .formatted(
                Figures.counted(decisions.all().size(), "decision"),
                Figures.counted(routers.size(), "router")),
        page.blocks);
  }

  private void routers(List<RouterSum> routers) {
    var rows =
        routers.stream()
            .map(
                router ->
                    List.of(
                        router.by(),
                        String.join(", ", router.steps()),
                        Figures.count(router.n()),
                        Figures.count(router.canary()),
                        share(router.abstained()),
                        range(router.abstained())))
            .toList();
    var head = List.of("router", "at", "decisions", "as canary", "abstained", "95 %");
    blocks.add(new Page.Table("routers", head, 2, rows));
  }

  private void labels(RouterSum router) {
    var rows = new ArrayList<List<String>>();
    rows.addAll(rows("all of them", router.n(), router.means()));
    router.labels().stream()
        .limit(MOST_LABELS)
        .forEach(label -> rows.addAll(rows(label.label(), label.n(), label.means())));
    var head = List.of("chosen", "outcome", "decisions", "known of", "mean", "95 %");
    blocks.add(new Page.Table("what became of those of " + router.by(), head, 2, rows));
    int more = router.labels().size() - MOST_LABELS;
    if (more > 0) {
      blocks.add(
          new Page.Prose(
              List.of("and %s more; --json has all".formatted(Figures.counted(more, "label")))));
    }
  }

  private static List<List<String>> rows(String label, int n, Map<String, Mean> means) {
    if (means.isEmpty()) {
      return List.of(List.of(label, "nobody said", Figures.count(n), "0", NONE, NONE));
    }
    return means.entrySet().stream()
        .map(
            each ->
                List.of(
                    label,
                    each.getKey(),
                    Figures.count(n),
                    Figures.count(each.getValue().n()),
                    number(each.getValue().value()),
                    range(each.getValue())))
        .toList();
  }

  private void shadows(List<RouterSum> routers) {
    var rows =
        routers.stream()
            .flatMap(
                router ->
                    router.shadows().entrySet().stream()
                        .map(each -> row(router.by(), each.getKey(), each.getValue())))
            .toList();
    if (!rows.isEmpty()) {
      var head =
          List.of(
              "router",
              "beside it",
              "both",
              "agreed",
              "95 %",
              "only it decided",
              "silent",
              "regret",
              "known of");
      blocks.add(new Page.Table("shadows", head, 2, rows));
    }
  }

  private static List<String> row(String by, String shadow, Agreement both) {
    int silent = both.silent().values().stream().mapToInt(Integer::intValue).sum();
    return List.of(
        by,
        shadow,
        Figures.count(both.n()),
        both.share().map(DecisionsPage::share).orElse(NONE),
        both.share().map(DecisionsPage::range).orElse(NONE),
        Figures.count(both.decidedByShadowOnly()),
        Figures.count(silent),
        both.regretPerDecision().map(DecisionsPage::number).orElse(NONE),
        Figures.count(both.disagreed().regret().map(Mean::n).orElse(0)));
  }

  private void drift(List<RouterSum> routers) {
    var lines = routers.stream().flatMap(DecisionsPage::lines).toList();
    if (!lines.isEmpty()) {
      blocks.add(new Page.Prose(lines));
    }
  }

  private static Stream<String> lines(RouterSum router) {
    var verdict =
        switch (router.drift().verdict()) {
          case STEADY -> "steady: it decides lately as it did at first";
          case MOVED -> "MOVED: look at what it is asked";
          case TOO_FEW -> "no telling whether it moved";
        };
    var texts =
        router.shift().isPresent()
            ? Stream.<String>empty()
            : Stream.of("  too few texts are kept to tell whether they lie where they did");
    return Stream.of(
            Stream.of("%s: %s".formatted(router.by(), verdict)),
            router.drift().reasons().stream().map(reason -> "  " + reason),
            texts)
        .flatMap(each -> each);
  }

  private static String share(Mean mean) {
    return FittedLines.percent(mean.value());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
  }

  private static String range(Mean mean) {
    return range(mean.interval());
  }

  private static String range(Optional<Metric.Range> range) {
    return range
        .map(found -> "[%s, %s]".formatted(number(found.low()), number(found.high())))
        .orElse(NONE);
  }
}
