package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * A page of tables, before anyone has said whether it is text, Markdown or HTML: so the three show
 * the same figures.
 */
public record Page(String title, List<Block> blocks) {
  public Page {
    blocks = List.copyOf(blocks);
  }

  /** A part of a page. */
  public sealed interface Block {}

  /** Lines of prose. */
  public record Prose(List<String> lines) implements Block {
    public Prose {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Rows under a head.
   *
   * @param texts how many of the first columns are words; the others are numbers
   */
  public record Table(String title, List<String> head, int texts, List<List<String>> rows)
      implements Block {
    public Table {
      head = List.copyOf(head);
      rows = List.copyOf(rows);
    }
  }

  /** Text whose spaces mean something. */
  public record Verbatim(String title, String language, String text) implements Block {}

  /**
   * A drawing, for pages that can show one; what it says stands in words or numbers beside it.
   *
   * @param svg the element; whoever draws escapes what others wrote
   */
  public record Picture(String title, String svg) implements Block {}

  /** Draws a page. */
  interface Form {
    String prose(Prose prose);

    String table(Table table);

    String verbatim(Verbatim verbatim);

    /** Empty where there are no pictures. */
    default String picture(Picture picture) {
      return "";
    }

    /** Every block in this form, one after the other. */
    default String all(Page page) {
      var parts = new ArrayList<String>();
      for (var block : page.blocks()) {
        if (block instanceof Prose prose) {
          parts.add(prose(prose));
        } else if (block instanceof Table table) {
          parts.add(table(table));
        } else if (block instanceof Verbatim verbatim) {
          parts.add(verbatim(verbatim));
        } else if (block instanceof Picture picture) {
          parts.add(picture(picture));
        }
      }
      parts.removeIf(String::isEmpty);
      return String.join("\n", parts);
    }
  }
}
