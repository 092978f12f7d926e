package io.waybill.estimate;

import java.util.ArrayList;
import java.util.List;

/** A table of words and, to their right, numbers. */
final class Grid {
  private static final int WIDEST = 60;

  private final int words;
  private final int lastWords;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param words how many of the first columns are words
   * @param lastWords how many of the last
   */
  Grid(int words, int lastWords) {
    this.words = words;
    this.lastWords = lastWords;
  }

  Grid row(List<String> cells) {
    rows.add(cells.stream().map(Grid::shown).toList());
    return this;
  }

  Grid row(String... cells) {
    return row(List.of(cells));
  }

  private static String shown(String cell) {
    var plain = cell.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= WIDEST ? plain : "…" + plain.substring(plain.length() - WIDEST + 1);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        boolean word = i < words || i >= row.size() - lastWords;
        var pad = " ".repeat(width(i) - length(row.get(i)));
        line.append(i == 0 ? " " : "  ");
        line.append(word ? row.get(i) + pad : pad + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
