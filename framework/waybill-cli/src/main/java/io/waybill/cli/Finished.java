package io.waybill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Waybill;
import io.waybill.record.Json;
import io.waybill.record.WaybillJson;
import io.waybill.work.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    object.set("waybill", WaybillJson.of(waybill));
    return object;
  }

  /** {@code ok}, {@code failed}, {@code cancelled}. */
  String status() {
    return waybill.status().name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the value was taken from, each once. What a step looked through counts only where no later
   * step says what it took from it.
   */
  List<Source> citations() {
    var behind = waybill.behindTheValue();
    var sourced = behind.stream().filter(line -> !line.sources().isEmpty()).toList();
    var narrowed = new HashSet<String>();
    sourced.forEach(line -> before(line.before(), narrowed));
    return sourced.stream()
        .filter(line -> !narrowed.contains(line.path()))
        .flatMap(line -> line.sources().stream())
        .distinct()
        .toList();
  }

  private void before(List<String> paths, Set<String> seen) {
    for (var line : waybill.lines()) {
      if (paths.contains(line.path()) && seen.add(line.path())) {
        before(line.before(), seen);
      }
    }
  }
}
