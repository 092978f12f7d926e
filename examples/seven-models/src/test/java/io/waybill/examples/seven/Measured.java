package io.waybill.examples.seven;

import io.waybill.ledger.Waybill;
import java.util.List;

/**
 * What came of one stage.
 *
 * @param bill what the provider says it is owed for this e-mail, in nano-dollars
 * @param calls how many requests reached it
 */
record Measured(Stage stage, String reply, Waybill waybill, long bill, int calls) {
  double seconds() {
    return waybill.wall().toNanos() / 1e9;
  }

  double dollars() {
    return waybill.ledger().total().known().nanoUsd() / 1e9;
  }

  /** What the letter must have and does not; empty if it is good. */
  List<String> missing() {
    return Quality.missing(reply);
  }
}
