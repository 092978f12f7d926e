package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.DidYouMean;
import io.waybill.plan.Outline;
import io.waybill.work.Choice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the branches of routes cost and took, held against what one of them would have. */
final class Branches {
  private final List<Baseline> baselines;
  private final Optional<PriceBook> book;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  private static final class Route {
    private final Map<String, Branch> branches = new TreeMap<>();
    private final Optional<AsIf> model;
    private long times;
    private Cost router = Cost.NOTHING;
    private long routing;
    private Cost asIf = Cost.NOTHING;

    private Route(Optional<AsIf> model) {
      this.model = model;
    }
  }

  private static final class Branch {
    private long times;
    private Cost cost = Cost.NOTHING;
    private long wall;
  }

  /** One choice, in one run. */
  private static final class Chosen {
    private final String path;
    private final String label;
    private Cost cost = Cost.NOTHING;
    private Cost asIf = Cost.NOTHING;
    private long ready = Long.MAX_VALUE;
    private long ended = Long.MIN_VALUE;

    private Chosen(String path, String label) {
      this.path = path;
      this.label = label;
    }
  }

  /**
   * Of nothing yet.
   *
   * @param book what prices models that did nothing; without one, what priced the run
   */
  Branches(List<Baseline> baselines, Optional<PriceBook> book) {
    this.baselines = List.copyOf(baselines);
    this.book = book;
  }

  /** Adds the choices of a run; {@code name} says how to call a step. */
  void add(Waybill run, UnaryOperator<String> name) {
    var chosen = chosen(run);
    if (chosen.isEmpty()) {
      return;
    }
    for (var posting : run.ledger().postings()) {
      spend(run, posting, chosen, name);
    }
    for (var line : run.lines()) {
      var choice = chosen.get(line.path());
      if (choice != null) {
        var route = route(name.apply(line.path()));
        route.times++;
        for (var attempt : line.attempts()) {
          route.router = route.router.plus(attempt.cost());
        }
        route.routing += Times.wall(line);
      }
    }
    for (var choice : chosen.values()) {
      var route = route(name.apply(choice.path));
      var branch = route.branches.computeIfAbsent(choice.label, label -> new Branch());
      branch.times++;
      branch.cost = branch.cost.plus(choice.cost);
      branch.wall += Math.max(0, choice.ended - Math.min(choice.ready, choice.ended));
      route.asIf = route.asIf.plus(choice.asIf);
    }
  }

  private Route route(String path) {
    return routes.computeIfAbsent(
        path, route -> new Route(baseline(route).flatMap(baseline -> baseline.asIf(route))));
  }

  private Optional<Baseline> baseline(String route) {
    return baselines.stream().filter(baseline -> baseline.isFor(route)).findFirst();
  }

  private static Map<String, Chosen> chosen(Waybill run) {
    var entered =
        run.groups().stream()
            .filter(group -> group.shape() == Shape.ROUTE)
            .collect(
                Collectors.toMap(Waybill.Group::path, Waybill.Group::name, (first, last) -> last));
    var chosen = new HashMap<String, Chosen>();
    for (var line : run.lines()) {
      line.decision()
          .ifPresent(
              choice ->
                  chosen.put(
                      line.path(),
                      new Chosen(
                          line.path(),
                          entered.getOrDefault(
                              line.path(), label(run.outline(), line.path(), choice)))));
    }
    return chosen;
  }

  /** Of a branch without steps: a label that leads nowhere led to {@code otherwise}. */
  private static String label(Outline plan, String path, Choice choice) {
    var step = StepPath.of(path);
    boolean known =
        plan.nodes().stream()
            .anyMatch(node -> node.within().equals(step) && node.branch().equals(choice.label()));
    return known ? choice.label() : Choice.OTHERWISE;
  }

