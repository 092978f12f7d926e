package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.reports.HtmlPage;
import java.util.List;
import java.util.Locale;

/** A plan as an SVG picture: boxes for steps, boxes in boxes for bodies, arrows for data. */
final class PlanSvg {
  private static final double MARGIN = 20;
  private static final String STYLE =
      """
      text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1c2733 }
      .detail, .title { font-size: 11px; fill: #5b6b7b }
      .box { stroke: #7d90a4; fill: #ffffff } .route { stroke: #b07d1a; fill: #fff8e8 } .shape { stroke: #6b7fb5; fill: #f3f5fd }
      .value { stroke: #7d90a4; fill: #e9eef3 } .body { stroke: #d3dbe3; fill: #fafbfc } .rescue { stroke: #d9a0a0; fill: #fdf4f4 }
      .arrow { stroke: #5b6b7b; fill: none } .dashed { stroke-dasharray: 4 3 }
      """;

  private final StringBuilder svg = new StringBuilder();

  private PlanSvg() {}

  static String of(Plan<?> plan) {
    var graph = PlanDrawing.of(plan);
    var drawn = new PlanSvg();
    drawn.graph(graph, MARGIN, MARGIN);
    var size =
        new String[] {number(graph.width() + 2 * MARGIN), number(graph.height() + 2 * MARGIN)};
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" role="img" aria-label="plan %3$s">
        <style>
        %4$s</style>
        <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#5b6b7b"/></marker></defs>
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        %5$s</svg>
        """
        .formatted(size[0], size[1], HtmlPage.escaped(plan.name()), STYLE, drawn.svg);
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
    boolean pill = node.look == SvgNode.Look.VALUE;
    rect(look, pill ? 14 : 6, new double[] {left, top, node.width, node.height});
    double middle = left + node.width / 2;
    text("", middle, top + (pill ? 19 : 22), node.title);
    if (!node.detail.isEmpty()) {
      text("detail", middle, top + 39, node.detail);
    }
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
    svg.append(
        "<path class=\"arrow%s\" marker-end=\"url(#head)\" d=\"%s\"/>\n"
            .formatted(arrow.dashed() ? " dashed" : "", path));
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
            .formatted(css, number(middle), number(baseline), HtmlPage.escaped(text)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
