package io.waybill.estimate;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs that were kept, by the paths of a plan: without the numbers of items and turns.
 *
 * @param runs those of the plan
 * @param visits of a path, of all of these runs
 * @param rounds of the path of a map or loop: how many items or turns, each time it ran
 * @param speeds of the models in all runs that were given, other plans' too
 */
record Recorded(
    List<Run> runs,
    Map<String, List<Visit>> visits,
    Map<String, List<Integer>> rounds,
    Speeds speeds) {
  static final Recorded NONE = new Recorded(List.of(), Map.of(), Map.of(), Speeds.NONE);

  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})]");

  /**
   * One run.
   *
   * @param overhead seconds that it took beyond its longest path
   */
  record Run(Map<String, List<Visit>> visits, Map<String, List<Integer>> rounds, double overhead) {}

  static Recorded of(String plan, Collection<Waybill> waybills) {
    var ended = waybills.stream().filter(one -> one.status() != Waybill.Status.CANCELLED).toList();
    var runs = ended.stream().filter(one -> one.plan().equals(plan)).map(Recorded::run).toList();
    var visits = new HashMap<String, List<Visit>>();
    var rounds = new HashMap<String, List<Integer>>();
    for (var run : runs) {
      run.visits.forEach(
          (path, more) ->
              visits
                  .computeIfAbsent(path, one -> new ArrayList<>())
                  .addAll(more.stream().filter(visit -> !visit.dropped()).toList()));
      run.rounds.forEach(
          (path, more) -> rounds.computeIfAbsent(path, one -> new ArrayList<>()).addAll(more));
    }
    return new Recorded(runs, visits, rounds, Speeds.of(ended));
  }

  private static Run run(Waybill waybill) {
    var inner = new HashMap<String, List<Posting>>();
    for (var posting : waybill.ledger().postings()) {
      if (posting.inner()) {
        var around = posting.step().substring(0, posting.step().indexOf('/'));
        inner.computeIfAbsent(posting.scope() + around, path -> new ArrayList<>()).add(posting);
      }
    }
    var visits = new HashMap<String, List<Visit>>();
    var rounds = new LinkedHashMap<String, Integer>();
    for (var line : waybill.lines()) {
      if (!line.inner() && !line.attempts().isEmpty()) {
        visits
            .computeIfAbsent(stripped(line.path()), path -> new ArrayList<>())
            .add(Visit.of(line, inner.getOrDefault(line.path(), List.of())));
        round(line.path(), rounds);
      }
    }
    var byPath = new HashMap<String, List<Integer>>();
    rounds.forEach(
        (path, count) ->
            byPath.computeIfAbsent(stripped(path), one -> new ArrayList<>()).add(count));
    return new Run(visits, byPath, waybill.timing().orchestration().toNanos() / 1e9);
  }

  /** Notes the maps and loops around a line: each by its own path, numbers of outer ones kept. */
  private static void round(String path, Map<String, Integer> rounds) {
    var index = INDEX.matcher(path);
    while (index.find()) {
      rounds.merge(
          path.substring(0, index.start()), Integer.parseInt(index.group(1)) + 1, Math::max);
    }
  }

  static String stripped(String path) {
    return INDEX.matcher(path).replaceAll("");
  }

  List<Visit> visits(String path) {
    return visits.getOrDefault(path, List.of());
  }
}
