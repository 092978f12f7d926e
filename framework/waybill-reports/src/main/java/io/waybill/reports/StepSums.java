package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.work.Outcome;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What one step comes to, over all runs. */
final class StepSums {
  private final String path;
  private final Map<String, Long> who = new TreeMap<>();
  private final Spread wall = new Spread();
  private final Spread slack = new Spread();
  private final Spread costs = new Spread();
  private Cost cost = Cost.NOTHING;
  private long queued;
  private long critical;
  private long bottleneck;
  private boolean inner;
  private boolean person;

  StepSums(String path) {
    this.path = path;
  }

  void add(Waybill.Line line) {
    wall.add(Times.wall(line));
    queued = Math.addExact(queued, Times.queued(line));
    inner |= line.inner();
    person |= line.kind().filter(kind -> kind == Outcome.Kind.PERSON).isPresent();
    var last = line.attempts().get(line.attempts().size() - 1);
    who.merge(last.work().display(), 1L, Long::sum);
  }

  void add(Timing.OfLine timed) {
    slack.add(timed.slack().toNanos());
    if (timed.critical()) {
      critical = Math.addExact(critical, timed.wall().toNanos());
    }
  }

  /** What its line cost in the ledger of a run. */
  void add(Cost spent) {
    costs.add(spent.known().nanoUsd());
    cost = cost.plus(spent);
  }

  /** In a run it was the longest on the critical path. */
  void wasTheBottleneck() {
    bottleneck++;
  }

  String path() {
    return path;
  }

  /** Whether it was ever a person who did it. */
  boolean person() {
    return person;
  }

  Spread wall() {
    return wall;
  }

  long critical() {
    return critical;
  }

  Statistics.OfStep result() {
    return new Statistics.OfStep(
        path,
        mostly(),
        inner,
        wall.size(),
        wall.figure(path),
        queued,
        critical,
        bottleneck,
        slack.figure(path),
        cost,
        costs.figure(path));
  }

  private String mostly() {
    return who.entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(most -> who.size() == 1 ? most.getKey() : most.getKey() + " …")
        .orElse("");
  }
}
