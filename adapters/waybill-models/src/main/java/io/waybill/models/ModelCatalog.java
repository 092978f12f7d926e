package io.waybill.models;

import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Factory;
import io.waybill.yaml.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * The providers {@code openai}, {@code ollama}, {@code anthropic}, {@code gemini} and {@code
 * mistral} of workflow files. Reading a file makes models and reaches none; what was made is
 * remembered, so that whoever runs the file can ask beforehand whether all of them would answer.
 */
public final class ModelCatalog implements CatalogPart {
  /** The variable that names a model: {@code openai/gpt-4.1-mini}. */
  static final String VARIABLE = "WAYBILL_MODEL";

  private final Operator operator;
  private final Supplier<Http> http;
  private final boolean replays;
  private final Map<NamedModel, String> made = new LinkedHashMap<>();
  private final Optional<NamedModel> chosen;

  /**
   * Models as this environment has them.
   *
   * @param environment keys, and where engines are: {@code System.getenv()}
   * @param http what they are reached over; asked for when the first is, and each time
   * @throws IllegalArgumentException if {@code WAYBILL_MODEL} names none, naming the variable
   */
  public ModelCatalog(Map<String, String> environment, Supplier<Http> http) {
    this(environment, http, false);
  }

  private ModelCatalog(Map<String, String> environment, Supplier<Http> http, boolean replays) {
    this.operator = new Operator(environment);
    this.http = http;
    this.replays = replays;
    this.chosen = operator.variable(VARIABLE).map(this::chosen);
  }

  /** The same over a recording: nobody is asked, so no key is missing and nothing in the way. */
  public static ModelCatalog replaying(Map<String, String> environment, Supplier<Http> recording) {
    return new ModelCatalog(environment, recording, true);
  }

  private NamedModel chosen(String name) {
    try {
      var model = NamedModel.parse(name);
      operator.place(model);
      return model;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(VARIABLE + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void addTo(Catalog.Builder catalog) {
    for (var maker : Maker.values()) {
      catalog.provider(maker.provider(), declared(maker));
    }
  }

  private Factory<Model> declared(Maker maker) {
    return settings -> {
      var chat = chat("models." + settings.name(), Declared.read(maker, settings));
      return new Model(chat.text(), chat.answer(), chat::choosing);
    };
  }

  /** The model that {@code WAYBILL_MODEL} names, if it names one. */
  public Optional<Chat> chosen() {
    return chosen.map(model -> chat(VARIABLE, model));
  }

  /**
   * A model by its name.
   *
   * @throws IllegalArgumentException saying what is wrong with the name
   */
  public Chat named(String name) {
    return chat(name, NamedModel.parse(name));
  }

  private Chat chat(String calledFor, NamedModel model) {
    made.putIfAbsent(model, calledFor);
    return new Served(model, operator, http, replays).chat();
  }

  /**
   * What stands in the way of using the models that were made so far, each problem a line: a key
   * that is missing or refused, an engine that does not answer within three seconds, a model that
   * it does not have. Asks every engine at once.
   */
  public Mono<List<String>> preflight() {
    return made.isEmpty() || replays
        ? Mono.just(List.of())
        : new Preflight(operator).problems(made);
  }
}
