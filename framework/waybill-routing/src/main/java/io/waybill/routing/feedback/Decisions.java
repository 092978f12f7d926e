package io.waybill.routing.feedback;

import io.waybill.plan.DidYouMean;
import io.waybill.work.Score;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What was remembered of decisions, each with what became of it.
 *
 * @param all in the order of the log
 * @param orphans scores for decisions that it does not hold
 * @param problems lines that could not be read, with their place: a last line that a crash cut off,
 *     for instance
 */
public record Decisions(List<Decision> all, List<Orphan> orphans, List<String> problems) {
  private static final int RUNS = 5;

  /** A score for a decision that is not in the log. */
  public record Orphan(DecisionId decision, Score score) {}

  public Decisions {
    all = List.copyOf(all);
    orphans = List.copyOf(orphans);
    problems = List.copyOf(problems);
  }

  /**
   * Reads what {@link DecisionLog} wrote; of several files as if they were one, the oldest first.
   * Lines that cannot be read are {@link #problems} and hide no others.
   *
   * @throws IllegalArgumentException if a file cannot be read at all
   */
  public static Decisions read(Path... files) {
    var reading = new LogReading();
    for (var file : files) {
      reading.read(file);
    }
    return reading.decisions();
  }

  /** Those of them that hold. */
  public Decisions only(Predicate<? super Decision> holds) {
    return new Decisions(all.stream().filter(holds).toList(), orphans, problems);
  }

  /** The last so many of them. */
  public Decisions last(int most) {
    return new Decisions(
        all.subList(Math.max(0, all.size() - most), all.size()), orphans, problems);
  }

  /** The decision of that id, if it is there. */
  public Optional<Decision> find(DecisionId id) {
    return all.stream().filter(decision -> decision.id().equals(id)).findFirst();
  }

  /**
   * The decision of that id.
   *
   * @throws IllegalArgumentException if it is not there; it says which the run has
   */
  public Decision named(DecisionId id) {
    return find(id)
        .orElseThrow(
            () -> {
              var ofRun =
                  all.stream()
                      .filter(decision -> decision.id().run().equals(id.run()))
                      .map(decision -> decision.id().path())
                      .toList();
              return new IllegalArgumentException(
                  ofRun.isEmpty()
                      ? "no decision of a run '%s' was remembered. %s"
                          .formatted(id.run(), runs(id.run()))
                      : "no decision '%s' of run %s was remembered. %s"
                          .formatted(id.path(), id.run(), DidYouMean.among(id.path(), ofRun)));
            });
  }

  /** Which runs there are, the one that was meant first; of many the last few. */
  private String runs(String meant) {
    var runs = all.stream().map(decision -> decision.id().run()).distinct().toList();
    var last = runs.subList(Math.max(0, runs.size() - RUNS), runs.size());
    var near = DidYouMean.nearest(meant, runs).map("Did you mean '%s'? "::formatted).orElse("");
    if (runs.isEmpty()) {
      return "There is none.";
    }
    return runs.size() == last.size()
        ? near + "Known: %s.".formatted(String.join(", ", last))
        : near
            + String.format(
                Locale.ROOT, "The last of %,d: %s.", runs.size(), String.join(", ", last));
  }

  /**
   * How good decisions were by a metric, of those where that is known; with {@link Decision#TRUTH}
   * that is accuracy. Where lots were drawn each counts by how unlikely it was, so that this is
   * what would have come of the same choices made of all calls alike.
   */
  public Optional<Mean> mean(String metric) {
    var values = new Mean.Values();
    all.forEach(decision -> add(values, decision, metric));
    return values.mean();
  }

  /** The same for each label that was chosen and of which something is known. */
  public Map<String, Mean> means(String metric) {
    var values = new TreeMap<String, Mean.Values>();
    all.forEach(
        decision ->
            add(
                values.computeIfAbsent(decision.label(), label -> new Mean.Values()),
                decision,
                metric));
    var means = new LinkedHashMap<String, Mean>();
    values.forEach((label, found) -> found.mean().ifPresent(mean -> means.put(label, mean)));
    return means;
  }

  private static void add(Mean.Values values, Decision decision, String metric) {
    decision.score(metric).ifPresent(score -> values.add(score.value(), 1 / decision.propensity()));
  }
}
