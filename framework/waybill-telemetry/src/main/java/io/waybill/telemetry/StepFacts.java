package io.waybill.telemetry;

import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.work.WorkInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to tell of one step, once the run has ended. */
final class StepFacts {
  private StepFacts() {}

  /**
   * @param self what its own attempts cost
   * @param total the same with the calls inside them
   */
  static void put(Books books, Node node, Sum self, Sum total, Canvas canvas) {
    self.put(Names.COST_SELF, canvas);
    total.put(Names.COST_TOTAL, canvas);
    total.putUnpriced(canvas);
    time(books, node, canvas);
    var rescue = books.group(Shape.RESCUE, node.path);
    if (rescue != null) {
      canvas.put(Names.RESCUED, rescue);
    }
    if (node.line != null) {
      value(node.line, node.work, canvas);
      node.line.decision().ifPresent(choice -> RouteFacts.saved(books, node.path, choice, canvas));
    }
    scores(books.scores(node.path), canvas);
  }

  private static void value(Waybill.Line line, @Nullable WorkInfo work, Canvas canvas) {
    if (line.kind().isPresent()) {
      canvas.put(Names.VALUE_KIND, Names.word(line.kind().get()));
    }
    if (line.degraded().isPresent()) {
      var how = line.degraded().get().how();
      canvas.put(Names.DEGRADED, Names.word(how.role()));
      Names.kind(how.since()).ifPresent(kind -> canvas.put(Names.DEGRADED_SINCE, kind));
    }
    if (line.decision().isPresent()) {
      RouteFacts.put(line.decision().get(), work, canvas);
    }
  }

  private static void time(Books books, Node node, Canvas canvas) {
    var timed = node.timed;
    if (timed == null) {
      return;
    }
    long longest = books.timing.longest().toNanos();
    critical(node, canvas);
    canvas.put(
        Names.CRITICAL_SHARE,
        timed.critical() && longest > 0 ? (double) timed.wall().toNanos() / longest : 0.0);
    canvas.put(Names.SLACK, timed.slack().toNanos());
    canvas.put(Names.DRAG, timed.drag().toNanos());
  }

  /** Whether it is on the critical path. */
  static void critical(Node step, Canvas canvas) {
    if (step.timed != null) {
      canvas.put(Names.CRITICAL, step.timed.critical());
    }
  }

  static void scores(List<Waybill.Scored> scores, Canvas canvas) {
    for (var scored : scores) {
      var score = scored.score();
      canvas.put(Names.score(score.metric()), score.value());
      if (!score.label().isEmpty()) {
        canvas.put(Names.scoreLabel(score.metric()), score.label());
      }
    }
  }
}
