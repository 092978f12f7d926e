package io.waybill.routing.cascade;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.plan.DidYouMean;
import io.waybill.routing.fit.Artefact;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** A scorer by signs as a router file. */
final class SignsFile {
  static final String KIND = "signs";

  private SignsFile() {}

  static Artefact of(double start, Map<Sign, Double> weights, Bars bars) {
    var content = Artefact.object();
    content.put("accept", bars.accept()).put("person", bars.person()).put("start", start);
    var signs = content.putObject("weights");
    weights.forEach((sign, weight) -> signs.put(sign.toString(), weight));
    return new Artefact(KIND, content);
  }

  static Signs read(Path file) {
    var artefact = Artefact.read(file);
    if (!artefact.kind().equals(KIND)) {
      throw refused(file, "is a router of kind '%s', and no scorer".formatted(artefact.kind()));
    }
    var content = artefact.content();
    var weights = new EnumMap<Sign, Double>(Sign.class);
    for (var weight : content.path("weights").properties()) {
      weights.put(sign(file, weight.getKey()), number(file, weight.getKey(), weight.getValue()));
    }
    var bars =
        new Bars(
            number(file, "accept", content.path("accept")),
            number(file, "person", content.path("person")));
    return new Signs(number(file, "start", content.path("start")), weights, bars);
  }

  private static Sign sign(Path file, String name) {
    return Arrays.stream(Sign.values())
        .filter(sign -> sign.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    file,
                    "weighs '%s', which this Waybill does not see. %s"
                        .formatted(
                            name,
                            DidYouMean.among(
                                name, Arrays.stream(Sign.values()).map(Sign::toString).toList()))));
  }

  private static double number(Path file, String name, JsonNode value) {
    if (!value.isNumber()) {
      throw refused(file, "has no number for '%s'".formatted(name));
    }
    return value.doubleValue();
  }

  private static IllegalArgumentException refused(Path file, String why) {
    return new IllegalArgumentException("router file %s %s".formatted(file, why));
  }
}
