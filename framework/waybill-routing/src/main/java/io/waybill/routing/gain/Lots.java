package io.waybill.routing.gain;

import io.waybill.routing.data.Sha256;
import io.waybill.work.CallContext;
import java.util.List;
import java.util.Map;

/**
 * A share of calls that goes elsewhere than where it would be best, so that something is learned
 * there. Lots are drawn from the seed, the run and the step's place in it: a replay draws the same.
 *
 * @param share of calls that draw, in [0, 1]
 * @param label where they go; empty for any target, all equally likely
 * @param seed draws others
 */
public record Lots(double share, String label, long seed) {
  /** Nobody draws. */
  public static final Lots NONE = new Lots(0, "", 0);

  /** A label and how likely it was to be chosen. */
  record Drawn(String label, double propensity) {}

  public Lots {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of calls is in [0, 1], not " + share);
    }
  }

  /** This share of calls goes to any target. */
  public static Lots exploring(double share, long seed) {
    return new Lots(share, "", seed);
  }

  /** This share of calls goes to one target: a new model shows what it can do. */
  public static Lots canary(String label, double share, long seed) {
    return new Lots(share, label, seed);
  }

  /**
   * Where a call goes.
   *
   * @param best where it would go without lots
   * @param open where it may go, the best included
   */
  Drawn draw(String best, List<String> open, CallContext call) {
    var others = label.isEmpty() ? open : open.stream().filter(label::equals).toList();
    if (share == 0 || others.isEmpty()) {
      return new Drawn(best, 1);
    }
    double drawn = uniform(call);
    double each = share / others.size();
    var chosen = drawn < share ? others.get((int) Math.min(drawn / each, others.size() - 1)) : best;
    double likely = (others.contains(chosen) ? each : 0) + (chosen.equals(best) ? 1 - share : 0);
    return new Drawn(chosen, Math.min(1, likely));
  }

  /** In [0, 1), the same for the same step of the same run. */
  private double uniform(CallContext call) {
    return Sha256.lot(seed + "\0" + call.run() + "\0" + call.path());
  }

  Map<String, Object> data() {
    return Map.of("share", share, "label", label, "seed", seed);
  }
}
