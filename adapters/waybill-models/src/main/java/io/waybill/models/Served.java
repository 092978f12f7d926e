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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A named model as it is reached from this process. Making one reaches nothing. */
final class Served {
  private final NamedModel named;
  private final Operator operator;
  private final Supplier<Http> http;
  private final boolean keyless;
  private @Nullable String only;

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
  }

  Chat chat() {
    var chat =
        Chat.streaming(named.model(), this::on)
            .withProvider(named.biller())
            .withConfig(named.config())
            .withSystem(named.dials().system());
    return operator.inHouse(named) ? chat.withPool(pool()) : chat;
  }

  /** {@code ollama}, {@code 127.0.0.1:8080}. */
  private String pool() {
    return named.maker() == Maker.OLLAMA
        ? named.maker().provider()
        : operator.place(named).authority();
  }

  /** LangChain4j's model for one attempt, on the attempt's own thread; the key is read now. */
  private StreamingChatModel on(Line line) {
    var key = keyless ? null : key();
    return new Wire(named, model(key), operator.place(named), key, http.get().on(line)).open();
  }

  private @Nullable String key() {
    operator
        .keyProblem(named)
        .ifPresent(
            problem -> {
              throw new WorkException(ErrorKind.AUTH, Usage.NONE, named + " " + problem);
            });
    return operator.key(named).orElse(null);
  }

  private String model(@Nullable String key) {
    return named.model().equals(NamedModel.ONLY) ? only(key) : named.model();
  }

  /** Asked once: what an engine has changes when it is started anew. */
  private synchronized String only(@Nullable String key) {
    if (only == null) {
      only = onlyOf(Listing.read(listed(key)));
    }
    return only;
  }

  private String onlyOf(Listing has) {
    if (has.models().size() != 1) {
      var problem = named + " " + has.notOne(operator.place(named));
      throw new WorkException(ErrorKind.INVALID, Usage.NONE, problem);
    }
    return has.models().get(0);
  }

  /** It is no exchange of the attempt that happens to be the first, so not over that one's line. */
  private String listed(@Nullable String key) {
    var request =
        HttpRequest.builder()
            .method(HttpMethod.GET)
            .url(operator.place(named).at(Listing.path(named.maker())).toString());
    if (key != null) {
      request.addHeader("Authorization", "Bearer " + key);
    }
    return http.get().client().build().execute(request.build()).body();
  }
}
