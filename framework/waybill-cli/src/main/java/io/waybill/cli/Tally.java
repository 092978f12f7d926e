package io.waybill.cli;

import io.waybill.ledger.Cost;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.reports.Spread;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Adds runs up as they end; what it keeps of each is a few numbers. */
final class Tally {
  /** How many not-ok runs are told one by one. */
  static final int TOLD = 20;

  private static final int SAMPLE = 1000;
  private static final String NOT_REACHED = "(not reached)";

  private final String plan;
  private final List<String> order;
  private final Map<String, Set<String>> routes;
  private final Map<String, Right> right = new LinkedHashMap<>();
  private final Map<List<String>, Mistaken> mistaken = new LinkedHashMap<>();
  private final Spread runs = new Spread();
  private final Map<String, Spread> steps = new LinkedHashMap<>();
  private final Map<List<String>, Mean> scores = new LinkedHashMap<>();
  private final TreeMap<Long, Summary.NotOk> notOk = new TreeMap<>();
  private final List<Waybill> sample = new ArrayList<>();
  private final Random random = new Random(1);
  private long ok;
  private long failed;
  private long cancelled;
  private long refused;
  private long person;
  private long rescued;
  private Cost total = Cost.NOTHING;
  private final Map<Posting.Fate, Cost> wasted = new EnumMap<>(Posting.Fate.class);
  private final Map<Posting.Role, Long> degraded = new EnumMap<>(Posting.Role.class);
  private long retried;
  private long hedged;
  private long beyondBudget;
  private long shortened;

  Tally(Plan<?> plan) {
    this.plan = plan.name();
    this.order = Steps.in(plan).map(Step::id).toList();
    this.routes = Steps.routes(plan);
  }

  synchronized void add(Finished run) {
    var waybill = run.waybill();
    total = total.plus(waybill.ledger().total());
    protection(waybill);
    person += waybill.lines().stream().anyMatch(Tally::byPerson) ? 1 : 0;
    count(run);
    if (waybill.status() == Waybill.Status.CANCELLED) {
      return;
    }
    runs.add(waybill.wall().toNanos());
    waybill.lines().stream().filter(line -> !line.attempts().isEmpty()).forEach(this::time);
    waybill.scores().forEach(this::score);
    run.item().expect().forEach((route, label) -> compare(run, route, label));
    keep(waybill);
  }

  synchronized void add(Item.Refused item) {
    refused++;
    tell(item, "not run", item.why());
  }

  synchronized long inputs() {
    return ok + failed + cancelled + refused;
  }

  /** Whether every input was run, and every run went well. */
  synchronized boolean allWell() {
    return ok == inputs();
  }

