package io.waybill.routing.cascade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each sign adds to the log-odds that an answer is right.
 *
 * @param start the log-odds of an answer that shows none
 */
record Weights(double start, Map<Sign, Double> signs) {
  private static final double USUAL_START = 1.6;
  private static final int NAMED = 4;
  private static final double LEAST_NAMED = 0.005;

  Weights {
    signs = Collections.unmodifiableMap(new EnumMap<>(signs));
  }

  static Weights usual() {
    var weights = new EnumMap<Sign, Double>(Sign.class);
    for (var sign : Sign.values()) {
      weights.put(sign, sign.usual());
    }
    return new Weights(USUAL_START, weights);
  }

  Weights with(Sign sign, double weight) {
    var others = new EnumMap<Sign, Double>(Sign.class);
    others.putAll(signs);
    others.put(sign, weight);
    return new Weights(start, others);
  }

  /** What each sign of an answer adds, by its name. */
  Map<String, Double> parts(Answered asked) {
    var parts = new LinkedHashMap<String, Double>();
    signs.forEach((sign, weight) -> parts.put(sign.toString(), weight * sign.of(asked)));
    return parts;
  }

  /** How likely an answer is right of which this speaks. */
  double right(Map<String, Double> parts) {
    double odds = start;
    for (var part : parts.values()) {
      odds += part;
    }
    return 1 / (1 + Math.exp(-odds));
  }

  /** The parts that count most: {@code hedges -1.20, length -0.35}. */
  static String said(Map<String, Double> parts) {
    var most = new ArrayList<>(parts.entrySet());
    most.removeIf(part -> Math.abs(part.getValue()) < LEAST_NAMED);
    most.sort(Comparator.comparingDouble(part -> -Math.abs(part.getValue())));
    var named = most.subList(0, Math.min(NAMED, most.size()));
    return named.isEmpty() ? "nothing shows" : shown(named);
  }

  private static String shown(List<Map.Entry<String, Double>> parts) {
    return parts.stream()
        .map(part -> String.format(Locale.ROOT, "%s %+.2f", part.getKey(), part.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** {@code {start: 1.6, weights: {hedges: -1.2, …}}}. */
  Map<String, Object> data() {
    var named = new TreeMap<String, Object>();
    signs.forEach((sign, weight) -> named.put(sign.toString(), weight));
    return Map.of("start", start, "weights", named);
  }
}
