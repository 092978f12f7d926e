package io.waybill.estimate;

import java.util.List;

/**
 * The steps of a plan or body, ready to be gone through many times. Slots are those of the plan's
 * wiring.
 *
 * @param given how many values are handed in
 * @param captured by captured value, the slot around it that it is taken from
 */
record Stretch(int slots, int given, List<Integer> captured, List<Stop> stops, int output) {
  Stretch {
    captured = List.copyOf(captured);
    stops = List.copyOf(stops);
  }

  int inputs() {
    return given + captured.size();
  }

  /** The slot around it that a captured input is taken from. */
  int from(int slot) {
    return captured.get(slot - given);
  }
}
