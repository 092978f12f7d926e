package io.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.estimate.Estimate;
import io.waybill.estimate.Grounds;
import io.waybill.estimate.Volume;
import io.waybill.record.Json;
import io.waybill.work.Money;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** An estimate as JSON: times in nanoseconds, costs in nano-dollars for a thousand runs. */
final class EstimateJson {
  private static final String FORMAT = "waybill-estimate/1";

  private EstimateJson() {}

  static ObjectNode of(Estimate estimate, List<Goals.Verdict> verdicts) {
    var object = Json.object();
    object.put("format", FORMAT);
    object.put("plan", estimate.plan());
    object.put("runs", estimate.made().runs());
    object.put("draws", estimate.made().draws());
    object.put("seed", estimate.made().seed());
    object.put("failing", estimate.made().failing());
    object.set("latency", latency(estimate.latency()));
    object.set("per_1k", costs(estimate.costs()));
    object.set("steps", array(estimate.steps(), EstimateJson::step));
    estimate.volume().ifPresent(volume -> object.set("volume", volume(estimate, volume)));
    object.set("machines", array(estimate.machines(), EstimateJson::machines));
    object.set("make_or_buy", array(estimate.makeOrBuy(), EstimateJson::makeOrBuy));
    object.set("swings", array(estimate.swings(), EstimateJson::swing));
    object.set("goals", array(verdicts, EstimateJson::verdict));
    return object;
  }

  private static ObjectNode latency(Estimate.Latency latency) {
    return Json.object()
        .put("mean_ns", latency.mean().toNanos())
        .put("p50_ns", latency.p50().toNanos())
        .put("p95_ns", latency.p95().toNanos());
  }

  private static ObjectNode costs(Estimate.PerThousand costs) {
    var object = Json.object();
    object.put("low_nano_usd", costs.low().nanoUsd());
    object.put("likely_nano_usd", costs.likely().nanoUsd());
    costs.high().ifPresent(high -> object.put("high_nano_usd", high.nanoUsd()));
    object.put("coverage", costs.coverage());
    object.set("unpriced", array(costs.unpriced(), Json.NODES::textNode));
    return object;
  }

  private static ObjectNode step(Estimate.OfStep step) {
    var object = Json.object();
    object.put("path", step.path());
    object.put("who", step.who());
    object.put("times", step.times());
    object.set("latency", latency(step.latency()));
    object.put("critical", step.critical());
    object.set("per_1k", costs(step.costs()));
    step.inFlight().ifPresent(many -> object.put("in_flight", many));
    object.set("from", grounds(step.grounds()));
    return object;
  }

  private static ObjectNode grounds(Grounds grounds) {
    return Json.object()
        .put("kind", grounds.kind().name().toLowerCase(Locale.ROOT))
        .put("runs", grounds.runs());
  }

  private static ObjectNode volume(Estimate estimate, Volume volume) {
    var object = Json.object();
    object.put("items", volume.items());
    object.put("per", volume.per().name().toLowerCase(Locale.ROOT));
    object.put("items_per_second", volume.perSecond());
    object.put("usd_a_day", estimate.likely(volume.in(Volume.Per.DAY)));
    object.put("usd_a_month", estimate.likely(volume.in(Volume.Per.MONTH)));
    estimate.made().inFlight().ifPresent(many -> object.put("in_flight", many));
    return object;
  }

  private static ObjectNode machines(Estimate.Machines one) {
    var object = Json.object();
    object.put("pool", one.pool());
    object.put("seconds_per_item", one.secondsPerItem());
    object.put("tokens_per_item", one.tokensPerItem());
    one.load()
        .ifPresent(
            load -> {
              object.put("tokens_per_second", load.tokensPerSecond());
              object.put("machines", load.machines());
              load.perMonth().ifPresent(usd -> object.put("usd_a_month", usd));
            });
    return object;
  }

  private static ObjectNode makeOrBuy(Estimate.MakeOrBuy one) {
    var object = Json.object();
    object.put("pool", one.pool());
    object.put("usd_per_item", one.perItem());
    object.put("usd_a_day", one.perDay());
    one.itemsPerDay().ifPresent(most -> object.put("items_a_day_at_most", most));
    one.from().ifPresent(from -> object.put("cheaper_from_items_a_day", from));
    return object;
  }

  private static ObjectNode swing(Estimate.Swing swing) {
    var object = Json.object();
    object.put("assumption", swing.assumption());
    object.put("values", swing.values());
    object.set("from", grounds(swing.grounds()));
    object.set("cost_nano_usd", between(swing.cost(), Money::nanoUsd));
    object.set("p95_ns", between(swing.p95(), Duration::toNanos));
    object.put("weight", swing.weight());
    return object;
  }

  private static <T> ArrayNode between(Estimate.Between<T> ends, Function<T, Long> whole) {
    return Json.array().add(whole.apply(ends.low())).add(whole.apply(ends.high()));
  }

  private static ObjectNode verdict(Goals.Verdict verdict) {
    return Json.object()
        .put("goal", verdict.goal())
        .put("found", verdict.found())
        .put("met", verdict.met());
  }

  private static <T> ArrayNode array(
      Collection<T> items, Function<? super T, ? extends JsonNode> form) {
    var array = Json.array();
    items.forEach(item -> array.add(form.apply(item)));
    return array;
  }
}
