package io.waybill.estimate;

import io.waybill.ledger.Pool;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.plan.Rung;
import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Gathers what is known of a plan before a run: from itself, from runs, and from what is said. */
final class Survey {
  private final Recorded recorded;
  private final Assumptions said;
  private final PriceBook prices;
  private final List<Stop> stops = new ArrayList<>();
  private final Map<Integer, Shares> routes = new HashMap<>();
  private int next;

  private Survey(Recorded recorded, Assumptions said, PriceBook prices) {
    this.recorded = recorded;
    this.said = said;
    this.prices = prices;
  }

  /**
   * @throws IllegalArgumentException if something is said of what there is not, naming all of it
   */
  static Sketch of(Plan<?> plan, Recorded recorded, Assumptions said, PriceBook prices) {
    var survey = new Survey(recorded, said, prices);
    var body = survey.stretch(plan.wiring(), "");
    survey.stops.sort((one, other) -> Integer.compare(one.number(), other.number()));
    survey.check(plan);
    var inputs =
        plan.inputs().stream()
            .map(
                input ->
                    Optional.ofNullable(said.inputs().get(input.id()))
                        .map(told -> new Sketch.Sized(input.id(), told, Grounds.DECLARED))
                        .orElse(new Sketch.Sized(input.id(), Defaults.INPUT, Grounds.ASSUMED)))
            .toList();
    return new Sketch(plan, inputs, body, survey.stops, survey.routes, recorded);
  }

