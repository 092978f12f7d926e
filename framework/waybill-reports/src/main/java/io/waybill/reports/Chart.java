package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Lines and dots over two axes, as SVG that runs nothing and is readable on a telephone. What it
 * shows stands in numbers beside it, for who cannot see it.
 *
 * @param says what it shows, in a few words
 * @param layers drawn one over the other, the first at the bottom
 */
public record Chart(String says, Axis x, Axis y, List<Layer> layers) {
  private static final int WIDTH = 400;
  private static final int LEFT = 48;
  private static final int RIGHT = 14;
  private static final int PLOT = 220;
  private static final int LEGEND = 16;
  private static final int BELOW = 40;
  private static final int STEPS = 5;
  private static final String STYLE =
      "font:12px system-ui,sans-serif;width:100%;max-width:30rem;height:auto";
  private static final String GREY = "#64748b";
  private static final String PALE = "#e2e8f0";
  private static final List<String> COLOURS = List.of("#3b73b9", "#c2410c", "#4d7c0f", "#7e22ce");

  /**
   * What is measured along one side.
   *
   * @param written how its numbers are written: {@code 80 %}
   */
  public record Axis(String title, double from, double to, DoubleFunction<String> written) {
    public Axis {
      if (!(from < to)) {
        throw new IllegalArgumentException("an axis from %s to %s".formatted(from, to));
      }
    }

    /** Shares, up to 1, written in per cent. */
    public static Axis shares(String title, double from) {
      return new Axis(title, from, 1, share -> String.format(Locale.ROOT, "%.0f %%", 100 * share));
    }

    private double at(double value) {
      return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }
  }

  /** Something drawn, and what it is called. */
  public sealed interface Layer {
    String name();
  }

  /** A place on both axes; what is beyond them is drawn on the rim. */
  public record Point(double x, double y) {}

  /** From point to point. */
  public record Line(String name, List<Point> points) implements Layer {
    public Line {
      points = List.copyOf(points);
    }
  }

  /** A line that others are held against: grey and broken. */
  public record Guide(String name, Point from, Point to) implements Layer {}

  /** Dots, each as large as it weighs, with what is known of its height. */
  public record Dots(String name, List<Dot> dots) implements Layer {
    public Dots {
      dots = List.copyOf(dots);
    }
  }

  /**
   * A dot.
   *
   * @param weight in [0, 1]
   * @param low where its height begins, as far as is known
   * @param high where that ends
   * @param label beside it; may be empty
   */
  public record Dot(Point at, double weight, double low, double high, String label) {
    /** A dot whose height is known. */
    public static Dot of(Point at, String label) {
      return new Dot(at, 0.25, at.y, at.y, label);
    }
  }

  public Chart {
    layers = List.copyOf(layers);
  }

  /** The element: on a page, or a file of its own. */
  public String svg() {
    var drawing = new Drawing(LEGEND * (layers.size() + 1) + 10);
    drawing.axes();
    for (int i = 0; i < layers.size(); i++) {
      drawing.layer(i);
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" style=\"%s\" role=\"img\" aria-label=\"%s\">\n%s</svg>"
        .formatted(
            WIDTH,
            drawing.top + PLOT + BELOW,
            STYLE,
            Markup.escaped(says),
            String.join("\n", drawing.parts));
  }

  private final class Drawing {
    private final int top;
    private final List<String> parts = new ArrayList<>();

    private Drawing(int top) {
      this.top = top;
    }

    private void axes() {
      for (int i = 0; i <= STEPS; i++) {
        double right = x.from + i * (x.to - x.from) / STEPS;
        double up = y.from + i * (y.to - y.from) / STEPS;
        line(across(x.from), height(up), across(x.to), height(up), PALE, "");
        line(across(right), height(y.from), across(right), height(y.to), PALE, "");
        text(LEFT - 5, height(up) + 4, "end", GREY, y.written.apply(up));
        var anchor = i == STEPS ? "end" : "middle";
        double at = i == STEPS ? WIDTH - 2 : across(right);
        text(at, top + PLOT + 15, anchor, GREY, x.written.apply(right));
      }
      text(WIDTH - RIGHT, top + PLOT + 32, "end", GREY, x.title + " →");
      text(LEFT - 5, top - 9, "start", GREY, "↑ " + y.title);
    }

    private void layer(int number) {
      var layer = layers.get(number);
      var colour = layer instanceof Guide ? GREY : COLOURS.get(number % COLOURS.size());
      double legend = LEGEND * number + 12;
      if (layer instanceof Dots) {
        circle(LEFT + 9, legend - 4, 4, colour);
      } else {
        line(LEFT, legend - 4, LEFT + 18, legend - 4, colour, layer instanceof Guide ? "4 3" : "");
      }
      text(LEFT + 24, legend, "start", colour, layer.name());
      if (layer instanceof Line path) {
        path(path.points, colour);
      } else if (layer instanceof Guide guide) {
        line(
            across(guide.from.x),
            height(guide.from.y),
            across(guide.to.x),
            height(guide.to.y),
            colour,
            "4 3");
      } else if (layer instanceof Dots dots) {
        for (int i = 0; i < dots.dots.size(); i++) {
          dot(dots.dots.get(i), i % 2 == 0 ? 14 : -8, colour);
        }
      }
    }

    private void path(List<Point> points, String colour) {
      var corners =
          points.stream()
              .map(point -> "%s,%s".formatted(number(across(point.x)), number(height(point.y))))
              .toList();
      parts.add(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>"
              .formatted(String.join(" ", corners), colour));
    }

    /** Labels stand below and above by turns, so that those of neighbours can be read. */
    private void dot(Dot dot, int label, String colour) {
      double right = across(dot.at.x);
      if (dot.low < dot.high) {
        line(right, height(dot.low), right, height(dot.high), colour, "");
      }
      double size = Math.sqrt(Math.max(0, Math.min(1, dot.weight)));
      circle(right, height(dot.at.y), 2 + 8 * size, colour);
      if (!dot.label.isEmpty()) {
        boolean farRight = right > (LEFT + WIDTH) / 2.0;
        double beside = right + (farRight ? -8 : 8);
        text(beside, height(dot.at.y) + label, farRight ? "end" : "start", colour, dot.label);
      }
    }

    private void circle(double x, double y, double radius, String colour) {
      parts.add(
          "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" fill-opacity=\"0.6\"/>"
              .formatted(number(x), number(y), number(radius), colour));
    }

    private double across(double value) {
      return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double height(double value) {
      return top + PLOT - y.at(value) * PLOT;
    }

    private void line(double x, double y, double toX, double toY, String colour, String broken) {
      var dashes = broken.isEmpty() ? "" : " stroke-dasharray=\"" + broken + "\"";
      parts.add(
          "<path d=\"M%s %sL%s %s\" stroke=\"%s\"%s/>"
              .formatted(number(x), number(y), number(toX), number(toY), colour, dashes));
    }

    private void text(double x, double y, String anchor, String colour, String text) {
      parts.add(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" fill=\"%s\">%s</text>"
              .formatted(number(x), number(y), anchor, colour, Markup.escaped(text)));
    }

    private static String number(double number) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
  }
}
