package io.waybill.models;

import io.waybill.plan.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A model, who serves it, and how it is to answer: all that a workflow file can say of one.
 *
 * @param model as whoever serves it names it; empty for the only one that an engine has
 * @param url where it is; absent for where its maker serves it, or where the environment says
 * @param keyEnv the variable that holds its key; empty for the usual one
 * @param inHouse whether the operator says that what it is given stays in house
 */
record NamedModel(
    Maker maker, String model, Optional<Place> url, String keyEnv, boolean inHouse, Dials dials) {
  private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]*_API_KEY");

  NamedModel {
    if (model.isBlank() && (maker != Maker.OPENAI || url.isEmpty())) {
      throw new IllegalArgumentException("does not say which model");
    }
    if (!keyEnv.isEmpty() && !KEY.matcher(keyEnv).matches()) {
      throw new IllegalArgumentException(
          "has a key_env that is no name such as GROQ_API_KEY; write the name of the variable, never the key");
    }
    mayHave(keyEnv, url);
  }

  /**
   * Reads {@code openai/gpt-4.1-mini}, {@code groq/llama-3.3-70b-versatile}, {@code
   * http://127.0.0.1:8080/v1#qwen2.5-7b}, or such a URL without a model.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static NamedModel parse(String name) {
    return name.contains("://") ? parseUrl(name) : parseName(name);
  }

  private static NamedModel parseUrl(String name) {
    int model = name.indexOf('#');
    return model < 0
        ? new NamedModel(Maker.OPENAI, "", Optional.of(Place.of(name)), "", false, Dials.NONE)
        : new NamedModel(
            Maker.OPENAI,
            name.substring(model + 1),
            Optional.of(Place.of(name.substring(0, model))),
            "",
            false,
            Dials.NONE);
  }

  private static NamedModel parseName(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "'%s' does not say who serves it: write openai/gpt-4.1-mini, ollama/llama3.2:3b or http://127.0.0.1:8080/v1#model"
              .formatted(name));
    }
    var provider = name.substring(0, slash);
    var model = name.substring(slash + 1);
    var host = Host.named(provider);
    if (host.isPresent()) {
      var url = Optional.of(Place.of(host.get().url()));
      return new NamedModel(Maker.OPENAI, model, url, "", false, Dials.NONE);
    }
    var maker =
        Maker.named(provider)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no provider '%s'. %s"
                            .formatted(provider, DidYouMean.among(provider, providers()))));
    return new NamedModel(maker, model, Optional.empty(), "", false, Dials.NONE);
  }

  private static List<String> providers() {
    return Stream.concat(
            Arrays.stream(Maker.values()).map(Maker::provider),
            Arrays.stream(Host.values()).map(Host::provider))
        .sorted()
        .toList();
  }

  /** A key that everybody knows goes to nobody but whom it is for, or to this machine. */
  private static void mayHave(String key, Optional<Place> url) {
    var owners =
        Stream.concat(
                Arrays.stream(Maker.values())
                    .filter(maker -> maker.keys().contains(key))
                    .map(maker -> Place.of(maker.url())),
                Arrays.stream(Host.values())
                    .filter(host -> host.key().equals(key))
                    .map(host -> Place.of(host.url())))
            .toList();
    url.filter(place -> !place.loopback())
        .filter(place -> !owners.isEmpty())
        .filter(place -> owners.stream().noneMatch(owner -> owner.sameOrigin(place)))
        .ifPresent(
            place -> {
              throw new IllegalArgumentException(
                  "sends %s, which is for %s, to %s: keep the key for that in a variable of its own"
                      .formatted(key, owners.get(0).host(), place.host()));
            });
  }

  /** What decides how it answers, under the keys that a workflow file has for it. */
  Map<String, Object> config() {
    var config = new TreeMap<>(dials.config());
    if (!model.isEmpty()) {
      config.put("model", model);
    }
    url.ifPresent(place -> config.put("url", place.toString()));
    if (!keyEnv.isEmpty()) {
      config.put("key_env", keyEnv);
    }
    if (inHouse) {
      config.put("in_house", true);
    }
    return config;
  }

  /** {@code openai/gpt-4.1-mini}, {@code http://127.0.0.1:8080/v1#qwen2.5-7b}. */
  @Override
  public String toString() {
    var named = model.isEmpty() ? "" : "#" + model;
    return url.map(place -> place + named).orElse(maker.provider() + "/" + model);
  }
}
