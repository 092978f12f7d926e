package io.waybill.run;

import io.waybill.ledger.Waybill;
import io.waybill.work.Source;
import java.util.List;
import java.util.function.Supplier;

/** The value of a finished run, and its waybill. */
public final class RunResult<O> {
  private final O value;
  private final Lazy<Waybill> waybill;

  RunResult(O value, Supplier<Waybill> waybill) {
    this.value = value;
    this.waybill = new Lazy<>(waybill);
  }

  public O value() {
    return value;
  }

  public Waybill waybill() {
    return waybill.get();
  }

  /** Everything that any step took its value from, each once. */
  public List<Source> sources() {
    return waybill().lines().stream().flatMap(line -> line.sources().stream()).distinct().toList();
  }
}