  synchronized Summary summary(Duration took, List<PoolUse> pools) {
    var latencies = new ArrayList<Spread.Figure>();
    latencies.add(runs.figure("run"));
    steps.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Spread>>comparingInt(e -> place(e.getKey()))
                .thenComparing(Map.Entry::getKey))
        .forEach(e -> latencies.add(e.getValue().figure(e.getKey())));
    return new Summary(
        plan,
        took,
        new Summary.Counts(ok, failed, cancelled, refused, person, rescued),
        right.entrySet().stream()
            .map(e -> new Summary.Routed(e.getKey(), e.getValue().right, e.getValue().expected))
            .toList(),
        new Summary.Spent(total, wasted, pools),
        new Summary.Protection(degraded, retried, hedged, beyondBudget, shortened),
        latencies,
        confusions(),
        scores.entrySet().stream().map(e -> e.getValue().quality(e.getKey())).toList(),
        List.copyOf(notOk.values()),
        typical(latencies.get(0).p50()));
  }

  private void protection(Waybill waybill) {
    var postings = waybill.ledger().postings();
    for (var posting : postings) {
      if (posting.fate() != Posting.Fate.USED && !posting.cost().equals(Cost.NOTHING)) {
        wasted.merge(posting.fate(), posting.cost(), Cost::plus);
      }
    }
    waybill.lines().stream()
        .flatMap(line -> line.degraded().stream())
        .map(posting -> posting.how().role())
        .distinct()
        .forEach(rung -> degraded.merge(rung, 1L, Long::sum));
    retried += any(postings, posting -> posting.how().role() == Posting.Role.RETRY);
    hedged += any(postings, posting -> posting.how().role() == Posting.Role.HEDGE);
    beyondBudget +=
        any(postings, posting -> posting.how().error().equals(Optional.of(ErrorKind.BUDGET)));
    shortened += any(postings, posting -> posting.how().mostOutput() > 0);
  }

  private static int any(List<Posting> postings, Predicate<Posting> which) {
    return postings.stream().anyMatch(which) ? 1 : 0;
  }

  /** Where a step stands in the plan. */
  private int place(String path) {
    return order.indexOf(Steps.idOf(path).replace("[]", ""));
  }

  private void count(Finished run) {
    var waybill = run.waybill();
    switch (waybill.status()) {
      case OK -> {
        ok++;
        rescued += waybill.lines().stream().anyMatch(Tally::gaveUp) ? 1 : 0;
      }
      case FAILED -> failed++;
      case CANCELLED -> cancelled++;
    }
    if (waybill.status() != Waybill.Status.OK) {
      var why = waybill.failure().map(failure -> failure.toString()).orElse("");
      tell(run.item(), run.status(), why);
    }
  }

  private void tell(Item item, String status, String why) {
    notOk.put(item.line(), new Summary.NotOk(item.id(), status, why));
    if (notOk.size() > TOLD) {
      notOk.pollLastEntry();
    }
  }

  private static boolean byPerson(Waybill.Line line) {
    return line.kind().filter(kind -> kind == Outcome.Kind.PERSON).isPresent();
  }

  /** A run that is ok in spite of it had a rescue. */
  private static boolean gaveUp(Waybill.Line line) {
    var attempts = line.attempts();
    return !attempts.isEmpty() && attempts.get(attempts.size() - 1).fate() == Posting.Fate.FAILED;
  }

  private void time(Waybill.Line line) {
    var attempts = line.attempts();
    var nanos = attempts.get(attempts.size() - 1).ended() - attempts.get(0).ready();
    steps.computeIfAbsent(Steps.everyTime(line.path()), path -> new Spread()).add(nanos);
  }

  private void score(Waybill.Scored scored) {
    var key = List.of(Steps.everyTime(scored.path()), scored.score().metric());
    scores.computeIfAbsent(key, k -> new Mean()).add(scored.score().value());
  }

  private void compare(Finished run, String route, String expected) {
    var chosen = chosen(run.waybill(), route);
    var score = right.computeIfAbsent(route, id -> new Right());
    score.expected++;
    if (chosen.equals(expected)) {
      score.right++;
    } else {
      mistaken
          .computeIfAbsent(List.of(route, expected, chosen), key -> new Mistaken())
          .add(run.item().id());
    }
  }

  /** The last decision, as the branch that ran: a label without one led to {@code otherwise}. */
  private String chosen(Waybill waybill, String route) {
    return waybill.lines().stream()
        .filter(line -> Steps.idOf(line.path()).equals(route))
        .flatMap(line -> line.decision().stream())
        .reduce((first, second) -> second)
        .map(Choice::label)
        .map(
            label ->
                routes.getOrDefault(route, Set.of()).contains(label) ? label : Choice.OTHERWISE)
        .orElse(NOT_REACHED);
  }

  private List<Summary.Confusion> confusions() {
    return mistaken.entrySet().stream()
        .map(
            e ->
                new Summary.Confusion(
                    e.getKey().get(0),
                    e.getKey().get(1),
                    e.getKey().get(2),
                    e.getValue().times,
                    List.copyOf(e.getValue().ids)))
        .sorted(
            Comparator.comparingLong(Summary.Confusion::times)
                .reversed()
                .thenComparing(Summary.Confusion::route)
                .thenComparing(Summary.Confusion::expected)
                .thenComparing(Summary.Confusion::chosen))
        .toList();
  }

  /** Keeps every waybill of a small batch, and an even sample of a large one. */
  private void keep(Waybill waybill) {
    if (sample.size() < SAMPLE) {
      sample.add(waybill);
      return;
    }
    long at = random.nextLong(inputs());
    if (at < SAMPLE) {
      sample.set((int) at, waybill);
    }
  }

  private Optional<Waybill> typical(long median) {
    return sample.stream()
        .filter(waybill -> waybill.status() == Waybill.Status.OK)
        .min(
            Comparator.<Waybill>comparingLong(
                    waybill -> Math.abs(waybill.wall().toNanos() - median))
                .thenComparing(Waybill::run));
  }

  private static final class Right {
    private long right;
    private long expected;
  }

  private static final class Mistaken {
    private final TreeSet<String> ids = new TreeSet<>();
    private long times;

    void add(String id) {
      times++;
      ids.add(id);
      if (ids.size() > 2) {
        ids.pollLast();
      }
    }
  }

  private static final class Mean {
    private long n;
    private double sum;

    void add(double value) {
      n++;
      sum += value;
    }

    Summary.Quality quality(List<String> key) {
      return new Summary.Quality(key.get(0), key.get(1), n, sum / n);
    }
  }
}
