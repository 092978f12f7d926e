package io.waybill.testkit;

import io.waybill.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a plan means, one step after the other; there is nothing about engines in it. Where
 * several steps fail, it says all that may be reported. It knows no time: the work it is given must
 * answer, and timeouts never pass.
 */
public final class Reference {
  private Reference() {}

  /** Performs the plan's work, on this thread, and waits for it. */
  public static Meaning of(Plan<?> plan, Map<String, ?> inputs) {
    try {
      var told = new Interpreter().plan("", plan, inputs);
      return new Meaning(
          told.result() instanceof Told.Value value ? Optional.of(value.value()) : Optional.empty(),
          told.result() instanceof Told.Failed failed ? failed.failures() : Set.of(),
          told.certain(),
          told.possible());
    } catch (Told.Undecided e) {
      return Meaning.undecided();
    }
  }
}
