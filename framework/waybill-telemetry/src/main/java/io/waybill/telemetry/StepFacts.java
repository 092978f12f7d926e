package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributesBuilder;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to tell of one step, once the run has ended. */
final class StepFacts {
  private StepFacts() {}

  /**
   * @param self what its own attempts cost
   * @param total the same with the calls inside them
   */
  static void put(Books books, Node node, Sum self, Sum total, AttributesBuilder facts) {
    self.put(Names.COST_SELF, facts);
    total.put(Names.COST_TOTAL, facts);
    total.putUnpriced(facts);
    time(books, node.path, facts);
    var rescue = books.group(Shape.RESCUE, node.path);
    if (rescue != null) {
      facts.put(Names.RESCUED, rescue);
    }
    var line = books.line(node.path);
    if (line != null) {
      line.kind().ifPresent(kind -> facts.put(Names.VALUE_KIND, Names.word(kind)));
      line.degraded()
          .map(Posting::how)
          .ifPresent(
              how -> {
                facts.put(Names.DEGRADED, Names.word(how.role()));
                Names.kind(how.since()).ifPresent(kind -> facts.put(Names.DEGRADED_SINCE, kind));
              });
      line.decision().ifPresent(choice -> decision(choice, candidates(node.work), facts));
    }
    scores(books.scores(node.path), facts);
  }

  private static void time(Books books, String path, AttributesBuilder facts) {
    var timed = books.timed(path);
    if (timed == null) {
      return;
    }
    long longest = books.timing.longest().toNanos();
    critical(books, path, facts);
    facts.put(
        Names.CRITICAL_SHARE,
        timed.critical() && longest > 0 ? (double) timed.wall().toNanos() / longest : 0.0);
    facts.put(Names.SLACK, timed.slack().toNanos());
    facts.put(Names.DRAG, timed.drag().toNanos());
  }

  /** Whether it is on the critical path. */
  static void critical(Books books, String path, AttributesBuilder facts) {
    var timed = books.timed(path);
    if (timed != null) {
      facts.put(Names.CRITICAL, timed.critical());
    }
  }

  private static Set<String> candidates(@Nullable WorkInfo work) {
    return work == null ? Set.of() : work.labels();
  }

  private static void decision(Choice choice, Set<String> candidates, AttributesBuilder facts) {
    facts.put(Names.CHOSEN, choice.label());
    facts.put(Names.CONFIDENCE, choice.confidence());
    facts.put(Names.FALLBACK, choice.label().equals(Choice.OTHERWISE));
    if (!candidates.isEmpty()) {
      facts.put(Names.CANDIDATES, List.copyOf(candidates));
    }
    if (!choice.runnersUp().isEmpty()) {
      facts.put(
          Names.RUNNERS_UP,
          choice.runnersUp().entrySet().stream()
              .map(other -> other.getKey() + " " + other.getValue())
              .toList());
    }
    if (!choice.reason().isEmpty()) {
      facts.put(Names.REASON, choice.reason());
    }
  }

  static void scores(List<Waybill.Scored> scores, AttributesBuilder facts) {
    for (var scored : scores) {
      var score = scored.score();
      facts.put(Names.score(score.metric()), score.value());
      if (!score.label().isEmpty()) {
        facts.put(Names.scoreLabel(score.metric()), score.label());
      }
    }
  }
}
