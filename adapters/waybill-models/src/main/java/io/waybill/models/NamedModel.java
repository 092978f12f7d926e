package io.waybill.models;

import io.waybill.plan.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model, who serves it, and how it is to answer: all that a workflow file can say of one.
 *
 * @param model as whoever serves it names it; {@link #ONLY} for the only one that an engine has
 * @param urls where it is, at several places perhaps; empty for where its maker serves it, or where
 *     the environment says
 * @param keyEnv the variable that holds its key; empty for the usual one
 * @param inHouse whether the operator says that what it is given stays in house
 */
record NamedModel(
    Maker maker, String model, List<Place> urls, String keyEnv, boolean inHouse, Dials dials) {
  /** The only model that an engine has, whatever it calls it. */
  static final String ONLY = "*";

  /** LangChain4j's own limit cuts answers at a page. */
  private static final int ANTHROPIC_MAX_TOKENS = 4096;

  private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]*_API_KEY");

  NamedModel {
    urls = urls.stream().distinct().toList();
    if (model.isBlank()) {
      throw new IllegalArgumentException("does not say which model");
    }
    if (model.equals(ONLY) && (maker != Maker.OPENAI || urls.isEmpty())) {
      throw new IllegalArgumentException(
          "says '*', the only model that an engine has, and no url of one");
    }
    keyProblem(keyEnv, urls)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("key_env " + problem);
            });
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
    int mark = name.indexOf('#');
    var model = mark < 0 ? ONLY : name.substring(mark + 1);
    return at(Place.of(mark < 0 ? name : name.substring(0, mark)), model);
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
    return Host.named(provider)
        .map(host -> at(Place.of(host.url()), model))
        .or(() -> Maker.named(provider).map(maker -> by(maker, model)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no provider '%s'. %s"
                        .formatted(provider, DidYouMean.among(provider, providers()))));
  }

  private static NamedModel at(Place url, String model) {
    return new NamedModel(Maker.OPENAI, model, List.of(url), "", false, Dials.NONE);
  }

  private static NamedModel by(Maker maker, String model) {
    return new NamedModel(maker, model, List.of(), "", false, Dials.NONE);
  }

  private static List<String> providers() {
    return Stream.concat(
            Arrays.stream(Maker.values()).map(Maker::provider),
            Arrays.stream(Host.values()).map(Host::provider))
        .sorted()
        .toList();
  }

  /**
   * What is wrong with a variable as the one that holds a key, in words that follow it. A key that
   * everybody knows goes to nobody but whom it is for, or to this machine.
   */
  static Optional<String> keyProblem(String variable, List<Place> urls) {
    if (!variable.isEmpty() && !KEY.matcher(variable).matches()) {
      return Optional.of(
          "is no name such as GROQ_API_KEY: write the name of the variable, never the key");
    }
    var owners = owners(variable);
    return urls.stream()
        .filter(place -> !place.loopback() && !owners.isEmpty())
        .filter(place -> owners.stream().noneMatch(owner -> owner.sameOrigin(place)))
        .findFirst()
        .map(
            place ->
                "sends %s, which is for %s, to %s: keep the key for that in a variable of its own"
                    .formatted(variable, owners.get(0).host(), place.host()));
  }

  private static List<Place> owners(String variable) {
    return Stream.concat(
            Arrays.stream(Maker.values())
                .filter(maker -> maker.keys().contains(variable))
                .map(Maker::url),
            Arrays.stream(Host.values()).filter(host -> host.key().equals(variable)).map(Host::url))
        .map(Place::of)
        .toList();
  }

  /** Where it is, the first of its places; absent for the usual one. */
  Optional<Place> url() {
    return urls.stream().findFirst();
  }

  /** The same at each of its places alone. */
  List<NamedModel> each() {
    return urls.size() < 2 ? List.of(this) : urls.stream().map(this::only).toList();
  }

  private NamedModel only(Place url) {
    return new NamedModel(maker, model, List.of(url), keyEnv, inHouse, dials);
  }

  /** Who bills it, in the words of OpenTelemetry; the host if it is nobody that is known. */
  String biller() {
    return url()
        .filter(place -> !place.sameOrigin(Place.of(maker.url())))
        .map(place -> Host.at(place).map(Host::provider).orElse(place.host()))
        .orElse(maker.biller());
  }

  /** How many tokens it writes at most, as far as anybody said; Anthropic must be told. */
  Optional<Integer> mostOutput() {
    return maker == Maker.ANTHROPIC
        ? Optional.of(dials.maxTokens().orElse(ANTHROPIC_MAX_TOKENS))
        : dials.maxTokens();
  }

  /** What decides how it answers, under the keys that a workflow file has for it. */
  Map<String, Object> config() {
    var config = new TreeMap<>(dials.config());
    config.put("model", model);
    if (urls.size() == 1) {
      config.put("url", urls.get(0).toString());
    } else if (!urls.isEmpty()) {
      config.put("urls", urls.stream().map(Place::toString).toList());
    }
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
    var named = model.equals(ONLY) ? "" : "#" + model;
    return urls.isEmpty()
        ? maker.provider() + "/" + model
        : urls.stream().map(Place::toString).collect(Collectors.joining(" ")) + named;
  }
}
