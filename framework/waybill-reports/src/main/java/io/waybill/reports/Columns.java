package io.waybill.reports;

import io.waybill.ledger.Figures;
import java.util.List;

/** A table on a page: its head is written first, then its rows cell by cell. */
final class Columns {
  /**
   * A column.
   *
   * @param number whether it stands to the right
   */
  record Column(String name, boolean number) {}

  private final Markup page;

  private Columns(Markup page) {
    this.page = page;
  }

  static Column words(String name) {
    return new Column(name, false);
  }

  static Column number(String name) {
    return new Column(name, true);
  }

  /** Begins a table that can be sorted, in what scrolls where it is too wide. */
  static Columns open(Markup page, String caption, List<Column> columns) {
    page.open(
        "div", "class", "scroll tall", "tabindex", "0", "role", "region", "aria-label", caption);
    page.open("table", "class", "sortable").element("caption", caption).open("thead").open("tr");
    for (var column : columns) {
      page.element("th", column.name, "scope", "col", "class", column.number ? "n" : "");
    }
    page.close("tr").close("thead").open("tbody");
    return new Columns(page);
  }

  Columns row(String look) {
    page.open("tr", "class", look);
    return this;
  }

  Columns end() {
    page.close("tr");
    return this;
  }

  /** What a row is about. */
  Columns head(String text) {
    page.element("th", text, "scope", "row", "class", "name-cell");
    return this;
  }

  Columns texts(String... texts) {
    for (var text : texts) {
      page.element("td", text, "class", text.length() > 28 ? "words" : "tight");
    }
    return this;
  }

  /** As it is shown, and the whole number that it is sorted by. */
  Columns number(String shown, long exact) {
    page.element("td", shown, "class", "n", "data-n", Long.toString(exact));
    return this;
  }

  /** A number that is not known, or not there. */
  Columns none() {
    page.element("td", Figures.NONE, "class", "n", "data-n", "");
    return this;
  }

  /** A dash where there is none. */
  Columns count(long count) {
    return count == 0 ? none() : number(String.format(java.util.Locale.ROOT, "%,d", count), count);
  }

  Columns nanos(long nanos) {
    return nanos < 0 ? none() : number(Figures.seconds(nanos), nanos);
  }

  Columns raw(String cell) {
    page.raw(cell);
    return this;
  }

  Columns foot() {
    page.close("tbody").open("tfoot");
    return this;
  }

  /** Ends the table; {@code part} is what it ends with, {@code tbody} or {@code tfoot}. */
  void close(String part) {
    page.close(part).close("table").close("div");
  }
}
