package io.waybill.estimate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each branch of a route is taken.
 *
 * @param byLabel share of all calls, together 1
 * @param seen how many decisions were recorded; 0 if somebody said so or nobody knows
 * @param doubt the share of calls that are dealt out evenly, since few were seen
 */
record Shares(Map<String, Double> byLabel, int seen, double doubt, Grounds grounds) {
  /** What each branch counts for before anything was seen: Jeffreys' half. */
  private static final double BEFORE = 0.5;

  static final Shares NONE = new Shares(Map.of(), 0, 1, Grounds.DECLARED);

  /** Evenly. */
  static Shares unknown(Collection<String> labels) {
    var shares = new LinkedHashMap<String, Double>();
    labels.forEach(label -> shares.put(label, 1.0 / labels.size()));
    return new Shares(shares, 0, 1, labels.size() == 1 ? Grounds.DECLARED : Grounds.ASSUMED);
  }

  /** As somebody said; what they left is dealt out evenly among those that they did not name. */
  static Shares told(Collection<String> labels, Map<String, Double> told) {
    double left = 1 - told.values().stream().mapToDouble(share -> share).sum();
    long open = labels.stream().filter(label -> !told.containsKey(label)).count();
    double all = open == 0 ? 1 - left : 1;
    var shares = new LinkedHashMap<String, Double>();
    labels.forEach(
        label -> shares.put(label, told.containsKey(label) ? told.get(label) / all : left / open));
    return new Shares(shares, 0, 1, Grounds.DECLARED);
  }

  static Shares recorded(Collection<String> labels, Map<String, Integer> counts, int runs) {
    int seen = counts.values().stream().mapToInt(count -> count).sum();
    double all = seen + BEFORE * labels.size();
    var shares = new LinkedHashMap<String, Double>();
    labels.forEach(label -> shares.put(label, (counts.getOrDefault(label, 0) + BEFORE) / all));
    return new Shares(shares, seen, BEFORE * labels.size() / all, Grounds.recorded(runs));
  }

  boolean recorded() {
    return seen > 0;
  }

  /** The branch at that point between 0 and 1. What is dealt out evenly, if runs are followed. */
  String draw(double at) {
    double left = at;
    String last = "";
    for (var share : byLabel.entrySet()) {
      last = share.getKey();
      double size = recorded() ? 1.0 / byLabel.size() : share.getValue();
      if (left < size) {
        return last;
      }
      left -= size;
    }
    return last;
  }

  /** The others, as often to each other as they are. */
  Shares without(String label) {
    var others = new LinkedHashMap<>(byLabel);
    others.remove(label);
    double all = others.values().stream().mapToDouble(share -> share).sum();
    others.replaceAll((one, share) -> all > 0 ? share / all : 1.0 / others.size());
    return new Shares(others, 0, 1, grounds);
  }
}
