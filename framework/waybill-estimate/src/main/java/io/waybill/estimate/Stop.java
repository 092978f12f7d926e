package io.waybill.estimate;

import io.waybill.plan.Pieces;
import io.waybill.plan.Step;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step on the way.
 *
 * @param number its own among all of the plan
 * @param path as waybills have it, without the numbers of items and turns
 * @param decision the slot of its decision, or -1
 * @param tapped whether others go through its answer while it is being given
 * @param duty what it does, if it does any work itself
 * @param rounds items of a map, turns of a loop
 * @param ways its branches or runners, by label; the body of a map, loop or plan under ""
 * @param rescues by kind of failure
 */
record Stop(
    int number,
    String path,
    Step step,
    int slot,
    int decision,
    List<Integer> reads,
    boolean tapped,
    @Nullable Duty duty,
    Rounds rounds,
    Map<String, Stretch> ways,
    Map<ErrorKind, Stretch> rescues) {

  /**
   * How often a body is gone through.
   *
   * @param seen in runs that were recorded; empty without any
   * @param told what it is otherwise
   */
  record Rounds(List<Integer> seen, Optional<Spread> told, Grounds grounds) {
    static final Rounds ONCE = new Rounds(List.of(), Optional.empty(), Grounds.DECLARED);
  }

  Stretch body() {
    return way("");
  }

  Stretch way(String label) {
    return Objects.requireNonNull(ways.getOrDefault(label, ways.get(Choice.OTHERWISE)));
  }

  /** Whether it begins with the first piece of what it goes through. */
  boolean streams() {
    return step.input() instanceof Pieces;
  }
}
