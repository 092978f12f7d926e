package io.waybill.routing.judge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.judge.Evaluation.Bin;
import io.waybill.routing.judge.Evaluation.Confused;
import io.waybill.routing.judge.Evaluation.Decided;
import io.waybill.routing.judge.Evaluation.Mistakes;
import io.waybill.routing.judge.Evaluation.Obtained;
import io.waybill.routing.judge.Evaluation.OfLabel;
import io.waybill.routing.judge.Evaluation.Point;
import io.waybill.routing.judge.Evaluation.Promises;
import io.waybill.routing.judge.Evaluation.Rows;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads an evaluation back. */
final class EvaluationReader {
  private final JsonPlace object;
  private final Metrics metrics;

  EvaluationReader(JsonPlace object) {
    this.object = object;
    this.metrics = MetricsJson.metrics((ObjectNode) object.node());
  }

  Evaluation evaluation() {
    return new Evaluation(
        MetricsJson.evaluated((ObjectNode) object.node()),
        new Rows(object.whole("in_scope"), object.whole("out_of_scope")),
        metrics,
        new Promises(
            object.has("promise") ? Optional.of(promise(object.in("promise"))) : Optional.empty(),
            all("promises", this::obtained)),
        all("reliability", EvaluationReader::bin),
        all("curve", EvaluationReader::point),
        all("labels", EvaluationReader::label),
        new Mistakes(
            object.whole("wrong"),
            all("confused", EvaluationReader::pair),
            all("wrong_rows", EvaluationReader::judgement)));
  }

  private <T> List<T> all(String name, Function<JsonPlace, T> read) {
    return object.items(name).stream().map(read).toList();
  }

  private static Promise promise(JsonPlace at) {
    return new Promise(
        at.number("precision"),
        at.number("threshold"),
        at.number("coverage"),
        at.whole("validation_rows"));
  }

  private Obtained obtained(JsonPlace at) {
    var promise = promise(at);
    var figures = Judging.names(promise).stream().map(metrics::find).toList();
    return new Obtained(
        promise,
        new Decided(figures.get(0), figures.get(1)),
        new Decided(figures.get(2), figures.get(3)));
  }

  private static Bin bin(JsonPlace at) {
    return new Bin(
        at.number("from"),
        at.number("to"),
        at.whole("rows"),
        at.whole("right"),
        at.number("confidence"));
  }

  private static Point point(JsonPlace at) {
    return new Point(
        at.number("threshold"),
        at.number("coverage"),
        at.number("precision"),
        at.number("precision_of_all"));
  }

  private static OfLabel label(JsonPlace at) {
    return new OfLabel(at.text("label"), at.whole("rows"), at.whole("said"), at.whole("right"));
  }

  private static Confused pair(JsonPlace at) {
    return new Confused(at.text("truth"), at.text("said"), at.whole("rows"));
  }

  private static Judgement judgement(JsonPlace at) {
    return new Judgement(
        at.whole("line"),
        at.text("text"),
        at.text("truth"),
        at.text("top"),
        at.number("confidence"),
        at.number("scope"),
        at.word("fate", Judgement.Fate.class));
  }
}
