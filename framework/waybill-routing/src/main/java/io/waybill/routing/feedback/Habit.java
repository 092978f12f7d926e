package io.waybill.routing.feedback;

import io.waybill.routing.judge.Judgement;
import io.waybill.work.Choice;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How a router usually decides.
 *
 * @param n decisions that this is taken from
 * @param rejected the share of them that it abstained on
 * @param confidence the mean of how sure it was of its first candidate, abstaining or not
 * @param spread the standard deviation of that
 */
public record Habit(int n, double rejected, double confidence, double spread) {
  public Habit {
    if (n < 1) {
      throw new IllegalArgumentException("nobody has a habit without decisions");
    }
  }

  /** What it said of rows, of its validation for instance; empty if there are none. */
  public static Optional<Habit> ofJudgements(List<Judgement> judged) {
    return of(
        judged.stream().filter(row -> row.fate() != Judgement.Fate.CHOSEN).count(),
        judged.stream().mapToDouble(Judgement::confidence).toArray());
  }

  /** What it decided; empty if it decided nothing. */
  public static Optional<Habit> ofDecisions(List<Decision> decisions) {
    return of(
        decisions.stream().filter(decision -> decision.said().choice().abstained()).count(),
        decisions.stream().mapToDouble(decision -> first(decision.said().choice())).toArray());
  }

  private static double first(Choice choice) {
    return choice.candidates().values().stream().findFirst().orElse(0.0);
  }

  private static Optional<Habit> of(long rejected, double[] confidences) {
    int n = confidences.length;
    if (n == 0) {
      return Optional.empty();
    }
    double mean = DoubleStream.of(confidences).average().orElseThrow();
    double squares = DoubleStream.of(confidences).map(each -> (each - mean) * (each - mean)).sum();
    return Optional.of(
        new Habit(n, (double) rejected / n, mean, Math.sqrt(squares / Math.max(1, n - 1))));
  }
}