  private void check(Plan<?> plan) {
    var inputs = new LinkedHashSet<String>();
    plan.inputs().forEach(input -> inputs.add(input.id()));
    var labels = new LinkedHashMap<String, Set<String>>();
    stops.stream()
        .filter(stop -> stop.step() instanceof Step.Route)
        .forEach(stop -> labels.put(stop.path(), stop.ways().keySet()));
    var problems = said.problems(inputs, stops.stream().map(Stop::path).toList(), labels);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  private Stretch stretch(Wiring wiring, String scope) {
    var inside = new ArrayList<Stop>();
    for (int step = 0; step < wiring.steps(); step++) {
      inside.add(stop(wiring.node(step), scope));
    }
    var captured =
        IntStream.range(wiring.given(), wiring.inputs()).mapToObj(wiring::capturedFrom).toList();
    return new Stretch(wiring.slots(), wiring.given(), captured, inside, wiring.outputSlot());
  }

  private Stop stop(Wiring.Node node, String scope) {
    int number = next++;
    var step = node.step();
    var path = scope + step.id();
    var about = said.of(path);
    var ways = step.match(new Ways(this, path), node);
    var rescues = new EnumMap<ErrorKind, Stretch>(ErrorKind.class);
    var known = new HashMap<Wiring, Stretch>();
    for (var kind : step.rescue().bodies().isEmpty() ? new ErrorKind[0] : ErrorKind.values()) {
      var rescue = node.rescue(kind);
      if (rescue != null) {
        rescues.put(kind, known.computeIfAbsent(rescue, body -> inner(body, path)));
      }
    }
    if (step instanceof Step.Route) {
      routes.put(number, shares(path, ways.keySet(), about));
    }
    var stop =
        new Stop(
            number,
            path,
            step,
            node.slot(),
            node.decisionSlot(),
            IntStream.of(node.reads()).boxed().toList(),
            !node.taps().isEmpty(),
            step instanceof Step.Working working ? duty(path, working, about) : null,
            rounds(path, step, about),
            ways,
            rescues);
    stops.add(stop);
    return stop;
  }

  private Stretch inner(Wiring body, String path) {
    return stretch(body, path + body.mark() + "/");
  }

  private Shares shares(String path, Set<String> labels, Assumptions.OfStep about) {
    if (!about.branches().isEmpty()) {
      return Shares.told(labels, about.branches());
    }
    var counts = new HashMap<String, Integer>();
    recorded.visits(path).stream()
        .flatMap(visit -> visit.label().stream())
        .map(label -> labels.contains(label) ? label : Choice.OTHERWISE)
        .forEach(label -> counts.merge(label, 1, Integer::sum));
    return counts.isEmpty() ? Shares.unknown(labels) : Shares.recorded(labels, counts, runs());
  }

  private int runs() {
    return recorded.runs().size();
  }

  private Stop.Rounds rounds(String path, Step step, Assumptions.OfStep about) {
    if (!(step instanceof Step.Each) && !(step instanceof Step.Loop)) {
      return Stop.Rounds.ONCE;
    }
    if (about.rounds().isPresent()) {
      return new Stop.Rounds(List.of(), about.rounds(), Grounds.DECLARED);
    }
    var seen = recorded.rounds().getOrDefault(path, List.of());
    if (!seen.isEmpty()) {
      return new Stop.Rounds(seen, Optional.empty(), Grounds.recorded(runs()));
    }
    var usual = step instanceof Step.Loop loop ? Defaults.turns(loop.turns()) : Defaults.ITEMS;
    return new Stop.Rounds(List.of(), Optional.of(usual), Grounds.ASSUMED);
  }

  private Duty duty(String path, Step.Working step, Assumptions.OfStep about) {
    var rungs =
        step.policy().instead().stream()
            .filter(Rung.Ask.class::isInstance)
            .map(rung -> ((Rung.Ask) rung).work())
            .map(work -> duty(step, work, List.of(), about, List.of()))
            .toList();
    return duty(step, step.work(), recorded.visits(path), about, rungs);
  }

  private Duty duty(
      Step.Working step,
      Work<?, ?> work,
      List<Visit> visits,
      Assumptions.OfStep about,
      List<Duty> rungs) {
    var info = work.info();
    var sent = Sent.by(work, step.input());
    boolean overridden =
        about.tokensIn().isPresent()
            || about.tokensOut().isPresent()
            || about.seconds().isPresent();
    var seen = recorded.speeds().of(sent.bound().provider(), info.display());
    var told = Optional.ofNullable(said.models().get(info.display()));
    var speed = told.orElse(seen.map(Speeds.Seen::speed).orElse(Defaults.SPEED));
    boolean same = visits.stream().anyMatch(visit -> visit.display().equals(info.display()));
    var paced =
        about.seconds().isPresent() || told.isPresent()
            ? Grounds.DECLARED
            : same
                ? Grounds.recorded(runs())
                : sent.writes()
                    ? seen.map(one -> Grounds.recorded(one.runs())).orElse(Grounds.ASSUMED)
                    : Wiring.free(info) ? Grounds.DECLARED : Grounds.ASSUMED;
    return new Duty(
        info,
        step.policy(),
        sent,
        visits,
        overridden,
        out(step, sent, visits, about),
        about.tokensIn(),
        speed,
        paced,
        about
            .seconds()
            .or(() -> sent.writes() ? Optional.empty() : Optional.of(Defaults.seconds(info))),
        about.failing().orElse(0),
        rungs,
        prices.pool(info.pool()).map(Pool::slots).orElse(1));
  }

  private Duty.Told out(
      Step.Working step, Sent sent, List<Visit> visits, Assumptions.OfStep about) {
    if (about.tokensOut().isPresent()) {
      return new Duty.Told(about.tokensOut().get(), Grounds.DECLARED, true);
    }
    if (visits.stream().anyMatch(visit -> visit.tokensOut() > 0) || !sent.writes()) {
      var grounds = visits.isEmpty() ? Grounds.DECLARED : Grounds.recorded(runs());
      return new Duty.Told(Defaults.OUT, grounds, false);
    }
    long most = sent.bound().output() < 1 ? Defaults.MOST_OUT : sent.bound().output();
    return new Duty.Told(Defaults.out(step, most), Grounds.ASSUMED, false);
  }

  /** The bodies of a step that it may run when all goes well. */
  private record Ways(Survey survey, String path)
      implements Step.Cases<Wiring.Node, Map<String, Stretch>> {
    private Map<String, Stretch> named(Wiring.Node node, Iterable<String> labels) {
      var ways = new LinkedHashMap<String, Stretch>();
      labels.forEach(label -> ways.put(label, survey.inner(node.branch(label), path)));
      return ways;
    }

    private Map<String, Stretch> only(Wiring.Node node) {
      return Map.of("", survey.inner(node.body(), path));
    }

    @Override
    public Map<String, Stretch> call(Step.Call step, Wiring.Node node) {
      return Map.of();
    }

    @Override
    public Map<String, Stretch> route(Step.Route step, Wiring.Node node) {
      var labels = new ArrayList<>(step.when().keySet());
      labels.add(Choice.OTHERWISE);
      return named(node, labels);
    }

    @Override
    public Map<String, Stretch> sub(Step.Sub step, Wiring.Node node) {
      return only(node);
    }

    @Override
    public Map<String, Stretch> each(Step.Each step, Wiring.Node node) {
      return only(node);
    }

    @Override
    public Map<String, Stretch> loop(Step.Loop step, Wiring.Node node) {
      return only(node);
    }

    @Override
    public Map<String, Stretch> race(Step.Race step, Wiring.Node node) {
      return named(node, step.runners().keySet());
    }
  }
}
