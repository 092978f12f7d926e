package io.waybill.routing.cascade;

import java.util.List;

/** The bar for a goal, or why there is none. */
public sealed interface Threshold {
  /**
   * The bar.
   *
   * @param cautions what to mind: where asking the large work at once would be the better way
   */
  record Found(Goal goal, BreakEven.Point point, List<String> cautions) implements Threshold {
    public Found {
      cautions = List.copyOf(cautions);
    }

    /** As scorers take it. */
    public Bars bars() {
      return Bars.accept(point.accept());
    }
  }

  /**
   * No bar is named.
   *
   * @param why what is missing, and how much of it
   */
  record Refused(Goal goal, String why) implements Threshold {}
}
