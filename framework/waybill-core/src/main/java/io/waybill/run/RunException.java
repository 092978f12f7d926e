package io.waybill.run;

import io.waybill.ledger.Waybill;
import io.waybill.work.Failure;

/**
 * A run did not succeed: where, why, and what it had cost by then. Its cause is what the work
 * threw.
 */
public final class RunException extends RuntimeException {
  private final transient Failure failure;
  private final transient Lazy<Waybill> waybill;

  RunException(Failure failure, Lazy<Waybill> waybill) {
    super(failure.toString(), failure.cause());
    this.failure = failure;
    this.waybill = waybill;
  }

  public Failure failure() {
    return failure;
  }

  public Waybill waybill() {
    return waybill.get();
  }
}
