package io.waybill.routing.judge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * An evaluation as JSON: figures at the top level under their own names, shares from 0 to 1; what
 * is unknown is not there.
 */
public final class EvaluationJson {
  /** How many wrong rows are written, unless all are. */
  public static final int WRONG_ROWS = 1000;

  private EvaluationJson() {}

  /** With the {@value #WRONG_ROWS} wrong rows that the router was surest of. */
  public static ObjectNode of(Evaluation evaluation) {
    return of(evaluation, WRONG_ROWS);
  }

  /**
   * With as many of the wrong rows, the surest first.
   *
   * @param wrongRows how many at most
   */
  public static ObjectNode of(Evaluation evaluation, int wrongRows) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("evaluation", 1);
    object.put("n", evaluation.rows().all());
    object.put("in_scope", evaluation.rows().inScope());
    object.put("out_of_scope", evaluation.rows().outOfScope());
    MetricsJson.write(evaluation.evaluated(), object);
    MetricsJson.write(evaluation.metrics(), object);
    promises(evaluation, object);
    breakdown(evaluation, object);
    mistakes(evaluation.mistakes(), wrongRows, object);
    return object;
  }

  private static void promises(Evaluation evaluation, ObjectNode object) {
    evaluation.promises().own().ifPresent(own -> write(own, object.putObject("promise")));
    var promises = object.putArray("promises");
    for (var each : evaluation.promises().each()) {
      var one = promises.addObject();
      write(each.promise(), one);
      write("coverage_obtained", each.inScope().coverage(), one);
      write("precision_obtained", each.inScope().precision(), one);
      write("coverage_of_all", each.ofAll().coverage(), one);
      write("precision_of_all", each.ofAll().precision(), one);
      if (each.known()) {
        one.put("kept", each.kept());
      }
    }
  }

  private static void write(Promise promise, ObjectNode object) {
    object.put("precision", promise.precision());
    object.put("threshold", promise.threshold());
    object.put("coverage", promise.coverage());
    object.put("validation_rows", promise.rows());
  }

  private static void write(String name, Optional<Metric> metric, ObjectNode object) {
    metric.ifPresent(found -> object.put(name, found.value()).put(name + "_rows", found.rows()));
  }

  private static void breakdown(Evaluation evaluation, ObjectNode object) {
    var reliability = object.putArray("reliability");
    for (var bin : evaluation.reliability()) {
      reliability
          .addObject()
          .put("from", bin.from())
          .put("to", bin.to())
          .put("rows", bin.rows())
          .put("right", bin.right())
          .put("confidence", bin.confidence());
    }
    var curve = object.putArray("curve");
    for (var point : evaluation.curve()) {
      curve
          .addObject()
          .put("threshold", point.threshold())
          .put("coverage", point.coverage())
          .put("precision", point.precision())
          .put("precision_of_all", point.precisionOfAll());
    }
    var labels = object.putArray("labels");
    for (var label : evaluation.labels()) {
      var one = labels.addObject().put("label", label.label());
      one.put("rows", label.rows()).put("said", label.said()).put("right", label.right());
      label.recall().ifPresent(recall -> one.put("recall", recall));
      label.precision().ifPresent(precision -> one.put("precision", precision));
      one.put("f1", label.f1());
    }
  }

  private static void mistakes(Evaluation.Mistakes mistakes, int most, ObjectNode object) {
    object.put("wrong", mistakes.all());
    var confused = object.putArray("confused");
    for (var pair : mistakes.pairs()) {
      confused
          .addObject()
          .put("truth", pair.truth())
          .put("said", pair.said())
          .put("rows", pair.rows());
    }
    var rows = object.putArray("wrong_rows");
    for (var row : mistakes.rows().stream().limit(most).toList()) {
      rows.addObject()
          .put("line", row.line())
          .put("text", row.text())
          .put("truth", row.truth())
          .put("said", row.said())
          .put("top", row.top())
          .put("confidence", row.confidence())
          .put("scope", row.scope())
          .put("fate", row.fate().name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * The evaluation that was written so, but for wrong rows that were not written.
   *
   * @throws IllegalArgumentException saying where the text is not one
   */
  public static Evaluation read(String text) {
    return new EvaluationReader(document(text)).evaluation();
  }

  /**
   * What an evaluation of any kind of router was made with, and on what.
   *
   * @param text as JSON
   * @throws IllegalArgumentException saying where the text is not one
   */
  public static Evaluated evaluated(String text) {
    return MetricsJson.evaluated((ObjectNode) document(text).node());
  }

  private static JsonPlace document(String text) {
    var object = JsonPlace.document(text);
    if (object.whole("evaluation") != 1) {
      throw new IllegalArgumentException(
          "an evaluation of a form that nobody knows here: only 1 is read");
    }
    return object;
  }
}
