package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Plots as SVG: drawn with numbers and escaped texts, and readable on a telephone. */
final class Plots {
  private static final int WIDTH = 460;
  private static final int EDGE = 10;
  private static final int HEIGHT = 150;
  private static final int LABELS = 150;
  private static final int LETTERS = 21;
  private static final int ROW = 20;
  private static final String STYLE =
      "font:12px system-ui,sans-serif;width:100%;max-width:44rem;height:auto";
  private static final String BLUE = "#3b73b9";
  private static final String RED = "#c2410c";
  private static final String DARK = "#1c2733";
  private static final String GREY = "#64748b";

  private final StringBuilder svg = new StringBuilder();

  private Plots() {}

  /** A labelled bar: what it stands for, how long it is, and how to say so. */
  record Bar(String label, long length, String says) {}

  /** How numbers are distributed, with the percentiles marked; nothing without numbers. */
  static String histogram(
      Spread.Histogram shape, Spread.Figure marks, LongFunction<String> written) {
    var plot = new Plots();
    int base = HEIGHT + 50;
    int zeros = shape.zeros() > 0 ? 40 : 0;
    long tallest = shape.bars().stream().mapToLong(Long::longValue).max().orElse(1);
    double most = (double) Math.max(tallest, shape.zeros());
    int left = EDGE + zeros;
    double each = (double) (WIDTH - EDGE - left) / Math.max(1, shape.bars().size());
    if (zeros > 0) {
      plot.bar(EDGE, base, 24, HEIGHT * shape.zeros() / most, GREY);
      plot.text(EDGE, base + 16, "start", GREY, "0");
    }
    for (int i = 0; i < shape.bars().size(); i++) {
      plot.bar(left + i * each, base, each - 1, HEIGHT * shape.bars().get(i) / most, BLUE);
    }
    plot.line(EDGE, base, WIDTH - EDGE, base, GREY);
    if (!shape.bars().isEmpty()) {
      plot.text(left, base + 16, "start", GREY, written.apply(shape.least()));
      plot.text(WIDTH - EDGE, base + 16, "end", GREY, written.apply(shape.most()));
      plot.mark(shape, left, 12, "p50", marks.p50(), written);
      plot.mark(shape, left, 27, "p95", marks.p95(), written);
      plot.mark(shape, left, 42, "p99", marks.p99(), written);
    }
    return plot.drawn(base + 24);
  }

  private void mark(
      Spread.Histogram shape,
      int left,
      int y,
      String name,
      long value,
      LongFunction<String> written) {
    if (value <= 0) {
      return;
    }
    double at =
        shape.most() == shape.least()
            ? 0
            : Math.log((double) value / shape.least())
                / Math.log((double) shape.most() / shape.least());
    double x = left + at * (WIDTH - EDGE - left);
    line(x, y + 3, x, HEIGHT + 50, RED);
    text(x, y, x > WIDTH / 2.0 ? "end" : "start", RED, name + " " + written.apply(value));
  }

  /** Bars one below the other. */
  static String bars(List<Bar> bars) {
    var plot = new Plots();
    double most = (double) Math.max(1, bars.stream().mapToLong(Bar::length).max().orElse(1));
    double room = WIDTH - LABELS - 120;
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      double y = EDGE + i * ROW;
      double width = room * bar.length() / most;
      plot.text(LABELS - 6, y + 13, "end", GREY, end(bar.label()));
      plot.bar(LABELS, y + 16, width, 13, BLUE);
      plot.text(LABELS + width + 5, y + 13, "start", GREY, bar.says());
    }
    return plot.drawn(2 * EDGE + ROW * bars.size());
  }

  /** As much of the end of a path as there is room for: the step itself stands there. */
  private static String end(String path) {
    int letters = path.codePointCount(0, path.length());
    return letters <= LETTERS
        ? path
        : "…" + path.substring(path.offsetByCodePoints(0, letters - LETTERS + 1));
  }

  /** One corner of a {@link #triangle}: how many times as good as A, and how to say so. */
  record Corner(String label, double times, String says) {}

  /** A as a triangle, and B over it: further out is better, twice as good is at the rim. */
  static String triangle(List<Corner> corners) {
    var plot = new Plots();
    plot.polygon(corners.stream().map(corner -> 2.0).toList(), "none", "#cbd5e1");
    plot.polygon(corners.stream().map(corner -> 1.0).toList(), "#e2e8f0", GREY);
    plot.polygon(corners.stream().map(Corner::times).toList(), "#3b73b955", BLUE);
    for (int i = 0; i < corners.size(); i++) {
      double[] at = at(i, corners.size(), 2.25);
      var anchor = i == 0 ? "middle" : at[0] < WIDTH / 2.0 ? "start" : "end";
      double x = i == 0 ? at[0] : at[0] < WIDTH / 2.0 ? EDGE : WIDTH - EDGE;
      double y = i == 0 ? 18 : 285;
      plot.text(x, y, anchor, DARK, corners.get(i).label());
      plot.text(x, y + 15, anchor, GREY, corners.get(i).says());
    }
    plot.text(WIDTH / 2.0, 265, "middle", BLUE, "B over A, outward is better");
    return plot.drawn(310);
  }

  private static double[] at(int corner, int of, double times) {
    double angle = 2 * Math.PI * corner / of - Math.PI / 2;
    double radius = 65 * Math.min(2.25, Math.max(0.1, times));
    return new double[] {WIDTH / 2.0 + radius * Math.cos(angle), 175 + radius * Math.sin(angle)};
  }

  private void polygon(List<Double> times, String fill, String stroke) {
    var points = new ArrayList<String>();
    for (int i = 0; i < times.size(); i++) {
      double[] at = at(i, times.size(), Math.min(2, times.get(i)));
      points.add(number(at[0]) + "," + number(at[1]));
    }
    svg.append(
        "<polygon points=\"%s\" fill=\"%s\" stroke=\"%s\"/>\n"
            .formatted(String.join(" ", points), fill, stroke));
  }

  private void bar(double x, double base, double width, double height, String fill) {
    svg.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
            .formatted(
                number(x),
                number(base - height),
                number(Math.max(0.5, width)),
                number(height),
                fill));
  }

  private void line(double x, double y, double toX, double toY, String stroke) {
    svg.append(
        "<path d=\"M%s %sL%s %s\" stroke=\"%s\"/>\n"
            .formatted(number(x), number(y), number(toX), number(toY), stroke));
  }

  private void text(double x, double y, String anchor, String fill, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n"
            .formatted(number(x), number(y), anchor, fill, Markup.escaped(text)));
  }

  private String drawn(int height) {
    return "<svg viewBox=\"0 0 %d %d\" style=\"%s\" role=\"img\">\n%s</svg>"
        .formatted(WIDTH, height, STYLE, svg);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
