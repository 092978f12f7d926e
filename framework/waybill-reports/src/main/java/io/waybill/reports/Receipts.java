package io.waybill.reports;

import io.waybill.ledger.Waybill;

/** Receipts of single runs. */
public final class Receipts {
  private Receipts() {}

  /**
   * The receipt of a run as one HTML page that needs nothing else: no request leaves it, and it
   * shows everything with scripts off, save that tables cannot be sorted. Its element {@code run}
   * holds the run as JSON.
   */
  public static String html(Waybill waybill) {
    return ReceiptPage.of(waybill);
  }
}
