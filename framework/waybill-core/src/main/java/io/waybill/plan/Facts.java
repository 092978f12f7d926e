package io.waybill.plan;

import io.waybill.plan.PlanException.Problem;
import io.waybill.work.Choice;
import io.waybill.work.Failure;
import io.waybill.work.Turn;
import io.waybill.work.Weighed;
import io.waybill.work.Weigher;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows types, private data and the words of strangers along the edges of a plan, and finds where
 * they arrive at work that must not have them. Unknown refs are another check's business: here they
 * are of unknown type and harmless.
 */
final class Facts implements Step.Cases<Facts.Place, Fact> {
  private final Set<Problem> found = new LinkedHashSet<>();

  /**
   * What plans inside plans give for what they are given: each is followed once, however often it
   * is used.
   */
  private final Map<Plan<?>, Map<Map<String, Fact>, Fact>> plans = new HashMap<>();

  private final Consequences consequences = new Consequences();

  private Facts() {}

  /** Where a step is: its path, and what is known of the values it can read. */
  record Place(String path, Map<String, Fact> known) {}

  static Set<Problem> problems(List<Input> inputs, Body body) {
    var facts = new Facts();
    var known = new HashMap<String, Fact>();
    inputs.forEach(input -> known.put(input.id(), Fact.of(input)));
    facts.follow("", body, known);
    return facts.found;
  }

  private Fact follow(String scope, Body body, Map<String, Fact> around) {
    var known = new HashMap<>(around);
    for (var step : Order.of(body.steps())) {
      var place = new Place(scope + step.id(), known);
      step.defines().stream().skip(1).forEach(id -> known.put(id, decision(step, place)));
      known.put(step.id(), rescued(step, step.match(this, place), place));
    }
    return fact(body.output(), new Place(scope, known));
  }

  /**
   * What a router says of its choice; if it may be rescued, its reason is what the failure says. If
   * it does not declare its labels, what it calls one may be anybody's word: it is no choice then.
   */
  private Fact decision(Step step, Place place) {
    if (!(step instanceof Step.Route route)) {
      return input(step, place).as(Choice.class);
    }
    var others =
        route.policy().instead().stream()
            .flatMap(rung -> rung instanceof Rung.Ask ask ? Stream.of(ask.work()) : Stream.of());
    boolean declared =
        Stream.concat(Stream.of(route.work()), others)
            .noneMatch(work -> work.info().labels().isEmpty());
    var said = working(route, place);
    var decided = route.rescue().bodies().isEmpty() ? said : said.and(failure(route, place));
    return decided.as(declared ? Choice.class : Object.class);
  }

  private Fact failure(Step step, Place place) {
    return new Fact(Failure.class, read(step, place).secret(), "step '" + step.id() + "'");
  }

  private Fact rescued(Step step, Fact value, Place place) {
    var rescued = value;
    var failure = failure(step, place);
    for (var body : step.rescue().bodies()) {
      var known = new HashMap<>(place.known);
      body.given().forEach(ref -> known.put(ref.id(), failure));
      rescued = rescued.and(follow(place.path + "!" + marks(step, body) + "/", body, known));
    }
    return rescued;
  }

  /** What a failure of it may tell: what it is given, and of a race what its runners read. */
  private Fact read(Step step, Place place) {
    var read = input(step, place);
    if (step instanceof Step.Race race) {
      for (var runner : race.runners().values()) {
        for (var id : runner.captures()) {
          read = read.and(place.known.getOrDefault(id, Fact.UNKNOWN));
        }
      }
    }
    return read;
  }

  private static String marks(Step step, Body body) {
    return step.rescue().when().entrySet().stream()
        .filter(entry -> entry.getValue().equals(body))
        .map(entry -> entry.getKey().name())
        .findFirst()
        .orElse("otherwise");
  }

  @Override
  public Fact call(Step.Call step, Place place) {
    if (step.work() instanceof Weigher<?> weigher) {
      var weight = Fact.UNKNOWN.as(weigher.scorer().info().output());
      if (!weight.fits(Number.class)) {
        add(
            place,
            "weighs by work that gives a %s; a scorer gives a number"
                .formatted(weight.type().getSimpleName()));
      }
    }
    return working(step, place);
  }

  @Override
  public Fact route(Step.Route step, Place place) {
    var decided = working(step, place);
    if (!decided.fits(Choice.class)) {
      add(
          place,
          "routes by work that gives a %s; a router gives a Choice"
              .formatted(decided.type().getSimpleName()));
    }
    var value = follow(place.path + ":otherwise/", step.otherwise(), place.known);
    for (var branch : step.when().entrySet()) {
      value =
          value.and(
              follow(place.path + ":" + branch.getKey() + "/", branch.getValue(), place.known));
    }
    return value;
  }

