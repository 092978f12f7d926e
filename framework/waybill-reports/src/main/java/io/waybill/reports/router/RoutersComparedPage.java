package io.waybill.reports.router;

import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Measure;
import io.waybill.routing.judge.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two routers held against each other, laid out as a page. */
public final class RoutersComparedPage {
  private static final int ROWS = 20;

  private RoutersComparedPage() {}

  /**
   * The page of two routers that pick labels.
   *
   * @param a what A is called: {@code intents.router}
   * @param b what B is called
   */
  public static Page of(Comparison comparison, String a, String b) {
    return of(comparison, a, b, Measure.ACCURACY);
  }

  /**
   * The page of any two routers of one kind.
   *
   * @param a what A is called: {@code intents.router}
   * @param b what B is called
   * @param first the measure whose verdict stands above all others
   */
  public static Page of(Comparison comparison, String a, String b, Yardstick first) {
    var blocks = new ArrayList<Page.Block>();
    blocks.add(
        new Page.Prose(
            List.of(
                "A is %s, B is %s; both on the same %s"
                    .formatted(
                        Written.text(a),
                        Written.text(b),
                        Figures.counted(comparison.rows(), "row")),
                verdict(comparison, first),
                "'the same' is where these rows tell no difference; of so many measures one in twenty is told apart by chance")));
    blocks.add(
        new Page.Table(
            "figures",
            List.of("", "B is", "A", "B", "B above A", "95 % interval", "chance", "rows"),
            2,
            comparison.differences().stream().map(RoutersComparedPage::row).toList()));
    var changes = comparison.changes();
    changed(blocks, "newly right", changes.newlyRight());
    changed(blocks, "newly wrong", changes.newlyWrong());
    changed(blocks, "wrong in another way", changes.otherwiseWrong());
    return new Page("%s against %s".formatted(Written.text(b), Written.text(a)), blocks);
  }

  /** {@code B is better in accuracy by +0.0120 [0.0040, 0.0201]}. */
  public static String verdict(Comparison comparison, Yardstick measure) {
    return comparison
        .difference(measure)
        .map(
            found ->
                "B is %s in %s: %s against %s, by %s %s"
                    .formatted(
                        word(found.verdict()),
                        measure.title(),
                        Written.number(found.b()),
                        Written.number(found.a()),
                        Written.signed(found.b() - found.a()),
                        Written.range(found.interval())))
        .orElse(
            "%s cannot be told: %s".formatted(measure.title(), comparison.unknown().get(measure)));
  }

  private static String word(Comparison.Verdict verdict) {
    return verdict == Comparison.Verdict.SAME
        ? "the same"
        : verdict.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> row(Comparison.Difference difference) {
    return List.of(
        difference.measure().title(),
        word(difference.verdict()),
        Written.number(difference.a()),
        Written.number(difference.b()),
        Written.signed(difference.b() - difference.a()),
        Written.range(difference.interval()),
        Written.chance(difference.chance()),
        Figures.count(difference.rows()));
  }

  private static void changed(List<Page.Block> blocks, String what, List<Comparison.Changed> rows) {
    if (rows.isEmpty()) {
      return;
    }
    blocks.add(
        new Page.Table(
            EvaluationPage.capped(what, rows.size(), ROWS, "row"),
            List.of("text", "is", "A said", "B said", "line"),
            4,
            rows.stream()
                .limit(ROWS)
                .map(
                    row ->
                        List.of(
                            Written.text(row.a().text()),
                            EvaluationPage.label(row.a().truth()),
                            EvaluationPage.label(row.a().said()),
                            EvaluationPage.label(row.b().said()),
                            String.valueOf(row.a().line())))
                .toList()));
  }
}
