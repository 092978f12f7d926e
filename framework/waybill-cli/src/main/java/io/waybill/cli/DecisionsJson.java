package io.waybill.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.record.Json;
import io.waybill.routing.feedback.Agreement;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.feedback.Mean;
import io.waybill.routing.feedback.Shift;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What decisions came to, as programs read it; what nobody knows is not there. */
final class DecisionsJson {
  private DecisionsJson() {}

  static ObjectNode of(Decisions decisions, List<RouterSum> routers) {
    var object = Json.object().put("decisions", decisions.all().size());
    object.put("orphans", decisions.orphans().size());
    decisions.problems().forEach(object.putArray("problems")::add);
    var all = object.putArray("routers");
    routers.forEach(router -> put(all.addObject(), router));
    return object;
  }

  private static void put(ObjectNode object, RouterSum router) {
    object.put("router", router.by());
    router.steps().forEach(object.putArray("steps")::add);
    object.put("n", router.n()).put("canary", router.canary());
    put(object.putObject("abstained"), router.abstained());
    outcomes(object, router.means());
    var labels = object.putArray("labels");
    router
        .labels()
        .forEach(
            label ->
                outcomes(
                    labels.addObject().put("label", label.label()).put("n", label.n()),
                    label.means()));
    var shadows = object.putArray("shadows");
    router.shadows().forEach((by, both) -> put(shadows.addObject().put("shadow", by), both));
    var drift = object.putObject("drift");
    drift.put("verdict", router.drift().verdict().name().toLowerCase(Locale.ROOT));
    router.drift().reasons().forEach(drift.putArray("reasons")::add);
    router.shift().ifPresent(shift -> put(drift.putObject("texts"), shift));
  }

  private static void outcomes(ObjectNode object, Map<String, Mean> means) {
    var outcomes = object.putObject("outcomes");
    means.forEach((metric, mean) -> put(outcomes.putObject(metric), mean));
  }

  private static void put(ObjectNode object, Mean mean) {
    object.put("n", mean.n()).put("mean", mean.value());
    mean.interval().ifPresent(range -> object.put("low", range.low()).put("high", range.high()));
  }

  private static void put(ObjectNode object, Agreement both) {
    object.put("n", both.n()).put("agreed", both.agreed());
    both.share().ifPresent(share -> put(object.putObject("agreement"), share));
    var silent = object.putObject("silent");
    both.silent().forEach(silent::put);
    both.regretPerDecision().ifPresent(regret -> object.put("regret", regret));
    both.disagreed().regret().ifPresent(mean -> object.put("regret_known_of", mean.n()));
    ArrayNode table = object.putArray("said");
    both.table()
        .forEach(
            pair ->
                table
                    .addObject()
                    .put("live", pair.live())
                    .put("shadow", pair.shadow())
                    .put("times", pair.times()));
  }

  private static void put(ObjectNode object, Shift shift) {
    object.put("before", shift.before()).put("lately", shift.lately());
    object.put("moved", shift.moved()).put("chance", shift.chance());
  }
}
