package io.waybill.routing.gain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.Packed;
import io.waybill.routing.fit.ProvenanceJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gain model and what it is weighed by as the content of an {@link Artefact}, and back. */
final class GainJson {
  private final Artefact artefact;
  private final JsonNode content;

  GainJson(Artefact artefact) {
    if (!artefact.kind().equals(GainRouter.KIND)) {
      throw new IllegalArgumentException(
          "it is a router of kind '%s', not '%s'".formatted(artefact.kind(), GainRouter.KIND));
    }
    this.artefact = artefact;
    this.content = artefact.content();
  }

  static Artefact written(GainModel model, Tradeoff tradeoff) {
    var object = Artefact.object();
    ProvenanceJson.write(model.provenance(), object);
    var figures = object.putObject("figures");
    model.figures().forEach(figures::put);
    var weighed = object.putObject("tradeoff");
    weighed.put("name", tradeoff.name());
    weighed.put("per_cent", tradeoff.perCent());
    weighed.put("per_second", tradeoff.perSecond());
    weighed.put("per_switch", tradeoff.perSwitch());
    var targets = object.putObject("targets");
    for (var member : model.members()) {
      member(member, targets.putObject(member.target().label()));
    }
    ProvenanceJson.writeSeen(model.provenance(), object);
    return new Artefact(GainRouter.KIND, object);
  }

  private static void member(GainModel.Member member, ObjectNode object) {
    object.put("model", member.target().whom());
    object.put("field", member.field());
    object.put("writes", member.target().habits().output());
    object.put("runs_ms", member.target().habits().engine().toMillis());
    object.put("reads", member.target().habits().reads());
    object.put("bias", member.head().bias());
    object.put("weights", member.head().written());
  }

  GainModel model() {
    int dimensions = content.path("encoder").path("dimensions").intValue();
    var members = new ArrayList<GainModel.Member>();
    content
        .path("targets")
        .properties()
        .forEach(target -> members.add(member(target.getKey(), target.getValue(), dimensions)));
    return new GainModel(List.copyOf(members), ProvenanceJson.read(artefact), figures());
  }

  private static GainModel.Member member(String label, JsonNode target, int dimensions) {
    var habits =
        new Target.Habits(
            target.path("writes").longValue(),
            Duration.ofMillis(target.path("runs_ms").longValue()),
            target.path("reads").longValue());
    return new GainModel.Member(
        Target.of(label, target.path("model").asText()).taking(habits),
        target.path("field").asText(),
        new Head(
            Packed.exactly(target.path("weights").asText(), dimensions),
            target.path("bias").doubleValue()));
  }

  Tradeoff tradeoff() {
    var weighed = content.path("tradeoff");
    return new Tradeoff(
        weighed.path("name").asText(),
        weighed.path("per_cent").doubleValue(),
        weighed.path("per_second").doubleValue(),
        weighed.path("per_switch").doubleValue());
  }

  private Map<String, Double> figures() {
    var figures = new LinkedHashMap<String, Double>();
    content
        .path("figures")
        .properties()
        .forEach(figure -> figures.put(figure.getKey(), figure.getValue().doubleValue()));
    return figures;
  }
}
