package io.waybill.plan;

import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of a step, wired to the slots around them and marked as paths mark them. */
final class Bodies implements Step.Cases<Map<String, Integer>, List<Wiring>> {
  static final Bodies WIRED = new Bodies();

  private Bodies() {}

  @Override
  public List<Wiring> call(Step.Call step, Map<String, Integer> around) {
    return rescues(step, around);
  }

  @Override
  public List<Wiring> route(Step.Route step, Map<String, Integer> around) {
    var wired = new ArrayList<Wiring>();
    step.when().forEach((label, body) -> wired.add(new Wiring(body, ":" + label, around)));
    wired.add(new Wiring(step.otherwise(), ":" + Choice.OTHERWISE, around));
    wired.addAll(rescues(step, around));
    return wired;
  }

  @Override
  public List<Wiring> sub(Step.Sub step, Map<String, Integer> around) {
    var wired = new ArrayList<Wiring>();
    wired.add(step.plan().wiring());
    wired.addAll(rescues(step, around));
    return wired;
  }

  @Override
  public List<Wiring> each(Step.Each step, Map<String, Integer> around) {
    return List.of(new Wiring(step.body(), "", around));
  }

  @Override
  public List<Wiring> loop(Step.Loop step, Map<String, Integer> around) {
    return List.of(new Wiring(step.body(), "", around));
  }

  @Override
  public List<Wiring> race(Step.Race step, Map<String, Integer> around) {
    var wired = new ArrayList<Wiring>();
    step.runners().forEach((label, body) -> wired.add(new Wiring(body, ":" + label, around)));
    wired.addAll(rescues(step, around));
    return wired;
  }

  private static List<Wiring> rescues(Step step, Map<String, Integer> around) {
    var wired = new ArrayList<Wiring>();
    step.rescue().when().forEach((kind, body) -> wired.add(new Wiring(body, "!" + kind, around)));
    step.rescue().otherwise().ifPresent(body -> wired.add(new Wiring(body, "!otherwise", around)));
    return wired;
  }
}
