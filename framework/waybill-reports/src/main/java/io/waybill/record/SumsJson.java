package io.waybill.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Charge;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.work.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run's record says that follows from the rest of it: sums, and the parts of which something
 * is the sum. Nobody who reads a waybill takes it from here.
 */
final class SumsJson {
  private SumsJson() {}

  /** What the run came to. */
  static void of(Waybill waybill, ObjectNode object) {
    object.set("cost", cost(waybill.ledger().total()));
    object.set("wasted", cost(waybill.ledger().wasted()));
    var charges = new EnumMap<Charge.Kind, Long>(Charge.Kind.class);
    waybill.ledger().postings().forEach(posting -> add(charges(waybill, posting), charges));
    object.set("charges", charges(charges));
    object.set("used", used(waybill));
    object.set("time", time(waybill.timing()));
  }

  private static ObjectNode used(Waybill waybill) {
    var usages = waybill.ledger().postings().stream().map(Posting::usage).toList();
    return Json.object()
        .put("input", usages.stream().mapToLong(Usage::input).sum())
        .put("cache_read", usages.stream().mapToLong(Usage::cacheRead).sum())
        .put("cache_write", usages.stream().mapToLong(Usage::cacheWrite).sum())
        .put("output", usages.stream().mapToLong(Usage::output).sum())
        .put("reasoning", usages.stream().mapToLong(Usage::reasoning).sum())
        .put("engine_ns", usages.stream().mapToLong(usage -> usage.engine().toNanos()).sum());
  }

  static ObjectNode cost(Cost cost) {
    return Json.object().put("nano_usd", cost.known().nanoUsd()).put("unpriced", cost.unpriced());
  }

  /**
   * What one attempt was charged for, in nano-dollars; and the parts of its time, all five if it
   * was streamed.
   */
  static void of(Waybill waybill, Posting posting, ObjectNode object) {
    var charges = new EnumMap<Charge.Kind, Long>(Charge.Kind.class);
    add(charges(waybill, posting), charges);
    if (!charges.isEmpty()) {
      object.set("charges", charges(charges));
    }
    var parts = posting.parts();
    var written = object.putObject("parts");
    written.put("queue_ns", parts.queue()).put("setup_ns", parts.setup());
    if (parts.streamed()) {
      written.put("ttft_ns", parts.ttft());
    }
    written.put("generation_ns", parts.generation()).put("tail_ns", parts.tail());
  }

  private static List<Charge> charges(Waybill waybill, Posting posting) {
    return waybill.prices().charges(posting.work(), posting.billed(), waybill.began(posting));
  }

  private static void add(List<Charge> some, EnumMap<Charge.Kind, Long> to) {
    some.forEach(charge -> to.merge(charge.kind(), charge.money().nanoUsd(), Math::addExact));
  }

  private static ObjectNode charges(Map<Charge.Kind, Long> charges) {
    var object = Json.object();
    charges.forEach((kind, nano) -> object.put(kind.name().toLowerCase(Locale.ROOT), nano));
    return object;
  }

  private static ObjectNode time(Timing timing) {
    var object = Json.object();
    put("work_ns", timing.work(), object);
    put("busy_ns", timing.busy(), object);
    put("queue_ns", timing.queue(), object);
    put("idle_ns", timing.idle(), object);
    put("critical_ns", timing.longest(), object);
    put("unqueued_ns", timing.unqueued(), object);
    put("orchestration_ns", timing.orchestration(), object);
    var path = object.putArray("path");
    timing.lines().stream()
        .filter(Timing.OfLine::critical)
        .forEach(line -> put("wall_ns", line.wall(), path.addObject().put("line", line.path())));
    return object;
  }

  private static void put(String name, Duration time, ObjectNode object) {
    object.put(name, time.toNanos());
  }
}
