package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Adds up runs, one after the other. What it keeps of each is a few numbers for every line, so that
 * percentiles are exact.
 */
public final class Across {
  private final Map<String, Long> plans = new LinkedHashMap<>();
  private final Map<String, ModelSums> models = new LinkedHashMap<>();
  private final Map<String, Statistics.OfPool> pools = new TreeMap<>();
  private final Map<String, Statistics.Book> books = new LinkedHashMap<>();
  private final Spread walls = new Spread();
  private final Spread costs = new Spread();
  private final AllSteps steps = new AllSteps();
  private final Branches branches;
  private final Losses losses = new Losses();
  private final Scores scores = new Scores();
  private Cost total = Cost.NOTHING;
  private long attempts;
  private long ok;
  private long failed;
  private long cancelled;
  private long asked;
  private long wall;
  private long orchestration;

  /**
   * Of no runs yet.
   *
   * @param book what prices models of a baseline that did nothing
   */
  public Across(List<Baseline> baselines, Optional<PriceBook> book) {
    this.branches = new Branches(baselines, book);
  }

  public void add(Waybill run) {
    plans.merge(run.plan(), 1L, Long::sum);
    var name = naming(run.plan());
    var timing = run.timing();
    wall = Math.addExact(wall, timing.wall().toNanos());
    orchestration = Math.addExact(orchestration, timing.orchestration().toNanos());
    count(run);
    spend(run);
    steps.add(run, timing, name);
    branches.add(run, name);
    losses.add(run, name);
    run.scores().forEach(scored -> scores.add(name.apply(scored.path()), scored));
    run.pools().forEach(this::pool);
  }

  /** Steps of further plans are called with their plan's name before theirs. */
  private UnaryOperator<String> naming(String plan) {
    return plans.keySet().iterator().next().equals(plan)
        ? StepPath::of
        : path -> path.isEmpty() ? plan : plan + "/" + StepPath.of(path);
  }

  private void pool(PoolUse use) {
    pools.merge(
        use.pool().name(),
        new Statistics.OfPool(
            use.pool().name(),
            1,
            use.share().toNanos(),
            use.elapsed().toNanos(),
            use.idle().toNanos()),
        Across::plus);
  }

  private static Statistics.OfPool plus(Statistics.OfPool one, Statistics.OfPool other) {
    return new Statistics.OfPool(
        one.name(),
        one.runs() + other.runs(),
        one.share() + other.share(),
        one.elapsed() + other.elapsed(),
        one.idle() + other.idle());
  }

  private void count(Waybill run) {
    switch (run.status()) {
      case OK -> ok++;
      case FAILED -> failed++;
      case CANCELLED -> cancelled++;
    }
    if (run.status() != Waybill.Status.CANCELLED) {
      walls.add(run.wall().toNanos());
    }
    boolean person =
        run.lines().stream()
            .anyMatch(line -> line.kind().filter(kind -> kind == Outcome.Kind.PERSON).isPresent());
    asked += person ? 1 : 0;
    var prices = run.prices();
    books.merge(
        prices.digest(),
        new Statistics.Book(prices.digest(), prices.checked(), 1),
        (one, other) -> new Statistics.Book(one.digest(), one.checked(), one.runs() + 1));
  }

  private void spend(Waybill run) {
    var cost = run.ledger().total();
    total = total.plus(cost);
    costs.add(cost.known().nanoUsd());
    for (var posting : run.ledger().postings()) {
      if (posting.usage().basis() != Usage.Basis.NOTHING) {
        attempts++;
        models.computeIfAbsent(ModelSums.name(posting), ModelSums::new).add(posting);
      }
    }
  }

  /**
   * What they came to so far.
   *
   * @throws IllegalArgumentException if a baseline names no route or no branch that was taken
   */
  public Statistics statistics() {
    return new Statistics(
        new Statistics.Runs(
            Collections.unmodifiableMap(new LinkedHashMap<>(plans)),
            ok,
            failed,
            cancelled,
            walls.figure("run"),
            costs.figure("run"),
            walls.histogram(),
            costs.histogram(),
            wall,
            orchestration),
        steps.inOrder(),
        new Statistics.Spending(total, attempts, losses.wasted()),
        models.values().stream()
            .map(ModelSums::result)
            .sorted(
                Comparator.<Statistics.OfModel>comparingLong(
                        model -> -model.cost().known().nanoUsd())
                    .thenComparing(Statistics.OfModel::name))
            .toList(),
        List.copyOf(pools.values()),
        branches.against(),
        scores.qualities(),
        persons(),
        List.copyOf(books.values()));
  }

  private Statistics.Persons persons() {
    var theirs = steps.ofPersons();
    var waited = new Spread();
    theirs.forEach(step -> step.wall().into(waited));
    return new Statistics.Persons(
        asked,
        theirs.stream().map(StepSums::path).toList(),
        waited.figure("person"),
        waited.sum(),
        theirs.stream().mapToLong(StepSums::critical).sum());
  }
}
