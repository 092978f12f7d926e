package io.waybill.models;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks engines, all at once and before any work, whether they would take it. It asks over a client
 * of its own: what it finds out belongs to no run and to no cassette.
 */
final class Preflight {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int LARGEST = 8 << 20;

  private final Operator operator;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private record Answer(int status, String body) {}

  Preflight(Operator operator) {
    this.operator = operator;
  }

  /**
   * What stands in the way of using these.
   *
   * @param models and what messages call them
   */
  Mono<List<String>> problems(Map<NamedModel, String> models) {
    return Flux.fromIterable(models.entrySet())
        .flatMapIterable(
            one -> one.getKey().each().stream().map(at -> Map.entry(at, one.getValue())).toList())
        .flatMapSequential(
            one ->
                problem(one.getKey())
                    .map(said -> "%s (%s) %s".formatted(one.getValue(), one.getKey(), said)),
            16)
        .collectList();
  }

  private Mono<String> problem(NamedModel model) {
    var without = operator.keyProblem(model);
    if (without.isPresent()) {
      return Mono.just(without.get());
    }
    return get(model, Listing.path(model.maker()))
        .flatMap(answer -> judged(model, answer))
        .onErrorResume(Exception.class, e -> Mono.just(unreachable(model, e)));
  }

  private Mono<String> judged(NamedModel model, Answer answer) {
    var place = operator.place(model);
    if (refusesKey(answer)) {
      return Mono.just(refusedKey(model, place, answer.status));
    }
    if (answer.status >= 500 || (answer.status == 404 && place.loopback())) {
      return Mono.just(
          "answers %d at %s: is it the URL of its API, mostly one that ends with /v1, and has it started?"
              .formatted(answer.status, place.at(Listing.path(model.maker()))));
    }
    return answer.status == 200 ? found(model, place, answer.body) : Mono.empty();
  }

  private Mono<String> found(NamedModel model, Place place, String body) {
    Listing has;
    try {
      has = Listing.read(body);
    } catch (IllegalArgumentException e) {
      return Mono.just(
          "at %s lists its models in no known form: %s".formatted(place, e.getMessage()));
    }
    if (model.model().equals(NamedModel.ONLY)) {
      return has.models().size() == 1 ? Mono.empty() : Mono.just(has.notOne(place));
    }
    return has.has(model.model()) ? Mono.empty() : asked(model, place, has);
  }

  /** Names that stand for others are in no list. */
  private Mono<String> asked(NamedModel model, Place place, Listing has) {
    var unknown =
        "is no model of %s. %s%s"
            .formatted(
                place,
                has.insteadOf(model.model()),
                model.maker() == Maker.OLLAMA ? " To have it: ollama pull " + model.model() : "");
    return model.maker() == Maker.OLLAMA
        ? Mono.just(unknown)
        : get(model, "models/" + Place.escaped(model.model()))
            .filter(answer -> answer.status != 200)
            .map(answer -> unknown);
  }

  /** Gemini says so with 400. */
  private static boolean refusesKey(Answer answer) {
    return answer.status == 401
        || answer.status == 403
        || (answer.status == 400 && answer.body.contains("API_KEY_INVALID"));
  }

  private String refusedKey(NamedModel model, Place place, int status) {
    var names = operator.keyVariables(model).stream().filter(n -> operator.variable(n).isPresent());
    return names
        .findFirst()
        .map(
            name ->
                "is refused: %s does not take the key in %s (%d)".formatted(place, name, status))
        .orElse(
            "is refused: %s wants a key (%d); name its variable with key_env"
                .formatted(place, status));
  }

  private String unreachable(NamedModel model, Exception e) {
    var place = operator.place(model);
    var why =
        e instanceof TimeoutException || e instanceof HttpTimeoutException
            ? "no answer within %d s".formatted(PATIENCE.toSeconds())
            : e instanceof ConnectException ? "no connection" : String.valueOf(e.getMessage());
    var advice =
        model.maker() == Maker.OLLAMA
            ? "start it with 'ollama serve', or set OLLAMA_HOST to where it is"
            : place.loopback()
                ? "start the engine that should listen there"
                : "check the URL and the network";
    return "cannot be reached at %s (%s): %s".formatted(place, why, advice);
  }

  private Mono<Answer> get(NamedModel model, String path) {
    var request = HttpRequest.newBuilder(operator.place(model).at(path)).timeout(PATIENCE).GET();
    operator.key(model).ifPresent(key -> authorise(request, model.maker(), key));
    return Mono.defer(() -> send(request.build())).timeout(PATIENCE);
  }

  private static void authorise(HttpRequest.Builder request, Maker maker, String key) {
    switch (maker) {
      case ANTHROPIC -> request.header("x-api-key", key).header("anthropic-version", "2023-06-01");
      case GEMINI -> request.header("x-goog-api-key", key);
      case MISTRAL, OLLAMA, OPENAI -> request.header("Authorization", "Bearer " + key);
    }
  }

  private Mono<Answer> send(HttpRequest request) {
    var body = new ByteArrayOutputStream();
    return Mono.fromFuture(
            client.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(
                    part -> part.ifPresent(bytes -> append(body, bytes)))))
        .map(answer -> new Answer(answer.statusCode(), body.toString(StandardCharsets.UTF_8)));
  }

  private static void append(ByteArrayOutputStream body, byte[] bytes) {
    if (body.size() + bytes.length > LARGEST) {
      throw new IllegalStateException("the list of models is larger than 8 MiB");
    }
    body.writeBytes(bytes);
  }
}
