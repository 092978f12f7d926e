package io.waybill.routing.judge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Figures and where they are from as JSON: each figure stands under its own name, and what it rests
 * on under {@code basis}. What is unknown has no number, but a reason under {@code unknown}.
 */
public final class MetricsJson {
  private MetricsJson() {}

  /** Writes figures into an object. */
  public static void write(Metrics metrics, ObjectNode object) {
    var basis = JsonNodeFactory.instance.objectNode();
    metrics
        .known()
        .forEach(
            (name, metric) -> {
              object.put(name, metric.value());
              var one = basis.putObject(name).put("rows", metric.rows());
              metric
                  .interval()
                  .ifPresent(range -> one.put("low", range.low()).put("high", range.high()));
            });
    object.set("basis", basis);
    var unknown = object.putObject("unknown");
    metrics.unknown().forEach(unknown::put);
  }

  /** Writes where figures are from into an object. */
  public static void write(Evaluated evaluated, ObjectNode object) {
    var sample = evaluated.sample();
    object.put("split", sample.split());
    object.put("label_source", sample.labels());
    object.put("leaked_rows", sample.leaked());
    var parts = object.putArray("made_with");
    for (var part : evaluated.parts()) {
      parts
          .addObject()
          .put("role", part.role())
          .put("name", part.name())
          .put("digest", part.digest());
    }
  }

  /**
   * The figures of an object that was written so.
   *
   * @throws IllegalArgumentException saying where it is not
   */
  public static Metrics metrics(ObjectNode object) {
    var all = new JsonPlace("", object);
    var known = new LinkedHashMap<String, Metric>();
    all.in("basis")
        .fields()
        .forEach(
            (name, basis) -> {
              var range =
                  basis.has("low")
                      ? Optional.of(new Metric.Range(basis.number("low"), basis.number("high")))
                      : Optional.<Metric.Range>empty();
              known.put(name, new Metric(all.number(name), basis.whole("rows"), range));
            });
    var unknown = new LinkedHashMap<String, String>();
    all.in("unknown").fields().forEach((name, why) -> unknown.put(name, why.text()));
    return new Metrics(known, unknown);
  }

  /**
   * Where the figures of an object that was written so are from.
   *
   * @throws IllegalArgumentException saying where it is not
   */
  public static Evaluated evaluated(ObjectNode object) {
    var all = new JsonPlace("", object);
    return new Evaluated(
        all.items("made_with").stream()
            .map(
                part ->
                    new Evaluated.Part(part.text("role"), part.text("name"), part.text("digest")))
            .toList(),
        new Evaluated.Sample(
            all.text("split"), all.text("label_source"), all.whole("leaked_rows")));
  }
}
