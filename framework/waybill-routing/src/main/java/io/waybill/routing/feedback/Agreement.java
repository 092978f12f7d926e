package io.waybill.routing.feedback;

import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Silent;
import io.waybill.work.Choice;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a router and its shadow agree, over decisions that both made.
 *
 * @param shadows which routers decided beside; more than one if the log spans several: {@link
 *     Decisions#only} takes them apart
 * @param n decisions of both
 * @param silent decisions without the shadow's, by why it did not decide
 * @param agreed of {@code n}
 * @param table what both said, the most frequent first
 * @param disagreed what is known of decisions where they differ
 */
public record Agreement(
    List<String> shadows,
    int n,
    Map<String, Integer> silent,
    int agreed,
    List<Pair> table,
    Disagreed disagreed) {
  /** How often the live router said one label and the shadow another, or the same. */
  public record Pair(String live, String shadow, int times) {}

  /**
   * What is known of decisions where they differ.
   *
   * @param live how good the live router's were by the metric, of those where that is known; what
   *     the shadow's would have been by it, nobody knows
   * @param regret by how much more often the shadow was right than the live router, of those
   *     decisions of which somebody {@linkplain Decision#TRUTH said which label would have been
   *     right}: in [-1, 1], above 0 if the shadow is better; empty if nobody said so of any. If
   *     people say so rather of wrong decisions than of right ones, it flatters the shadow
   */
  public record Disagreed(Optional<Mean> live, Optional<Mean> regret) {}

  public Agreement {
    shadows = List.copyOf(shadows);
    silent = Collections.unmodifiableMap(new TreeMap<>(silent));
    table = List.copyOf(table);
  }

  /**
   * What can be said of them.
   *
   * @param metric of the scores of decisions where they differ
   */
  public static Agreement of(Decisions decisions, String metric) {
    var shadows = new TreeSet<String>();
    var silent = new HashMap<String, Integer>();
    var table = new HashMap<List<String>, Integer>();
    var scores = new Mean.Values();
    var regrets = new Mean.Values();
    for (var decision : decisions.all()) {
      var shadow = decision.shadow();
      if (shadow.isPresent() && shadow.get() instanceof Silent none) {
        silent.merge(none.why(), 1, Integer::sum);
      } else if (shadow.isPresent() && shadow.get() instanceof Answered answered) {
        shadows.add(answered.said().by());
        var said = answered.said().choice().label();
        table.merge(List.of(decision.label(), said), 1, Integer::sum);
        if (!said.equals(decision.label())) {
          decision.score(metric).ifPresent(score -> scores.add(score.value(), 1));
          decision
              .rightLabel()
              .ifPresent(right -> regrets.add(is(right, said) - is(right, decision.label()), 1));
        }
      }
    }
    return new Agreement(
        List.copyOf(shadows),
        table.values().stream().mapToInt(Integer::intValue).sum(),
        silent,
        table.entrySet().stream()
            .filter(pair -> pair.getKey().get(0).equals(pair.getKey().get(1)))
            .mapToInt(Map.Entry::getValue)
            .sum(),
        pairs(table),
        new Disagreed(scores.mean(), regrets.mean()));
  }

  private static double is(String right, String said) {
    return right.equals(said) ? 1 : 0;
  }

  private static List<Pair> pairs(Map<List<String>, Integer> table) {
    return table.entrySet().stream()
        .map(pair -> new Pair(pair.getKey().get(0), pair.getKey().get(1), pair.getValue()))
        .sorted(
            Comparator.comparingInt(Pair::times)
                .reversed()
                .thenComparing(Pair::live)
                .thenComparing(Pair::shadow))
        .toList();
  }

  /** The share of decisions on which they agree; empty if there are none. */
  public Optional<Mean> share() {
    return n == 0 ? Optional.empty() : Optional.of(Mean.share(agreed, n));
  }

  /**
   * What the live router loses a decision against its shadow, those on which they agree included:
   * the regret where they differ, by how often they do. Empty if nothing is known of that.
   */
  public Optional<Double> regretPerDecision() {
    return disagreed.regret().map(regret -> regret.value() * (n - agreed) / n);
  }

  /** How often the live router abstained where its shadow would have decided. */
  public int decidedByShadowOnly() {
    return table.stream()
        .filter(pair -> pair.live.equals(Choice.OTHERWISE) && !pair.shadow.equals(Choice.OTHERWISE))
        .mapToInt(Pair::times)
        .sum();
  }
}
