package io.waybill.reports;

import io.waybill.ledger.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What pricing runs anew changed, on a page. */
public final class RerateBlocks {
  private RerateBlocks() {}

  public static List<Page.Block> of(Rerating.Result result) {
    boolean models = !result.models().isEmpty();
    var head =
        models
            ? List.of("step", "billed", "under the book", "as if", "difference", "unpriced")
            : List.of("step", "billed", "under the book", "difference", "unpriced");
    var rows = new ArrayList<List<String>>();
    result.steps().forEach(row -> rows.add(row(row.step(), row, models)));
    rows.add(row("all steps", result.total(), models));
    var lines = new ArrayList<String>();
    lines.add(
        "priced anew by %s%s, without a call: what follows is by these prices"
            .formatted(
                Shown.brief(result.book().digest(), 19),
                result.book().checked().map(day -> ", checked " + day).orElse("")));
    if (models) {
      lines.add(
          result.models().stream()
              .map(model -> "%s by %s/%s".formatted(model.step(), model.provider(), model.model()))
              .collect(
                  Collectors.joining(
                      ", ",
                      "as if ",
                      ": an estimate, the same tokens at other prices; times and scores stay"
                          + " what they were")));
    }
    return List.of(new Page.Prose(lines), new Page.Table("priced anew", head, 1, rows));
  }

  private static List<String> row(String step, Rerating.Row row, boolean models) {
    var then = models ? row.asIf() : row.priced();
    var costs =
        models
            ? Stream.of(row.billed(), row.priced(), row.asIf())
            : Stream.of(row.billed(), row.priced());
    var cells = new ArrayList<String>();
    cells.add(step);
    costs.map(Figures::money).forEach(cells::add);
    cells.add(difference(row.billed(), then));
    cells.add(row.billed().unpriced() + " → " + then.unpriced());
    return cells;
  }

  /** Only between two sums that are known. */
  private static String difference(Cost from, Cost to) {
    if (from.unpriced() + to.unpriced() > 0) {
      return Figures.NONE;
    }
    long more = to.known().nanoUsd() - from.known().nanoUsd();
    return more > 0 ? "+" + Figures.money(more) : Figures.money(more);
  }
}
