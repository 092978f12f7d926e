package io.waybill.routing.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.judge.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A head as the content of an {@link Artefact}, and back. */
final class HeadJson {
  private static final String OUT_OF_SCOPE = "out_of_scope";

  private final Artefact artefact;
  private final JsonNode content;

  HeadJson(Artefact artefact) {
    if (!artefact.kind().equals(HeadRouter.KIND)) {
      throw new IllegalArgumentException(
          "it is a router of kind '%s', not '%s'".formatted(artefact.kind(), HeadRouter.KIND));
    }
    this.artefact = artefact;
    this.content = artefact.content();
  }

  static ObjectNode written(
      HeadModel model, Provenance provenance, Map<String, Double> figures, String outOfScope) {
    var object = Artefact.object();
    ProvenanceJson.write(provenance, object);
    if (!outOfScope.isBlank()) {
      object.put(OUT_OF_SCOPE, outOfScope);
    }
    var found = object.putObject("figures");
    figures.forEach(found::put);
    model.promised().ifPresent(promise -> object.set("promised", promise(promise)));
    var promises = object.putArray("promises");
    model.promises().forEach(promise -> promises.add(promise(promise)));
    var confidence = object.putObject("confidence");
    confidence.put("sharpness", model.sharpness());
    confidence.put("slope", model.sure().slope());
    confidence.put("offset", model.sure().offset());
    var gate = object.putObject("gate");
    gate.put("threshold", model.gate().threshold());
    part(gate.putObject("energy"), model.gate().energy());
    part(gate.putObject("distance"), model.gate().distance());
    object.put("mean", Packed.exactly(model.scaling().mean()));
    object.put("factor", Packed.exactly(model.scaling().factor()));
    var labels = object.putObject("labels");
    for (int k = 0; k < model.labels().size(); k++) {
      var label = labels.putObject(model.labels().get(k));
      label.put("bias", model.softmax().bias(k));
      label.put("weights", Packed.of(model.softmax().weights(k)));
      label.put("towards", Packed.of(Packed.column(model.relative().towards(), k)));
      label.put("spread", Packed.of(Packed.column(model.relative().spread(), k)));
      label.put("middle", model.relative().middle()[k]);
    }
    ProvenanceJson.writeSeen(provenance, object);
    return object;
  }

  Provenance provenance() {
    return ProvenanceJson.read(artefact);
  }

  String outOfScope() {
    return content.path(OUT_OF_SCOPE).asText();
  }

  Map<String, Double> figures() {
    var figures = new LinkedHashMap<String, Double>();
    content
        .path("figures")
        .properties()
        .forEach(figure -> figures.put(figure.getKey(), figure.getValue().doubleValue()));
    return figures;
  }

  HeadModel model() {
    var names = new ArrayList<String>();
    content.path("labels").fieldNames().forEachRemaining(names::add);
    int dimensions = content.path("encoder").path("dimensions").intValue();
    int many = names.size();
    var weights = new float[dimensions][many];
    var towards = new float[dimensions][many];
    var spread = new float[many][many];
    var bias = new float[many];
    var middle = new float[many];
    for (int k = 0; k < many; k++) {
      var label = content.path("labels").path(names.get(k));
      bias[k] = label.path("bias").floatValue();
      middle[k] = label.path("middle").floatValue();
      Packed.put(weights, k, Packed.read(label.path("weights").asText(), dimensions));
      Packed.put(towards, k, Packed.read(label.path("towards").asText(), dimensions));
      Packed.put(spread, k, Packed.read(label.path("spread").asText(), many));
    }
    var confidence = content.path("confidence");
    return new HeadModel(
        names,
        new Scaling(
            Packed.exactly(content.path("mean").asText(), dimensions),
            Packed.exactly(content.path("factor").asText(), dimensions)),
        new Softmax(weights, bias),
        confidence.path("sharpness").doubleValue(),
        new Platt(confidence.path("slope").doubleValue(), confidence.path("offset").doubleValue()),
        new Relative(towards, spread, middle),
        gate(content.path("gate")),
        content.has("promised") ? Optional.of(promise(content.path("promised"))) : Optional.empty(),
        promises());
  }

  private List<Promise> promises() {
    var promises = new ArrayList<Promise>();
    content.path("promises").forEach(promise -> promises.add(promise(promise)));
    return promises;
  }

  private static Gate gate(JsonNode gate) {
    return new Gate(
        part(gate.path("energy")),
        part(gate.path("distance")),
        gate.path("threshold").doubleValue());
  }

  private static void part(ObjectNode object, Gate.Part part) {
    object.put("mean", part.mean());
    object.put("spread", part.spread());
  }

  private static Gate.Part part(JsonNode part) {
    return new Gate.Part(part.path("mean").doubleValue(), part.path("spread").doubleValue());
  }

  private static ObjectNode promise(Promise promise) {
    var object = Artefact.object();
    object.put("precision", promise.precision());
    object.put("threshold", promise.threshold());
    object.put("coverage", promise.coverage());
    object.put("rows", promise.rows());
    return object;
  }

  private static Promise promise(JsonNode promise) {
    return new Promise(
        promise.path("precision").doubleValue(),
        promise.path("threshold").doubleValue(),
        promise.path("coverage").doubleValue(),
        promise.path("rows").intValue());
  }
}
