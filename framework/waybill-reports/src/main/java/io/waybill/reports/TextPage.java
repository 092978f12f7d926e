package io.waybill.reports;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A page on a terminal. */
public final class TextPage implements Page.Form {
  private static final int WIDEST = 160;

  public static String of(Page page) {
    return page.title() + "\n\n" + new TextPage().all(page);
  }

  private TextPage() {}

  @Override
  public String prose(Page.Prose prose) {
    return prose.lines().stream().map(line -> " " + line + "\n").collect(Collectors.joining());
  }

  @Override
  public String table(Page.Table table) {
    var rows =
        table.rows().stream()
            .map(row -> row.stream().map(cell -> Shown.brief(cell, WIDEST)).toList())
            .toList();
    var widths =
        IntStream.range(0, table.head().size())
            .map(column -> width(table.head(), rows, column))
            .toArray();
    var text = new StringBuilder(table.title()).append('\n');
    if (table.head().stream().anyMatch(head -> !head.isEmpty())) {
      text.append(row(table.head(), table.texts(), widths));
    }
    rows.forEach(row -> text.append(row(row, table.texts(), widths)));
    return text.toString();
  }

  @Override
  public String verbatim(Page.Verbatim verbatim) {
    return verbatim.title() + "\n" + verbatim.text() + "\n";
  }

  private static int width(List<String> head, List<List<String>> rows, int column) {
    int widest = rows.stream().mapToInt(row -> letters(row.get(column))).max().orElse(0);
    return Math.max(widest, letters(head.get(column)));
  }

  private static String row(List<String> cells, int texts, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      var pad = " ".repeat(widths[i] - letters(cells.get(i)));
      line.append(i == 0 ? " " : "   ").append(i < texts ? cells.get(i) + pad : pad + cells.get(i));
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }
}
