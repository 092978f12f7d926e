package io.waybill.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.plan.DidYouMean;
import java.util.ArrayList;
import java.util.List;

/** The models that an engine says it has. */
record Listing(List<String> models) {
  private static final JsonMapper JSON = new JsonMapper();

  /** As many as a message can show. */
  private static final int SHOWN = 12;

  Listing {
    models = models.stream().distinct().toList();
  }

  /** Below an engine's URL, what lists them. */
  static String path(Maker maker) {
    return switch (maker) {
      case OLLAMA -> "api/tags";
      case ANTHROPIC -> "models?limit=1000";
      case GEMINI -> "models?pageSize=1000";
      case MISTRAL, OPENAI -> "models";
    };
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException if it is no list of models
   */
  static Listing read(String answer) {
    try {
      var root = JSON.readTree(answer);
      var models = new ArrayList<String>();
      for (var list : List.of(root, root.path("data"), root.path("models"))) {
        if (list.isArray()) {
          list.forEach(model -> add(model, models));
          return new Listing(models);
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
    throw new IllegalArgumentException("it has neither 'data' nor 'models'");
  }

  private static void add(JsonNode model, List<String> models) {
    var name = model.has("id") ? model.path("id") : model.path("name");
    models.add(name.asText().replaceFirst("^models/", ""));
    model.path("aliases").forEach(alias -> models.add(alias.asText()));
  }

  /** Whether it has a model; one of Ollama's without a tag is its latest. */
  boolean has(String model) {
    return models.contains(model) || models.contains(model + ":latest");
  }

  /** What to say to somebody who asked for the only one of several, or of none. */
  String notOne(Place place) {
    return models.isEmpty()
        ? "finds no model at " + place
        : "has to say which: write %s#%s, or model: in a file. It has: %s"
            .formatted(
                place, models.get(0), String.join(", ", models.stream().limit(SHOWN).toList()));
  }

  /** What to say to somebody who asked for one that it does not have. */
  String insteadOf(String model) {
    if (models.size() <= SHOWN) {
      return DidYouMean.among(model, models);
    }
    var left = new ArrayList<>(models);
    var near = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      DidYouMean.nearest(model, left)
          .ifPresent(
              name -> {
                near.add("'" + name + "'");
                left.remove(name);
              });
    }
    return near.isEmpty()
        ? "It has %d others.".formatted(models.size())
        : "Did you mean %s? It has %d.".formatted(String.join(" or ", near), models.size());
  }
}
