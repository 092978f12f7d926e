package io.waybill.routing.cascade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.plan.DidYouMean;
import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.Packed;
import io.waybill.routing.fit.Provenance;
import io.waybill.work.Encoder;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.function.Function;

/** The scorer in a router file. */
public final class ScorerFile {
  private final ObjectNode content;

  private ScorerFile(Artefact artefact) {
    this.content = artefact.content();
  }

  /**
   * Reads it. That loads no model and runs nothing.
   *
   * @param encoders finds an encoder by the name that the file says, or throws; not asked if the
   *     scorer needs none
   * @throws IllegalArgumentException if the file cannot be used, holds no scorer, or was fitted
   *     with another encoder than the one of that name; it says why and what to do
   */
  public static Router<Answered> read(Path file, Function<String, Encoder> encoders) {
    return Artefact.read(file, artefact -> of(artefact, encoders));
  }

  private static Router<Answered> of(Artefact artefact, Function<String, Encoder> encoders) {
    var name = artefact.content().path("encoder").path("name").asText();
    return switch (artefact.kind()) {
      case Signs.KIND -> Signs.of(artefact);
      case AnswerHead.KIND -> AnswerHead.of(artefact, encoders.apply(name));
      default ->
          throw new IllegalArgumentException(
              "it holds a router of kind '%s', and no scorer of answers"
                  .formatted(artefact.kind()));
    };
  }

  static Artefact written(Weights weights, Bars bars, Fingerprints seen) {
    return new Artefact(Signs.KIND, content(weights, bars, seen));
  }

  static Artefact written(
      Weights weights, float[] wording, Encoder encoder, Bars bars, Fingerprints seen) {
    var content = content(weights, bars, seen);
    content
        .putObject("encoder")
        .put("name", encoder.name())
        .put("digest", encoder.digest())
        .put("dimensions", encoder.dimensions());
    content.put("wording", Packed.of(wording));
    return new Artefact(AnswerHead.KIND, content);
  }

  private static ObjectNode content(Weights weights, Bars bars, Fingerprints seen) {
    var content = Artefact.object();
    content.put("accept", bars.accept()).put("person", bars.person());
    content.put("start", weights.start());
    var signs = content.putObject("weights");
    weights.signs().forEach((sign, weight) -> signs.put(sign.toString(), weight));
    content.put("seen", seen.written());
    return content;
  }

  static Signs signs(Artefact artefact) {
    var read = new ScorerFile(artefact);
    return new Signs(read.weights(), read.bars(), read.seen());
  }

  static AnswerHead head(Artefact artefact, Encoder encoder) {
    var read = new ScorerFile(artefact);
    var fitted = read.content.path("encoder");
    new Provenance.Reads(
            fitted.path("name").asText(),
            fitted.path("digest").asText(),
            fitted.path("dimensions").intValue())
        .mustBe(encoder);
    var wording = Packed.read(read.content.path("wording").asText(), encoder.dimensions());
    return new AnswerHead(read.weights(), wording, encoder, read.bars(), read.seen());
  }

  private Weights weights() {
    var weights = new EnumMap<Sign, Double>(Sign.class);
    for (var weight : content.path("weights").properties()) {
      weights.put(sign(weight.getKey()), number(weight.getKey(), weight.getValue()));
    }
    return new Weights(number("start", content.path("start")), weights);
  }

  private Bars bars() {
    return new Bars(
        number("accept", content.path("accept")), number("person", content.path("person")));
  }

  private Fingerprints seen() {
    return Fingerprints.read(content.path("seen").asText());
  }

  private static Sign sign(String name) {
    return Arrays.stream(Sign.values())
        .filter(sign -> sign.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unseen(name)));
  }

  private static String unseen(String name) {
    var known = Arrays.stream(Sign.values()).map(Sign::toString).toList();
    return "it weighs '%s', which this Waybill does not see. %s"
        .formatted(name, DidYouMean.among(name, known));
  }

  private static double number(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException("it has no number for '%s'".formatted(name));
    }
    return value.doubleValue();
  }
}
