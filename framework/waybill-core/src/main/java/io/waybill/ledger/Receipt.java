package io.waybill.ledger;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What stands on a receipt, before anyone has said whether it is a text or a page: so that all of
 * them show the same figures.
 *
 * @param timing where the time of the run went
 * @param rows the table, as a tree from its top
 * @param orchestration what the run took beyond its critical path, in tenths of a percent of its
 *     length; with those of the rows they add up to 1000, or to 0 if the run took no time
 */
public record Receipt(Timing timing, List<Row> rows, int orchestration) {
  public Receipt {
    rows = List.copyOf(rows);
  }

  public static Receipt of(Waybill waybill) {
    var timing = waybill.timing();
    Map<String, Timing.OfLine> timed =
        timing.lines().stream()
            .collect(
                Collectors.toMap(Timing.OfLine::path, Function.identity(), (one, same) -> one));
    var rows = Rows.of(waybill, lines -> Sums.of(lines, timed));
    var parts = new long[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      parts[i] = Math.max(0, rows.get(i).sums().critical());
    }
    parts[rows.size()] = Math.max(0, timing.orchestration().toNanos());
    var tenths = Figures.tenthsOfPercent(parts);
    var shared = new Row[rows.size()];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = rows.get(i).sharing(tenths[i]);
    }
    return new Receipt(timing, List.of(shared), tenths[shared.length]);
  }

  /** Why the bill of an attempt is not as sure as it looks; mostly nothing. */
  public static List<String> flags(Posting posting) {
    return Notes.flags(posting);
  }
}
