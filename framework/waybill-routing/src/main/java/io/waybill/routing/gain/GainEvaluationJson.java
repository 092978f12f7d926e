package io.waybill.routing.gain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.MetricsJson;
import java.util.Map;

/**
 * An evaluation as JSON: figures at the top level under their own names; what is unknown is not
 * there. Points are {@code [share of calls to the strong model, mean cost, accuracy]}.
 */
public final class GainEvaluationJson {
  private static final int DRAWN = 101;

  private GainEvaluationJson() {}

  /** With what it comes to in money, beside all else. */
  public static ObjectNode of(GainEvaluation evaluation, Spending spending, Evaluated evaluated) {
    var object = of(evaluation, evaluated);
    MetricsJson.write(evaluation.metrics().and(spending.metrics()), object);
    var money = object.putObject("money");
    money.put("unit", "US dollars for 1,000 rows");
    money.put("tokens", "estimated");
    write(spending.ways(), money.putObject("ways"));
    write(spending.tradeoffs(), money.putObject("tradeoffs"));
    var unknown = money.putArray("unknown");
    spending.unknown().forEach(unknown::add);
    return object;
  }

  private static void write(Map<String, Spending.Way> ways, ObjectNode object) {
    ways.forEach(
        (name, way) ->
            object
                .putObject(name)
                .put("dollars", way.dollars())
                .put("share", way.share())
                .put("accuracy", way.right()));
  }

  public static ObjectNode of(GainEvaluation evaluation, Evaluated evaluated) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("evaluation", 1);
    object.put("kind", GainRouter.KIND);
    object.put("n", evaluation.n());
    MetricsJson.write(evaluated, object);
    MetricsJson.write(evaluation.metrics(), object);
    object.put("weak", evaluation.weak());
    object.put("strong", evaluation.strong());
    object.put("best_single", evaluation.bestSingle());
    object.put("cost_unit", evaluation.unit());
    var rules = object.putObject("rules");
    evaluation.curves().forEach((rule, curve) -> write(curve, rules.putObject(rule)));
    if (!evaluation.tradeoffs().isEmpty()) {
      var ends = object.putObject("tradeoffs");
      evaluation.tradeoffs().forEach((name, point) -> write(point, ends.putArray(name)));
    }
    return object;
  }

  private static void write(Curve curve, ObjectNode rule) {
    curve.apgr().ifPresent(value -> rule.put("apgr", value));
    curve.share(0.5).ifPresent(value -> rule.put("cpt50", value));
    curve.share(0.8).ifPresent(value -> rule.put("cpt80", value));
    curve.saving(0.95).ifPresent(value -> rule.put("saving_at_95", value));
    var points = rule.putArray("points");
    curve.points(DRAWN).forEach(point -> write(point, points.addArray()));
  }

  private static void write(Curve.Point point, ArrayNode array) {
    array.add(point.share()).add(point.cost()).add(point.quality());
  }
}
