package io.waybill.plan;

import io.waybill.plan.PlanException.Problem;
import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Everything that is wrong with a plan, at once. */
final class Problems implements Step.Cases<Problems.Around, Boolean> {
  private static final int DEEPEST = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private final LinkedHashSet<Problem> found = new LinkedHashSet<>();

  private Problems() {}

  static List<Problem> in(String name, List<Input> inputs, Body body) {
    var problems = new Problems();
    if (!NAME.matcher(name).matches()) {
      problems.add(
          "", "a plan's name is letters, digits, '_', '-' and '.', not '%s'".formatted(name));
    }
    for (var input : inputs) {
      input
          .problems()
          .forEach(what -> problems.add("", "input '%s' %s".formatted(input.id(), what)));
    }
    if (body.depth() > DEEPEST) {
      problems.add(
          "", "is nested %d deep; at most %d are allowed".formatted(body.depth(), DEEPEST));
    } else {
      problems.check("", body, Set.of());
      problems.found.addAll(Facts.problems(inputs, body));
    }
    return new ArrayList<>(problems.found);
  }

  private void add(String at, String message) {
    found.add(new Problem(at, message));
  }

  private void check(String scope, Body body, Set<String> around) {
    var own = new LinkedHashSet<String>();
    body.given().forEach(ref -> define(scope, ref.id(), own, around));
    body.steps()
        .forEach(step -> step.defines().forEach(id -> define(scope + step.id(), id, own, around)));
    var known = new LinkedHashSet<>(own);
    known.addAll(around);
    for (var step : body.steps()) {
      checkStep(scope + step.id(), step, known);
    }
    if (!known.contains(body.output().id())) {
      add(
          parent(scope),
          "its output is '%s', which nothing produces. %s"
              .formatted(body.output(), DidYouMean.among(body.output().id(), known)));
    }
    var cycle = Order.cycle(body.steps());
    if (!cycle.isEmpty()) {
      add(scope + cycle.get(0), "waits for itself: " + String.join(" → ", cycle));
    }
    checkRead(scope, body);
  }

  /**
   * The step that a scope is in: {@code intent:billing/} gives {@code intent:billing}; empty for
   * the plan itself.
   */
  private static String parent(String scope) {
    return scope.isEmpty() ? "" : scope.substring(0, scope.length() - 1);
  }

  private void define(String at, String id, Set<String> own, Set<String> around) {
    if (!own.add(id)) {
      add(at, "is defined twice. Rename one '%s'.".formatted(id));
    } else if (around.contains(id)) {
      add(at, "has the name of a value around it. Rename one '%s'.".formatted(id));
    }
  }

  private void checkStep(String path, Step step, Set<String> known) {
    if (!Id.fits(step.id())) {
      add(path, Id.RENAME);
    }
    for (var ref : step.input().refs()) {
      if (!known.contains(ref.id())) {
        add(
            path,
            "reads '%s', which nothing produces. %s"
                .formatted(ref, DidYouMean.among(ref.id(), known)));
      }
    }
    step.input().problems().forEach(problem -> add(path, problem));
    if (step instanceof Step.Working working) {
      PolicyProblems.in(working).forEach(problem -> add(path, problem));
    }
    step.match(this, new Around(path, known));
    step.rescue().when().forEach((kind, body) -> checkBody(path + "!" + kind, body, 1, known));
    step.rescue().otherwise().ifPresent(body -> checkBody(path + "!otherwise", body, 1, known));
    if (step.rescue().when().containsKey(ErrorKind.CANCELLED)) {
      add(path, "cannot be rescued from CANCELLED: whoever cancels wants the run to end");
    }
  }

  private boolean checkBody(String path, Body body, int given, Set<String> known) {
    if (body.given().size() != given) {
      add(path, "its body is given %d values, not %d".formatted(given, body.given().size()));
    }
    check(path + "/", body, known);
    return true;
  }

  /** The path of a step and the ids that its bodies can read. */
  record Around(String path, Set<String> known) {}

  @Override
  public Boolean call(Step.Call step, Around around) {
    return true;
  }

  @Override
  public Boolean route(Step.Route step, Around around) {
    var labels = step.work().info().labels();
    for (var label : step.when().keySet()) {
      if (label.equals("otherwise")) {
        add(around.path, "names 'otherwise' as a label; it has a place of its own");
      } else if (!labels.isEmpty() && !labels.contains(label)) {
        add(
            around.path,
            "names '%s', which its router cannot choose. %s"
                .formatted(label, DidYouMean.among(label, labels)));
      }
    }
    step.when()
        .forEach((label, body) -> checkBody(around.path + ":" + label, body, 0, around.known));
    return checkBody(around.path + ":otherwise", step.otherwise(), 0, around.known);
  }

  @Override
  public Boolean sub(Step.Sub step, Around around) {
    var needed = step.plan().inputs().stream().map(Input::id).toList();
    var given = step.input().parts().keySet();
    needed.stream()
        .filter(id -> !given.contains(id))
        .forEach(
            id ->
                add(
                    around.path,
                    "does not give '%s', which plan '%s' needs".formatted(id, step.plan().name())));
    given.stream()
        .filter(id -> !needed.contains(id))
        .forEach(
            id ->
                add(
                    around.path,
                    "gives '%s', which plan '%s' does not take. %s"
                        .formatted(id, step.plan().name(), DidYouMean.among(id, needed))));
    return true;
  }

  @Override
  public Boolean each(Step.Each step, Around around) {
    if (step.atMost() < 1) {
      add(around.path, "must run at least 1 item at once, not " + step.atMost());
    }
    return checkBody(around.path, step.body(), 1, around.known);
  }

  @Override
  public Boolean loop(Step.Loop step, Around around) {
    if (step.turns() < 1) {
      add(around.path, "must be allowed at least 1 turn, not " + step.turns());
    }
    return checkBody(around.path, step.body(), 1, around.known);
  }

  @Override
  public Boolean race(Step.Race step, Around around) {
    if (step.runners().isEmpty()) {
      add(around.path, "is a race without runners");
    }
    if (step.finish() instanceof Finish.Quorum quorum
        && (quorum.runners() < 1 || quorum.runners() > step.runners().size())) {
      add(
          around.path,
          "wants %d of its %d runners to agree".formatted(quorum.runners(), step.runners().size()));
    }
    step.runners()
        .forEach((label, body) -> checkBody(around.path + ":" + label, body, 0, around.known));
    return true;
  }

  private void checkRead(String scope, Body body) {
    var read = new HashSet<String>();
    for (var step : body.steps()) {
      step.input().refs().forEach(ref -> read.add(ref.id()));
      step.bodies().forEach(inside -> read.addAll(inside.captures()));
    }
    read.add(body.output().id());
    body.steps().stream()
        .filter(step -> step.defines().stream().noneMatch(read::contains))
        .forEach(
            step ->
                add(
                    scope + step.id(),
                    "is read by nothing. Remove it, read its value, or let another step come after it."));
  }
}
