package io.waybill.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plan as a Mermaid flowchart: a node per step, a subgraph per body, an arrow per ref. */
final class Mermaid implements Step.Cases<Mermaid.Place, List<String>> {
  private final List<String> nodes = new ArrayList<>();
  private final List<String> edges = new ArrayList<>();

  private Mermaid() {}

  /**
   * Where a step is drawn: its node, how far it is indented, and the nodes that stand for the
   * values it can read.
   */
  record Place(String node, String indent, Map<String, List<String>> known) {}

  static String of(Plan<?> plan) {
    var mermaid = new Mermaid();
    var known = new HashMap<String, List<String>>();
    for (var input : plan.inputs()) {
      known.put(input.id(), List.of(input.id()));
      mermaid.nodes.add("  %s([%s])".formatted(input.id(), quoted(input.id())));
    }
    var output = mermaid.body("", "  ", plan.body(), known);
    mermaid.nodes.add("  result((\" \"))");
    output.forEach(end -> mermaid.edges.add("  %s --> result".formatted(end)));
    return "flowchart TD\n"
        + String.join("\n", mermaid.nodes)
        + "\n"
        + String.join("\n", mermaid.edges)
        + "\n";
  }

  /** Draws the steps of a body and gives the nodes that its output comes from. */
  private List<String> body(
      String scope, String indent, Body body, Map<String, List<String>> around) {
    var known = new HashMap<>(around);
    for (var step : Order.of(body.steps())) {
      var place = new Place(scope + step.id(), indent, known);
      var ends = new ArrayList<>(step.match(this, place));
      step.defines().stream().skip(1).forEach(id -> known.put(id, List.of(place.node)));
      step.rescue()
          .when()
          .forEach((kind, rescue) -> ends.addAll(inside(place, kind.name(), rescue, "-. %s .->")));
      step.rescue()
          .otherwise()
          .ifPresent(rescue -> ends.addAll(inside(place, "failure", rescue, "-. %s .->")));
      known.put(step.id(), ends);
    }
    return known.getOrDefault(body.output().id(), List.of());
  }

  /** A body in a box of its own, with a labelled arrow into it. */
  private List<String> inside(Place place, String label, Body body, String arrow) {
    var box = place.node + "_" + label.replaceAll("[^A-Za-z0-9]", "_");
    nodes.add("%ssubgraph %s[%s]".formatted(place.indent, box, quoted(label)));
    var known = new HashMap<>(place.known);
    known.put(Ref.decisionOf(place.node).id(), List.of());
    body.given().forEach(ref -> known.put(ref.id(), List.of()));
    int empty = nodes.size();
    var ends = body(box + "_", place.indent + "  ", body, known);
    if (nodes.size() == empty) {
      nodes.add("%s  %s_is([%s])".formatted(place.indent, box, quoted(body.output().toString())));
      ends = List.of(box + "_is");
    }
    nodes.add(place.indent + "end");
    edges.add("  %s %s %s".formatted(place.node, arrow.formatted(quoted(label)), box));
    return ends;
  }

  private void node(Place place, String open, String text, String close, Step step) {
    nodes.add(place.indent + place.node + open + quoted(text) + close);
    step.input().refs().stream()
        .flatMap(ref -> place.known.getOrDefault(ref.id(), List.of()).stream())
        .distinct()
        .forEach(from -> edges.add("  %s %s %s".formatted(from, arrow(step), place.node)));
  }

  private static String arrow(Step step) {
    return step.input() instanceof Pieces pieces
        ? "-- %s -->".formatted(quoted(pieces.split().toString()))
        : "-->";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "#quot;") + '"';
  }

  private static String title(Step.Working step) {
    var info = step.work().info();
    return info.anonymous() || info.display().equals(step.id())
        ? step.id()
        : step.id() + "<br/>" + info.display();
  }

  @Override
  public List<String> call(Step.Call step, Place place) {
    node(place, "[", title(step), "]", step);
    return List.of(place.node);
  }

  @Override
  public List<String> route(Step.Route step, Place place) {
    node(place, "{", title(step), "}", step);
    var ends = new ArrayList<String>();
    step.when().forEach((label, body) -> ends.addAll(inside(place, label, body, "-- %s -->")));
    ends.addAll(inside(place, "otherwise", step.otherwise(), "-- %s -->"));
    return ends;
  }

  @Override
  public List<String> sub(Step.Sub step, Place place) {
    node(place, "[[", step.id() + "<br/>plan " + step.plan().name(), "]]", step);
    return List.of(place.node);
  }

  @Override
  public List<String> each(Step.Each step, Place place) {
    node(place, "[/", step.id() + "<br/>each, " + step.atMost() + " at once", "/]", step);
    return inside(place, "item", step.body(), "-- %s -->");
  }

  @Override
  public List<String> loop(Step.Loop step, Place place) {
    node(place, "[/", step.id() + "<br/>at most " + step.turns() + " turns", "/]", step);
    return inside(place, "turn", step.body(), "-- %s -->");
  }

  @Override
  public List<String> race(Step.Race step, Place place) {
    node(place, "[/", step.id() + "<br/>race, " + step.finish() + " wins", "/]", step);
    var ends = new ArrayList<String>();
    step.runners().forEach((label, body) -> ends.addAll(inside(place, label, body, "-- %s -->")));
    return ends;
  }
}
