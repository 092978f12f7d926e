package io.waybill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Waybill;
import io.waybill.work.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run that has ended, however it did. */
record Finished(Item.Ready item, Waybill waybill, Optional<Object> value) {

  /** The object that {@code --json} prints and a run file holds. */
  ObjectNode json() {
    var object = Json.object();
    object.put("format", RunFile.FORMAT);
    object.put("id", item.id());
    object.put("line", item.line());
    object.put("status", status());
    value.ifPresent(present -> object.set("value", Json.of(present)));
    waybill.failure().ifPresent(failure -> object.put("error", failure.toString()));
    object.set("waybill", WaybillWriter.of(waybill));
    return object;
  }

  /** {@code ok}, {@code failed}, {@code cancelled}. */
  String status() {
    return waybill.status().name().toLowerCase(Locale.ROOT);
  }

  /** Everything that any step took its value from, each once. */
  List<Source> sources() {
    return waybill.lines().stream().flatMap(line -> line.sources().stream()).distinct().toList();
  }
}
