package io.waybill.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.record.Json;
import java.util.List;
import java.util.Locale;

/** A comparison as JSON: means in nanoseconds and nano-dollars, intervals as the page has them. */
public final class ComparisonJson {
  private ComparisonJson() {}

  public static ObjectNode of(Comparison comparison) {
    var object = Json.object();
    object.put("runs_a", comparison.a());
    object.put("runs_b", comparison.b());
    object.put("pairs", comparison.pairing().pairs());
    object.put("pairing", comparison.pairing().why());
    object.put("verdict", Verdict.of(comparison.runs()));
    differences(object, "runs", comparison.runs());
    StatisticsJson.array(
        object,
        "steps",
        comparison.steps(),
        step -> {
          var one = Json.object().put("step", step.path());
          differences(one, "differences", step.differences());
          return one;
        });
    object.set("changed", Json.of(comparison.changed()));
    object.set("notes", Json.of(comparison.notes()));
    return object;
  }

  private static void differences(
      ObjectNode object, String name, List<Comparison.Difference> differences) {
    StatisticsJson.array(object, name, differences, ComparisonJson::difference);
  }

  private static ObjectNode difference(Comparison.Difference difference) {
    var object =
        Json.object()
            .put("measure", difference.measure().name().toLowerCase(Locale.ROOT))
            .put("name", difference.name())
            .put("n_a", difference.n())
            .put("n_b", difference.m())
            .put("mean_a", difference.a())
            .put("mean_b", difference.b())
            .put("unpriced", difference.unpriced());
    difference
        .interval()
        .ifPresent(
            interval ->
                object
                    .putObject("interval")
                    .put("value", interval.value())
                    .put("low", interval.low())
                    .put("high", interval.high()));
    return object.put("sure", difference.sure()).put("says", Verdict.of(difference));
  }
}
