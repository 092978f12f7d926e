package io.waybill.run;

import io.waybill.ledger.Waybill;
import io.waybill.work.Source;
import java.util.List;

/** The value of a finished run, and its waybill. */
public final class RunResult<O> {
  private final O value;
  private final Lazy<Waybill> waybill;

  RunResult(O value, Lazy<Waybill> waybill) {
    this.value = value;
    this.waybill = waybill;
  }

  public O value() {
    return value;
  }

  public Waybill waybill() {
    return waybill.get();
  }

  /** What the value was taken from, along all the steps that it came about by, each once. */
  public List<Source> sources() {
    return waybill().behindTheValue().stream()
        .flatMap(line -> line.sources().stream())
        .distinct()
        .toList();
  }
}
