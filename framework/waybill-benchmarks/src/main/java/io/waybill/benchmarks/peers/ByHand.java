package io.waybill.benchmarks.peers;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The state of what is written by hand: a map, as the frameworks have one. */
final class ByHand {
  static final String N = "n";

  private ByHand() {}

  static Map<String, Object> state(int n) {
    var state = new HashMap<String, Object>();
    state.put(N, n);
    return state;
  }

  static int n(Map<String, Object> state) {
    return (Integer) Objects.requireNonNull(state.get(N));
  }

  static Map<String, Object> with(Map<String, Object> state, int n) {
    state.put(N, n);
    return state;
  }
}
