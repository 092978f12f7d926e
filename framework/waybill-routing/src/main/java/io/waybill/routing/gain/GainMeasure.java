package io.waybill.routing.gain;

import io.waybill.routing.judge.Yardstick;
import java.util.List;

/** What routers between models are held against each other by. */
public enum GainMeasure implements Yardstick {
  /** {@link Curve#apgr}. */
  APGR(true),
  /** {@link Curve#share} of a half. */
  CPT50(false),
  /** {@link Curve#share} of four fifths. */
  CPT80(false),
  /** {@link Curve#saving} at 0.95, in calls of the strong model. */
  SAVING_AT_95(true),
  /** {@link Calibration#ece} of the weak model. */
  ECE_WEAK(false),
  /** {@link Calibration#ece} of the strong model. */
  ECE_STRONG(false),
  /** {@link Calibration#brier} of the weak model. */
  BRIER_WEAK(false),
  /** {@link Calibration#brier} of the strong model. */
  BRIER_STRONG(false);

  private final boolean moreIsBetter;

  GainMeasure(boolean moreIsBetter) {
    this.moreIsBetter = moreIsBetter;
  }

  /**
   * The measure of that name.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static GainMeasure named(String name) {
    return Yardstick.named(name, List.of(values()), " of a router between models");
  }

  @Override
  public String meaning() {
    return GainEvaluation.meaning(title());
  }

  @Override
  public boolean moreIsBetter() {
    return moreIsBetter;
  }
}
