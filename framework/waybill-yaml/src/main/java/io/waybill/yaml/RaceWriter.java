package io.waybill.yaml;

import io.waybill.plan.Body;
import io.waybill.plan.Finish;
import io.waybill.plan.Step;
import io.waybill.plan.Weighing;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a race: its runners, how it is won, and who weighs. */
record RaceWriter(PlanWriter plans, Sight sight, String at) {
  Map<String, Node> write(Step.Race race) {
    var keys = new LinkedHashMap<String, Node>();
    if (!(race.finish() instanceof Finish.Best)) {
      keys.put("race", runners(race.runners()));
      keys.put("finish", Finishes.write(race.finish()));
      return keys;
    }
    var weighing = Weighing.of(race);
    if (weighing.isEmpty()) {
      plans.unwritable().add(at, "is a race for the best that a scorer does not decide alone");
      return keys;
    }
    keys.put("race", runners(weighing.get().runners()));
    keys.put("finish", Finishes.write(race.finish()));
    keys.put("score", scorer(weighing.get()));
    return keys;
  }

  private Node runners(Map<String, Body> runners) {
    var written = new LinkedHashMap<String, Node>();
    runners.forEach(
        (label, body) ->
            written.put(label, plans.body(body, label, sight, at + ":" + label + "/")));
    return Nodes.mapping(written);
  }

  private Node scorer(Weighing weighing) {
    return plans
        .origins()
        .ofCall(weighing.scorer())
        .filter(origin -> origin.kind() == Origin.Kind.TOOL)
        .<Node>map(origin -> Nodes.text(origin.name()))
        .orElseGet(() -> plans.unwritable().add(at, "is weighed by what is no tool"));
  }
}
