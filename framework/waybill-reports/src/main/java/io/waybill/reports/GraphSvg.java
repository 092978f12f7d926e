package io.waybill.reports;

import java.util.List;
import java.util.Locale;

/** The boxes and arrows of a laid out graph as SVG; how they look is up to a style sheet. */
final class GraphSvg {
  private static final double MARGIN = 20;

  private final StringBuilder svg = new StringBuilder();

  private GraphSvg() {}

  /**
   * A picture.
   *
   * @param attributes more of the outermost element, markup already
   * @param style what stands first in it, markup already
   */
  static String of(SvgGraph graph, String attributes, String style) {
    var drawn = new GraphSvg();
    drawn.graph(graph, MARGIN, MARGIN);
    var width = number(graph.width() + 2 * MARGIN);
    var height = number(graph.height() + 2 * MARGIN);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" %3$s>
        %4$s<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
        <rect class="ground" width="100%%" height="100%%"/>
        %5$s</svg>
        """
        .formatted(width, height, attributes, style, drawn.svg);
  }

  private void graph(SvgGraph graph, double left, double top) {
    graph.arrows().forEach(arrow -> arrow(arrow, left, top));
    graph.nodes().forEach(node -> node(node, left + node.x, top + node.y));
  }

  private void node(SvgNode node, double left, double top) {
    var look =
        switch (node.look) {
          case VALUE -> "value";
          case ROUTE -> "route";
          case SHAPE -> "shape";
          case CALL, BEND -> "box";
        };
    svg.append(node.fate.isEmpty() ? "<g>" : "<g class=\"%s\">".formatted(node.fate));
    boolean pill = node.look == SvgNode.Look.VALUE;
    rect(look, pill ? 14 : 6, new double[] {left, top, node.width, node.height});
    double middle = left + node.width / 2;
    text("", middle, top + (pill ? 19 : 22), node.title);
    if (!node.detail.isEmpty()) {
      text("detail", middle, top + 39, node.detail);
    }
    svg.append("</g>\n");
    for (var group : node.groups) {
      double x = left + group.x;
      double y = top + group.y;
      rect(group.rescue ? "rescue" : "body", 4, new double[] {x, y, group.width(), group.height()});
      text("title", x + group.width() / 2, y + 16, group.title);
      double inset = (group.width() - group.graph.width()) / 2;
      graph(group.graph, x + inset, y + SvgNode.Group.HEAD);
    }
  }

  private void arrow(SvgGraph.Arrow arrow, double left, double top) {
    List<SvgNode> stops = arrow.stops();
    var path = new StringBuilder();
    var last = stops.get(0);
    path.append("M").append(number(left + last.middle())).append(' ');
    path.append(number(top + last.y + last.height));
    for (var next : stops.subList(1, stops.size())) {
      double x = left + last.middle();
      double y = top + last.rowEnd;
      double toX = left + next.middle();
      double toY = top + next.y;
      var half = number((y + toY) / 2);
      path.append("V").append(number(y));
      path.append(
          "C%s %s %s %s %s %s"
              .formatted(number(x), half, number(toX), half, number(toX), number(toY)));
      last = next;
    }
    boolean skipped = arrow.from().skipped() || arrow.to().skipped();
    svg.append(
        "<path class=\"arrow%s%s\" marker-end=\"url(#head)\" d=\"%s\"/>\n"
            .formatted(arrow.dashed() ? " dashed" : "", skipped ? " skipped" : "", path));
  }

  private void rect(String look, int round, double[] box) {
    svg.append(
        "<rect class=\"%s\" rx=\"%d\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(
                look, round, number(box[0]), number(box[1]), number(box[2]), number(box[3])));
  }

  private void text(String look, double middle, double baseline, String text) {
    var css = look.isEmpty() ? "" : " class=\"%s\"".formatted(look);
    svg.append(
        "<text%s text-anchor=\"middle\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(css, number(middle), number(baseline), Markup.escaped(text)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
