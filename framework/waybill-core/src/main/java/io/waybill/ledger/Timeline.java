package io.waybill.ledger;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Draws when things happened, to scale: service in eighths of a cell, queues in whole ones. */
final class Timeline {
  /** What hides what, where two things share a cell. */
  private static final String GLYPHS = " ▒▏▎▍▌▋▊▉█";

  private static final char QUEUE = '▒';
  private static final char SERVICE = '█';
  private static final int LEAST = GLYPHS.indexOf('▏');

  private static final int TICK = 10;
  private static final int[] ROUND = {10, 15, 20, 25, 30, 40, 50, 60, 80};

  private final int width;
  private final long cell;

  /**
   * The scale is the finest one on which the whole run fits and ticks are round.
   *
   * @param wall how long the run took, in nanoseconds
   * @param width in cells
   */
  Timeline(long wall, int width) {
    this.width = width;
    this.cell = cell(wall, width);
  }

  /** Of a length such that ten cells are a round number. */
  private static long cell(long wall, int width) {
    for (long power = 1; ; power *= 10) {
      for (int round : ROUND) {
        if (round * power * width / TICK >= wall) {
          return Math.max(1, round * power / TICK);
        }
      }
    }
  }

  /** {@code 0s 2s 4s}. */
  String ticks() {
    var ticks = new StringBuilder("0s");
    int apart = width < 2 * TICK ? TICK / 2 : TICK; // a scale of one number is none
    for (int at = apart; ; at += apart) {
      var label = label(at * cell);
      if (at + label.length() > width) {
        return ticks.toString();
      }
      if (at > ticks.length()) { // a long one leaves no room for the next
        ticks.append(" ".repeat(at - ticks.length())).append(label);
      }
    }
  }

  private static String label(long nanos) {
    if (nanos >= 1_000_000_000) {
      return number(nanos, 9) + "s";
    }
    return nanos >= 1_000_000 ? number(nanos, 6) + "ms" : number(nanos, 3) + "µs";
  }

  private static String number(long nanos, int scale) {
    return BigDecimal.valueOf(nanos, scale).stripTrailingZeros().toPlainString();
  }

  /** Where these attempts were waiting and in service; what is too short to see is a hairline. */
  String bar(List<Posting> attempts) {
    var cells = new char[width];
    Arrays.fill(cells, ' ');
    for (var attempt : attempts) {
      long admitted = attempt.ended() - attempt.parts().service();
      for (int i = cellAt(attempt.ready()); i < cellAt(admitted); i++) {
        draw(cells, i, QUEUE);
      }
      service(cells, cellAt(admitted), eighths(attempt.ended()));
    }
    return new String(cells).stripTrailing();
  }

  private void service(char[] cells, int from, long toEighths) {
    int full = (int) Math.min(width, toEighths / 8);
    for (int i = from; i < full; i++) {
      draw(cells, i, SERVICE);
    }
    int part = full >= from ? (int) (toEighths % 8) : 0;
    if (part > 0 || full <= from) {
      draw(cells, Math.max(full, from), GLYPHS.charAt(LEAST + Math.max(0, part - 1)));
    }
  }

  private void draw(char[] cells, int at, char glyph) {
    int i = Math.min(at, width - 1);
    if (GLYPHS.indexOf(glyph) > GLYPHS.indexOf(cells[i])) {
      cells[i] = glyph;
    }
  }

  private int cellAt(long nanos) {
    return (int) Math.min(width, (nanos + cell / 2) / cell);
  }

  private long eighths(long nanos) {
    return (8 * nanos + cell / 2) / cell;
  }
}
