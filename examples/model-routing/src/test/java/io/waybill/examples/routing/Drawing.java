package io.waybill.examples.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Every way as a point: to the right it costs more, upward more is right, and the larger its
 * circle, the longer every other question takes at least. Between the two single models lies what
 * drawing lots would give.
 */
final class Drawing {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 400;
  private static final int EDGE = 60;
  private static final int LABELS = 250;
  private static final int LINE = 16;
  private static final double LARGEST = 18;

  private final List<Measured> all;
  private final double dearest;
  private final double worst;
  private final double slowest;
  private final StringBuilder svg = new StringBuilder();

  private Drawing(List<Measured> all) {
    this.all = all;
    this.dearest = all.stream().mapToDouble(Measured::perThousand).max().orElse(1);
    this.worst = all.stream().mapToDouble(Measured::quality).min().orElse(0) - 0.05;
    this.slowest = all.stream().mapToDouble(Drawing::seconds).max().orElse(1);
  }

  static String of(List<Measured> all) {
    return new Drawing(all).drawn();
  }

  private static double seconds(Measured one) {
    return seconds(one, 50);
  }

  private static double seconds(Measured one, int percent) {
    return one.time(percent).toNanos() / 1e9;
  }

  private String drawn() {
    axes();
    var weak = all.get(0);
    var strong = all.get(1);
    line(x(weak), y(weak), x(strong), y(strong), "#94a3b8", "4 4");
    all.forEach(this::point);
    labels();
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" style="font:12px system-ui,sans-serif;width:100%%;max-width:44rem;height:auto" role="img">
        %s</svg>
        """
        .formatted(WIDTH, HEIGHT, svg);
  }

  private void axes() {
    line(EDGE, HEIGHT - EDGE, WIDTH - LABELS, HEIGHT - EDGE, "#64748b", "none");
    line(EDGE, EDGE / 2.0, EDGE, HEIGHT - EDGE, "#64748b", "none");
    text(WIDTH - LABELS, HEIGHT - EDGE / 2.0 + 8, "end", "dollars for 1,000 questions");
    text(EDGE, EDGE / 2.0 - 8, "start", "share that is right");
    for (int i = 0; i <= 4; i++) {
      double cost = dearest * i / 4;
      double quality = worst + (1 - worst) * i / 4;
      text(x(cost), HEIGHT - EDGE + 16, "middle", number("%.2f", cost));
      text(EDGE - 6, y(quality) + 4, "end", number("%.0f %%", 100 * quality));
    }
  }

  private void point(Measured one) {
    double radius = Math.max(3, LARGEST * Math.sqrt(seconds(one) / slowest));
    svg.append(
        number(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#3b73b9\" fill-opacity=\"0.5\"/>%n",
            x(one), y(one), radius));
  }

  /** In a column beside the points, from top to bottom, none over another. */
  private void labels() {
    double free = 0;
    var byHeight = all.stream().sorted(Comparator.comparingDouble(this::y)).toList();
    for (var one : byHeight) {
      double at = Math.max(free, y(one));
      free = at + LINE;
      line(x(one), y(one), WIDTH - LABELS + 24, at, "#cbd5e1", "none");
      text(
          WIDTH - LABELS + 28,
          at + 4,
          "start",
          number("%s: %.2f s, p95 %.2f s", one.name(), seconds(one), seconds(one, 95)));
    }
  }

  private double x(Measured one) {
    return x(one.perThousand());
  }

  private double x(double cost) {
    return EDGE + (WIDTH - LABELS - EDGE) * cost / dearest;
  }

  private double y(Measured one) {
    return y(one.quality());
  }

  private double y(double quality) {
    return HEIGHT - EDGE - (HEIGHT - 1.5 * EDGE) * (quality - worst) / (1 - worst);
  }

  private void line(double x, double y, double toX, double toY, String stroke, String dashes) {
    svg.append(
        number(
            "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-dasharray=\"%s\"/>%n",
            x, y, toX, toY, stroke, dashes));
  }

  /** Nothing but names of this example and numbers, so there is nothing to escape. */
  private void text(double x, double y, String anchor, String text) {
    svg.append(
        number(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#1c2733\">%s</text>%n",
            x, y, anchor, text));
  }

  private static String number(String layout, Object... values) {
    return String.format(Locale.ROOT, layout, values);
  }
}
