package io.waybill.routing.judge;

/**
 * How sure a router must be so that a given share of what it then decides is right. It speaks of
 * what belongs to some label; what belongs to none is for the gate to keep out.
 *
 * @param precision promised, in (0, 1): of the rows in scope that it decides, this share is right
 * @param threshold the least confidence that it decides with, in [0, 1]
 * @param coverage the share of the validation rows in scope that it then decides
 * @param rows in scope that this was found on
 */
public record Promise(double precision, double threshold, double coverage, int rows) {
  /** Rows that are needed for each row that may go wrong among all of them. */
  private static final double ROWS_PER_MISS = 25;

  public Promise {
    if (!(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException("a promise lies between 0 and 1, and is " + precision);
    }
  }

  /**
   * How many held-out rows it takes to promise that a share of them is right.
   *
   * @param share in (0, 1)
   */
  public static int rowsFor(double share) {
    return (int) Math.ceil(ROWS_PER_MISS / (1 - share) - 1e-6);
  }
}
