package io.waybill.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operator of this process says about models: keys, and where engines are. A key is read
 * when it is sent and kept nowhere.
 */
final class Operator {
  /** What a header can carry. */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  private final Map<String, String> environment;

  Operator(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A variable that is set to something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /**
   * Where a model is.
   *
   * @throws IllegalArgumentException if a variable that says so cannot be read, naming it
   */
  Place place(NamedModel model) {
    return model
        .url()
        .or(() -> usual(model.maker()))
        .orElseGet(() -> Place.of(model.maker().url()));
  }

  private Optional<Place> usual(Maker maker) {
    try {
      return variable(maker.urlVariable())
          .map(set -> maker == Maker.OLLAMA ? Place.ofOllama(set) : Place.of(set));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(maker.urlVariable() + " " + e.getMessage(), e);
    }
  }

  /** The variables in which its key may stand; none if it goes without. */
  List<String> keyVariables(NamedModel model) {
    if (!model.keyEnv().isEmpty()) {
      return List.of(model.keyEnv());
    }
    return model.url().map(place -> keys(place, model.maker())).orElse(model.maker().keys());
  }

  /** A URL that a file gives is sent only the key that is for it. */
  private static List<String> keys(Place place, Maker maker) {
    return Stream.concat(
            Host.at(place).map(Host::key).stream(),
            maker.keys().stream().filter(key -> Place.of(maker.url()).sameOrigin(place)))
        .toList();
  }

  /** The key, if it takes one and there is one. */
  Optional<String> key(NamedModel model) {
    return keyVariables(model).stream().flatMap(name -> variable(name).stream()).findFirst();
  }

  /** Why nothing can come of asking it, in words that follow its name; empty if something can. */
  Optional<String> keyProblem(NamedModel model) {
    var key = key(model);
    if (key.isPresent()) {
      return KEY.matcher(key.get()).matches()
          ? Optional.empty()
          : Optional.of("has a key with characters that no key has: set " + keyVariable(model));
    }
    boolean goesWithout = model.keyEnv().isEmpty() && place(model).loopback();
    return keyVariables(model).isEmpty() || goesWithout
        ? Optional.empty()
        : Optional.of("has no key: set " + keyVariable(model));
  }

  private String keyVariable(NamedModel model) {
    return String.join(" or ", keyVariables(model));
  }

  /**
   * Whether what it is given stays in house: the file says so, or it listens on this machine and
   * does not look like a gateway that passes on what it is given.
   */
  boolean inHouse(NamedModel model) {
    return model.inHouse()
        || model.each().stream().allMatch(one -> place(one).loopback() && !passesOn(one));
  }

  /**
   * Whoever wants a key is served elsewhere; so is OpenAI's name, wherever it leads; so are some
   * models of Ollama: {@code gpt-oss:120b-cloud}.
   */
  private boolean passesOn(NamedModel model) {
    return switch (model.maker()) {
      case ANTHROPIC, GEMINI, MISTRAL -> true;
      case OLLAMA -> !model.keyEnv().isEmpty() || model.model().endsWith("cloud");
      case OPENAI -> !model.keyEnv().isEmpty() || model.url().isEmpty();
    };
  }
}