  @Override
  public Fact sub(Step.Sub step, Place place) {
    var known = new HashMap<String, Fact>();
    for (var input : step.plan().inputs()) {
      var binding = step.input().parts().get(input.id());
      if (binding != null) {
        var given = fact(binding, place);
        if (!given.fits(input.type())) {
          add(
              place,
              "gives a %s as '%s', which is a %s"
                  .formatted(
                      given.type().getSimpleName(), input.id(), input.type().getSimpleName()));
        }
        var marked = Fact.of(input);
        known.put(
            input.id(),
            new Fact(
                marked.type(),
                given.secret().isEmpty() ? marked.secret() : given.secret(),
                given.stranger()));
      }
    }
    var followed = plans.computeIfAbsent(step.plan(), plan -> new HashMap<>());
    var value = followed.get(known);
    if (value == null) {
      value = follow(place.path + "/", step.plan().body(), known);
      followed.put(known, value);
    }
    return value;
  }

  @Override
  public Fact each(Step.Each step, Place place) {
    var items = input(step, place);
    if (!items.fits(List.class)) {
      add(place, "goes through a list and is given a " + items.type().getSimpleName());
    }
    var item = step.input() instanceof Pieces ? String.class : Object.class;
    return given(step.body(), items.as(item), place).as(List.class);
  }

  @Override
  public Fact loop(Step.Loop step, Place place) {
    var start = input(step, place).as(Object.class);
    var once = given(step.body(), start, place);
    var again = start.and(once.as(Object.class));
    if (!once.fits(Turn.class)) {
      add(
          place,
          "is a loop whose body gives a %s; it must give a Turn"
              .formatted(once.type().getSimpleName()));
    }
    return again.equals(start) ? again : given(step.body(), again, place).as(Object.class);
  }

  @Override
  public Fact race(Step.Race step, Place place) {
    Fact value = null;
    for (var runner : step.runners().entrySet()) {
      var came = follow(place.path + ":" + runner.getKey() + "/", runner.getValue(), place.known);
      if (step.finish() instanceof Finish.Best && !came.fits(Weighed.class)) {
        add(
            place,
            "is a race for the best whose runner '%s' gives a %s; it must give a Weighed"
                .formatted(runner.getKey(), came.type().getSimpleName()));
      }
      consequences
          .in(runner.getValue())
          .ifPresent(
              name ->
                  add(
                      place,
                      "lets runner '%s' do %s, which is consequential, and a runner may lose after that. Do it once, after the race."
                          .formatted(runner.getKey(), name)));
      value = value == null ? came : value.and(came);
    }
    var won = value == null ? Fact.UNKNOWN : value;
    return step.finish() instanceof Finish.Best ? won.as(Object.class) : won;
  }

  private Fact given(Body body, Fact value, Place place) {
    var known = new HashMap<>(place.known);
    body.given().forEach(ref -> known.put(ref.id(), value));
    return follow(place.path + "/", body, known);
  }

  private Fact working(Step.Working step, Place place) {
    var input = input(step, place);
    var output = through(step.work().info(), input, place);
    for (var rung : step.policy().instead()) {
      if (rung instanceof Rung.Ask ask) {
        output = output.and(through(ask.work().info(), input, place));
      } else if (rung instanceof Rung.Skip skip) {
        output = output.and(Fact.UNKNOWN.as(skip.value().getClass()));
      }
    }
    return output;
  }

  private Fact through(WorkInfo info, Fact input, Place place) {
    var name = info.anonymous() ? "its work" : "'" + info.name() + "'";
    if (!input.fits(info.input())) {
      add(
          place,
          "gives a %s to %s, which takes a %s"
              .formatted(
                  input.type().getSimpleName(),
                  name,
                  Fact.UNKNOWN.as(info.input()).type().getSimpleName()));
    }
    var safety = info.safety();
    if (safety.location() == Location.EXTERNAL && !input.secret().isEmpty()) {
      add(
          place,
          "sends private data (%s) out of the house: %s is external. Let a guard that clears it, such as guard.redact, come between."
              .formatted(input.secret(), name));
    }
    if (safety.effects() == Effects.CONSEQUENTIAL && !input.stranger().isEmpty()) {
      add(
          place,
          "lets untrusted data (%s) steer %s, which is consequential. Let a person or a trusted, closed-schema step come between, or mark the input trusted if the operator writes it."
              .formatted(input.stranger(), name));
    }
    return input.through(info, place.path);
  }

  private void add(Place place, String message) {
    found.add(new Problem(place.path, message));
  }

  private Fact input(Step step, Place place) {
    return fact(step.input(), place);
  }

  private Fact fact(Binding<?> binding, Place place) {
    return binding.match(new Given(place.known, problem -> add(place, problem)));
  }
}
