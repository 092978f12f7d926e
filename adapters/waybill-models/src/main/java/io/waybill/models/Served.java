package io.waybill.models;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A named model as it is reached from this process. Making one reaches nothing. */
final class Served {
  private final NamedModel named;
  private final Operator operator;
  private final Supplier<Http> http;
  private final boolean keyless;
  private final Stations stations;
  private final Map<NamedModel, String> only = new HashMap<>();

  /**
   * Reached over this.
   *
   * @param keyless whether nobody asks for a key: it is a recording
   */
  Served(NamedModel named, Operator operator, Supplier<Http> http, boolean keyless) {
    this.named = named;
    this.operator = operator;
    this.http = http;
    this.keyless = keyless;
    this.stations = new Stations(named, System::nanoTime);
  }

  Chat chat() {
    var chat =
        Chat.streaming(named.model(), this::on)
            .withProvider(named.biller())
            .withConfig(named.config())
            .withSystem(named.dials().system());
    var limited = named.mostOutput().map(chat::withMostOutput).orElse(chat);
    return operator.inHouse(named) ? limited.withPool(pool()) : limited;
  }

  /** {@code ollama}, {@code 127.0.0.1:8080}, {@code 127.0.0.1:8080+127.0.0.1:8081}. */
  private String pool() {
    return named.maker() == Maker.OLLAMA
        ? named.maker().provider()
        : named.each().stream()
            .map(one -> operator.place(one).authority())
            .collect(Collectors.joining("+"));
  }

  /** LangChain4j's model for one attempt, on the attempt's own thread; the key is read now. */
  private StreamingChatModel on(Line line) {
    var station = stations.next(line.affinity());
    var model = station.model();
    var key = keyless ? null : key(model);
    var over = station.minding(http.get().on(line), line);
    return new Wire(model, name(station, key), operator.place(model), key, line).open(over);
  }

  private @Nullable String key(NamedModel model) {
    operator
        .keyProblem(model)
        .ifPresent(
            problem -> {
              throw new WorkException(ErrorKind.AUTH, Usage.NONE, model + " " + problem);
            });
    return operator.key(model).orElse(null);
  }

  private String name(Station station, @Nullable String key) {
    var model = station.model();
    return model.model().equals(NamedModel.ONLY) ? only(station, key) : model.model();
  }

  /** Asked once: what an engine has changes when it is started anew. */
  private synchronized String only(Station station, @Nullable String key) {
    return only.computeIfAbsent(
        station.model(), model -> onlyOf(model, Listing.read(listed(station, key))));
  }

  private String onlyOf(NamedModel model, Listing has) {
    if (has.models().size() != 1) {
      var problem = model + " " + has.notOne(operator.place(model));
      throw new WorkException(ErrorKind.INVALID, Usage.NONE, problem);
    }
    return has.models().get(0);
  }

  /** It is no exchange of the attempt that happens to be the first, so not over that one's line. */
  private String listed(Station station, @Nullable String key) {
    var model = station.model();
    var request =
        HttpRequest.builder()
            .method(HttpMethod.GET)
            .url(operator.place(model).at(Listing.path(model.maker())).toString());
    if (key != null) {
      request.addHeader("Authorization", "Bearer " + key);
    }
    try {
      return http.get().client().build().execute(request.build()).body();
    } catch (RuntimeException error) {
      station.failed(error);
      throw error;
    }
  }
}