  /** To every choice that it is under. */
  private void spend(
      Waybill run, Posting posting, Map<String, Chosen> chosen, UnaryOperator<String> name) {
    var scope = posting.scope();
    for (int at = 1; at < scope.length(); at++) {
      char mark = scope.charAt(at);
      var choice = mark == ':' || mark == '!' ? chosen.get(scope.substring(0, at)) : null;
      if (choice != null) {
        choice.cost = choice.cost.plus(posting.cost());
        choice.ready = Math.min(choice.ready, posting.ready());
        choice.ended = Math.max(choice.ended, posting.ended());
        choice.asIf = choice.asIf.plus(asIf(run, posting, route(name.apply(choice.path)).model));
      }
    }
  }

  private Cost asIf(Waybill run, Posting posting, Optional<AsIf> model) {
    return model
        .filter(other -> AsIf.ofModel(posting.usage()))
        .map(
            other ->
                book.orElse(run.prices())
                    .price(posting.work(), other.usage(posting.usage()), run.began(posting)))
        .orElse(posting.cost());
  }

  /**
   * Each route against its baseline.
   *
   * @throws IllegalArgumentException if a baseline names no route or no branch that was taken
   */
  List<Statistics.OfRoute> against() {
    for (var baseline : baselines) {
      if (routes.keySet().stream().noneMatch(baseline::isFor)) {
        throw new IllegalArgumentException(
            "--baseline: no route '%s' in these runs. %s"
                .formatted(baseline.route(), DidYouMean.among(baseline.route(), routes.keySet())));
      }
    }
    var all = new ArrayList<Statistics.OfRoute>();
    routes.forEach((path, route) -> all.add(against(path, route)));
    return all;
  }

  private Statistics.OfRoute against(String path, Route route) {
    var branches =
        route.branches.entrySet().stream()
            .map(
                e ->
                    new Statistics.Branch(
                        e.getKey(), e.getValue().times, e.getValue().cost, e.getValue().wall))
            .toList();
    var spent = branches.stream().map(Statistics.Branch::cost).reduce(route.router, Cost::plus);
    long took = branches.stream().mapToLong(Statistics.Branch::wall).sum() + route.routing;
    var held = held(path, route, branches);
    return new Statistics.OfRoute(
        path,
        route.times,
        route.router,
        route.routing,
        branches,
        held.name,
        spent.unpriced() == 0 && held.money.isPresent()
            ? OptionalLong.of(held.money.getAsLong() - spent.known().nanoUsd())
            : OptionalLong.empty(),
        held.time.isPresent()
            ? OptionalLong.of(held.time.getAsLong() - took)
            : OptionalLong.empty());
  }

  /** What everything would have come to one way, as far as that is known. */
  private record Held(String name, OptionalLong money, OptionalLong time) {}

  private Held held(String path, Route route, List<Statistics.Branch> branches) {
    var way = baseline(path).map(Baseline::way);
    var branch =
        branches.stream()
            .filter(one -> way.isEmpty() || one.label().equals(way.get()))
            .max(
                Comparator.comparingLong(Statistics.Branch::mean)
                    .thenComparingLong(Statistics.Branch::meanWall));
    if (branch.isPresent()) {
      var one = branch.get();
      long money = mean(one.cost().known().nanoUsd(), one.times(), route.times);
      return new Held(
          one.label(),
          one.cost().unpriced() == 0 ? OptionalLong.of(money) : OptionalLong.empty(),
          OptionalLong.of(mean(one.wall(), one.times(), route.times)));
    }
    if (route.model.isEmpty()) {
      throw new IllegalArgumentException(
          "--baseline: nothing went to '%s' at '%s'. %s"
              .formatted(
                  way.orElse(""), path, DidYouMean.among(way.orElse(""), route.branches.keySet())));
    }
    return new Held(
        way.orElse(""),
        route.asIf.unpriced() == 0
            ? OptionalLong.of(route.asIf.known().nanoUsd())
            : OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Of one of so many, rounded half to even. */
  static long mean(long sum, long times) {
    return mean(sum, times, 1);
  }

  private static long mean(long sum, long times, long of) {
    return times == 0
        ? 0
        : BigDecimal.valueOf(sum)
            .multiply(BigDecimal.valueOf(of))
            .divide(BigDecimal.valueOf(times), 0, RoundingMode.HALF_EVEN)
            .longValueExact();
  }
}
