package io.waybill.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A page of tables, before anyone has said whether it is text, Markdown or HTML: so the three show
 * the same figures.
 */
record Page(String title, List<Block> blocks) {
  Page {
    blocks = List.copyOf(blocks);
  }

  /** A part of a page. */
  sealed interface Block {}

  /** Lines of prose. */
  record Prose(List<String> lines) implements Block {
    Prose {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Rows under a head.
   *
   * @param texts how many of the first columns are words; the others are numbers
   */
  record Table(String title, List<String> head, int texts, List<List<String>> rows)
      implements Block {
    Table {
      head = List.copyOf(head);
      rows = List.copyOf(rows);
    }
  }

  /** Text whose spaces mean something. */
  record Verbatim(String title, String language, String text) implements Block {}

  /** Draws a page. */
  interface Form {
    String prose(Prose prose);

    String table(Table table);

    String verbatim(Verbatim verbatim);

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
        }
      }
      return String.join("\n", parts);
    }
  }
}
