package io.waybill.ledger;

/** A waybill as a table a person can read. */
final class Receipt {
  private Receipt() {}

  static String of(Waybill waybill) {
    return waybill.plan() + " " + waybill.status() + " " + waybill.ledger().total();
  }
}
