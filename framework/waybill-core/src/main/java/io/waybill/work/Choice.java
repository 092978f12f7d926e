package io.waybill.work;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The branch a router picked.
 *
 * @param label the branch; {@link #OTHERWISE} if it abstains
 * @param confidence in [0, 1]
 * @param runnersUp other labels and their confidence, nearest first
 * @param reason in a few words, for people: {@code nearest example 0.71}
 * @param grounds what it was decided by
 */
public record Choice(
    String label,
    double confidence,
    Map<String, Double> runnersUp,
    String reason,
    Grounds grounds) {
  /** The label of whoever abstains: it names no branch, so the route's {@code otherwise} runs. */
  public static final String OTHERWISE = "otherwise";

  /**
   * What a choice was decided by.
   *
   * @param stage the kind of router that decided: {@code rules}, {@code nearest}, {@code head},
   *     {@code gain}, {@code model}; empty if it does not say
   * @param policy what it preferred, where it had to weigh quality, time and money; else empty
   * @param expected what it thinks the branch will cost, where it weighed that
   * @param propensity how likely it was to choose this label, in (0, 1]; 1 unless it drew lots
   */
  public record Grounds(String stage, String policy, Optional<Money> expected, double propensity) {
    /** It does not say. */
    public static final Grounds NONE = by("");

    public Grounds {
      if (!(propensity > 0 && propensity <= 1)) {
        throw new IllegalArgumentException("a propensity is in (0, 1], not " + propensity);
      }
    }

    /** A kind of router that weighs no money and draws no lots. */
    public static Grounds by(String stage) {
      return new Grounds(stage, "", Optional.empty(), 1);
    }
  }

  public Choice {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], is " + confidence);
    }
    runnersUp =
        runnersUp.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(runnersUp));
  }

  /** A choice of which nobody says what decided it. */
  public Choice(String label, double confidence, Map<String, Double> runnersUp, String reason) {
    this(label, confidence, runnersUp, reason, Grounds.NONE);
  }

  /** A choice that is sure of itself. */
  public static Choice of(String label) {
    return new Choice(label, 1, Map.of(), "");
  }

  /** The same choice, and what it was decided by. */
  public Choice on(Grounds grounds) {
    return new Choice(label, confidence, runnersUp, reason, grounds);
  }

  public boolean abstained() {
    return label.equals(OTHERWISE);
  }

  /** The labels it thought of, the chosen one first and the others nearest first. */
  public Map<String, Double> candidates() {
    if (abstained()) {
      return runnersUp;
    }
    var candidates = new LinkedHashMap<String, Double>();
    candidates.put(label, confidence);
    candidates.putAll(runnersUp);
    return candidates;
  }

  /** How much more confident it is of its first candidate than of the second; 0 without any. */
  public double margin() {
    var two = candidates().values().stream().limit(2).toList();
    return switch (two.size()) {
      case 0 -> 0;
      case 1 -> two.get(0);
      default -> two.get(0) - two.get(1);
    };
  }
}
