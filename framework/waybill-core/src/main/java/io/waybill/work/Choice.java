package io.waybill.work;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The branch a router picked.
 *
 * @param label the branch; {@link #OTHERWISE} if it abstains
 * @param confidence in [0, 1]
 * @param runnersUp other labels and their confidence, nearest first
 * @param reason in a few words, for people: {@code nearest example 0.71}
 */
public record Choice(
    String label, double confidence, Map<String, Double> runnersUp, String reason) {
  /** The label of whoever abstains: it names no branch, so the route's {@code otherwise} runs. */
  public static final String OTHERWISE = "otherwise";

  public Choice {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], is " + confidence);
    }
    runnersUp =
        runnersUp.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(runnersUp));
  }

  /** A choice that is sure of itself. */
  public static Choice of(String label) {
    return new Choice(label, 1, Map.of(), "");
  }
}
