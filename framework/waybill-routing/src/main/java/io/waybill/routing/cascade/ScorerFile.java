package io.waybill.routing.cascade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.plan.DidYouMean;
import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.Packed;
import io.waybill.work.Encoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;

/** Scorers of answers as router files. */
final class ScorerFile {
  private static final String SIGNS = "signs";
  private static final String HEAD = "answers";

  private final Path file;
  private final ObjectNode content;

  private ScorerFile(Path file, String kind) {
    var artefact = Artefact.read(file);
    this.file = file;
    this.content = artefact.content();
    if (!artefact.kind().equals(kind)) {
      throw refused("is a router of kind '%s', and no '%s'".formatted(artefact.kind(), kind));
    }
  }

  static Artefact of(Weights weights, Bars bars, Fingerprints seen) {
    return new Artefact(SIGNS, content(weights, bars, seen));
  }

  static Artefact of(
      Weights weights, float[] wording, Encoder encoder, Bars bars, Fingerprints seen) {
    var content = content(weights, bars, seen);
    content
        .putObject("encoder")
        .put("name", encoder.name())
        .put("digest", encoder.digest())
        .put("dimensions", encoder.dimensions());
    content.put("wording", Packed.of(wording));
    return new Artefact(HEAD, content);
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

  static Signs signs(Path path) {
    var read = new ScorerFile(path, SIGNS);
    return new Signs(read.weights(), read.bars(), read.seen());
  }

  static AnswerHead head(Path path, Encoder encoder) {
    var read = new ScorerFile(path, HEAD);
    var fitted = read.content.path("encoder");
    if (!fitted.path("digest").asText().equals(encoder.digest())) {
      throw read.refused(
          "was fitted with encoder '%s' (%s), and '%s' is %s: fit it again with this one"
              .formatted(
                  fitted.path("name").asText(),
                  fitted.path("digest").asText(),
                  encoder.name(),
                  encoder.digest()));
    }
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

  private Sign sign(String name) {
    return Arrays.stream(Sign.values())
        .filter(sign -> sign.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> refused(unseen(name)));
  }

  private static String unseen(String name) {
    var known = Arrays.stream(Sign.values()).map(Sign::toString).toList();
    return "weighs '%s', which this Waybill does not see. %s"
        .formatted(name, DidYouMean.among(name, known));
  }

  private double number(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw refused("has no number for '%s'".formatted(name));
    }
    return value.doubleValue();
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("router file %s %s".formatted(file, why));
  }
}
