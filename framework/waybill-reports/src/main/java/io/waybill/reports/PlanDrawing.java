package io.waybill.reports;

import io.waybill.plan.Body;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The boxes and arrows of a plan. */
final class PlanDrawing implements Step.Cases<String, SvgNode> {
  private static final PlanDrawing STEPS = new PlanDrawing();

  private PlanDrawing() {}

  static SvgGraph of(Plan<?> plan) {
    var given = plan.inputs().stream().<Ref<?>>map(Input::ref).toList();
    return graph(new Body(given, plan.steps(), plan.output()), true);
  }

  private static SvgGraph graph(Body body, boolean whole) {
    var byValue = new LinkedHashMap<String, SvgNode>();
    var nodes = new ArrayList<SvgNode>();
    var arrows = new ArrayList<SvgGraph.Arrow>();
    for (var given : whole ? body.given() : read(body)) {
      var node = value(given.id());
      nodes.add(node);
      byValue.put(given.id(), node);
    }
    for (var step : body.steps()) {
      var node = step.match(STEPS, "");
      nodes.add(node);
      join(step, node, byValue, arrows);
      step.defines().forEach(id -> byValue.put(id, node));
    }
    if (whole || !byValue.containsKey(body.output().id())) {
      var end = value(whole ? "output" : body.output().toString());
      nodes.add(end);
      arrow(byValue.get(body.output().id()), end, false, arrows);
    }
    return new SvgGraph(nodes, arrows);
  }

  /** What a body is given and has a use for. */
  private static List<Ref<?>> read(Body body) {
    return body.given().stream()
        .filter(
            given ->
                body.output().id().equals(given.id())
                    || body.steps().stream().anyMatch(step -> reads(step, given.id())))
        .toList();
  }

  private static boolean reads(Step step, String id) {
    return step.input().refs().stream().anyMatch(ref -> ref.id().equals(id))
        || step.bodies().stream().anyMatch(body -> body.captures().contains(id));
  }

  /** Full arrows for what the step waits for, dashed ones for what only its bodies read. */
  private static void join(
      Step step, SvgNode node, Map<String, SvgNode> byValue, List<SvgGraph.Arrow> arrows) {
    var waitsFor =
        step.input().refs().stream().map(ref -> byValue.get(ref.id())).distinct().toList();
    waitsFor.forEach(from -> arrow(from, node, false, arrows));
    step.bodies().stream()
        .flatMap(body -> body.captures().stream())
        .map(byValue::get)
        .distinct()
        .filter(from -> !waitsFor.contains(from))
        .forEach(from -> arrow(from, node, true, arrows));
  }

  private static void arrow(
      @Nullable SvgNode from, SvgNode to, boolean dashed, List<SvgGraph.Arrow> arrows) {
    if (from != null) {
      arrows.add(new SvgGraph.Arrow(from, to, dashed, List.of()));
    }
  }

  private static SvgNode value(String name) {
    return new SvgNode(SvgNode.Look.VALUE, name, "", List.of());
  }

  private static SvgNode.Group group(String title, Body body) {
    return new SvgNode.Group(title, false, graph(body, false));
  }

  private static List<SvgNode.Group> withRescue(Step step, List<SvgNode.Group> groups) {
    var all = new ArrayList<>(groups);
    step.rescue()
        .when()
        .forEach(
            (kind, body) -> all.add(new SvgNode.Group("if " + kind, true, graph(body, false))));
    step.rescue()
        .otherwise()
        .ifPresent(body -> all.add(new SvgNode.Group("if it fails", true, graph(body, false))));
    return all;
  }

  @Override
  public SvgNode call(Step.Call step, String nothing) {
    var groups = withRescue(step, List.of());
    return new SvgNode(SvgNode.Look.CALL, step.id(), step.work().info().display(), groups);
  }

  @Override
  public SvgNode route(Step.Route step, String nothing) {
    var groups = new ArrayList<SvgNode.Group>();
    step.when().forEach((label, body) -> groups.add(group(label, body)));
    groups.add(group("otherwise", step.otherwise()));
    var detail = "route by " + step.work().info().display();
    return new SvgNode(SvgNode.Look.ROUTE, step.id(), detail, withRescue(step, groups));
  }

  @Override
  public SvgNode sub(Step.Sub step, String nothing) {
    var inner = new SvgNode.Group("plan " + step.plan().name(), false, of(step.plan()));
    return new SvgNode(SvgNode.Look.SHAPE, step.id(), "", withRescue(step, List.of(inner)));
  }

  @Override
  public SvgNode each(Step.Each step, String nothing) {
    var groups = List.of(group("each, at most %d at once".formatted(step.atMost()), step.body()));
    return new SvgNode(SvgNode.Look.SHAPE, step.id(), "", groups);
  }

  @Override
  public SvgNode loop(Step.Loop step, String nothing) {
    var groups = List.of(group("loop, at most %d turns".formatted(step.turns()), step.body()));
    return new SvgNode(SvgNode.Look.SHAPE, step.id(), "", groups);
  }

  @Override
  public SvgNode race(Step.Race step, String nothing) {
    var groups = new ArrayList<SvgNode.Group>();
    step.runners().forEach((label, body) -> groups.add(group(label, body)));
    var detail = "race, %s wins".formatted(step.finish());
    return new SvgNode(SvgNode.Look.SHAPE, step.id(), detail, withRescue(step, groups));
  }
}
