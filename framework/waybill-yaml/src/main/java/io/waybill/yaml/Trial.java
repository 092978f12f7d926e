package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.util.Optional;

/**
 * The router of a step, and others that are tried with it; all of them choose the same labels.
 *
 * @param shadow decides beside it, and changes nothing
 * @param canary decides a share of the calls in its place
 */
public record Trial(
    Work<?, Choice> live, Optional<Work<?, Choice>> shadow, Optional<Canary> canary) {
  /**
   * A router that decides a share of the calls.
   *
   * @param share in (0, 1)
   * @param seed draws others
   */
  public record Canary(Work<?, Choice> router, double share, long seed) {}

  /** Whether anybody is tried at all. */
  public boolean triesAny() {
    return shadow.isPresent() || canary.isPresent();
  }
}
