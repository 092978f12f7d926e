package io.waybill.plan;

import io.waybill.work.Nothing;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import java.util.ArrayList;
import java.util.List;

/** What of a policy makes no sense for the work that it protects, in words. */
final class PolicyProblems implements Rung.Cases<List<String>> {
  private final Step.Working step;
  private final WorkInfo own;

  private PolicyProblems(Step.Working step) {
    this.step = step;
    this.own = step.work().info();
  }

  static List<String> in(Step.Working step) {
    var policy = step.policy();
    var problems = new PolicyProblems(step);
    var found = new ArrayList<String>();
    if (policy.hedge().isPresent() && problems.own.safety().effects() == Effects.CONSEQUENTIAL) {
      found.add(
          "would ask %s twice, and it is consequential: leave the hedge out"
              .formatted(name(problems.own)));
    }
    if (policy.cache().isPresent()) {
      found.addAll(again(problems.own));
    }
    var rungs = policy.instead();
    rungs.forEach(rung -> found.addAll(rung.match(problems)));
    for (int i = 0; i + 1 < rungs.size(); i++) {
      if (rungs.get(i) instanceof Rung.Skip) {
        found.add("makes do with something after a skip, which never fails: put the skip last");
      }
    }
    return found.stream().distinct().toList();
  }

  @Override
  public List<String> ask(Rung.Ask ask) {
    return step.policy().cache().isPresent() ? again(ask.work().info()) : List.of();
  }

  @Override
  public List<String> cached(Rung.Cached cached) {
    return again(own);
  }

  @Override
  public List<String> skip(Rung.Skip skip) {
    var value = skip.value();
    boolean fits = value == Nothing.NOTHING && !(step instanceof Step.Route);
    return fits || Fact.UNKNOWN.as(value.getClass()).fits(own.output())
        ? List.of()
        : List.of(
            "makes do with a %s, and %s gives a %s"
                .formatted(value.getClass().getSimpleName(), name(own), gives()));
  }

  @Override
  public List<String> partial(Rung.Partial partial) {
    return Fact.UNKNOWN.as(String.class).fits(own.output())
        ? List.of()
        : List.of(
            "makes do with part of an answer, and %s gives a %s: only a text has a beginning"
                .formatted(name(own), gives()));
  }

  private String gives() {
    return Fact.UNKNOWN.as(own.output()).type().getSimpleName();
  }

  /** What stands in the way of giving an answer of some work a second time. */
  private static List<String> again(WorkInfo work) {
    if (work.anonymous()) {
      return List.of(
          "would give an answer again, and its work has no name to know it by: name the work");
    }
    return work.safety().effects() == Effects.CONSEQUENTIAL
        ? List.of(
            "would give an answer of %s again, and it is consequential: it must be done each time"
                .formatted(name(work)))
        : List.of();
  }

  private static String name(WorkInfo work) {
    return work.anonymous() ? "its work" : "'" + work.name() + "'";
  }
}
