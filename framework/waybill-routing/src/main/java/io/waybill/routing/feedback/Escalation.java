package io.waybill.routing.feedback;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.routing.cascade.Cascade;
import io.waybill.work.Choice;
import io.waybill.work.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A question that a cascade asked its cheap work, and then its large one, as it stands on a
 * waybill.
 *
 * @param decision that the cheap answer would not do
 * @param at when the run began
 * @param cheap what the cheap work cost
 * @param spent what all of it cost: the cheap work, whoever scored its answer, the large work
 * @param scores of the run, of the decision and of the large work
 */
public record Escalation(
    DecisionId decision, Instant at, Cost cheap, Cost spent, List<Score> scores) {
  private static final Set<String> LABELS = Set.of(Cascade.ESCALATE, Choice.OTHERWISE);
  private static final String CHEAP = "cheap";
  private static final String LARGE = "large";

  public Escalation {
    scores = List.copyOf(scores);
  }

  /**
   * Those of a run that went well: routes that escalated, or abstained, with the steps {@code
   * cheap} beside them and {@code large} in the branch taken, as a cascade writes them.
   */
  public static List<Escalation> in(Waybill waybill) {
    var found = new ArrayList<Escalation>();
    if (waybill.status() != Waybill.Status.OK) {
      return found;
    }
    for (var line : waybill.lines()) {
      var label = line.decision().map(Choice::label).orElse("");
      if (LABELS.contains(label) && !line.attempts().isEmpty()) {
        var cheap = line.attempts().get(0).scope() + CHEAP;
        var large = line.path() + ":" + label + "/" + LARGE;
        if (answered(waybill, large) && stands(waybill, cheap)) {
          found.add(escalation(waybill, line.path(), cheap, large));
        }
      }
    }
    return found;
  }

  private static boolean answered(Waybill waybill, String path) {
    return waybill.lines().stream()
        .anyMatch(line -> line.path().equals(path) && line.last().fate() == Posting.Fate.USED);
  }

  private static boolean stands(Waybill waybill, String path) {
    return waybill.lines().stream().anyMatch(line -> line.path().equals(path));
  }

  private static Escalation escalation(Waybill waybill, String route, String cheap, String large) {
    var asked = cost(waybill, cheap);
    var scores =
        waybill.scores().stream()
            .filter(each -> Set.of("", route, large).contains(each.path()))
            .map(Waybill.Scored::score)
            .toList();
    return new Escalation(
        new DecisionId(waybill.run(), route),
        waybill.started(),
        asked,
        asked.plus(cost(waybill, route)).plus(cost(waybill, large)),
        scores);
  }

  /** Of a step, and of the calls inside it but for a shadow's, which answers nothing. */
  private static Cost cost(Waybill waybill, String step) {
    return waybill.ledger().postings().stream()
        .filter(posting -> within(posting, step))
        .map(Posting::cost)
        .reduce(Cost.NOTHING, Cost::plus);
  }

  private static boolean within(Posting posting, String step) {
    var path = posting.path();
    return path.equals(step)
        || (path.startsWith(step + "/") && !path.startsWith(step + "/" + Beside.NAME + "#"));
  }
}
