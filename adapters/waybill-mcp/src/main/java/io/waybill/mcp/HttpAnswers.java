package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.Response;

/** Reads answers over HTTP, and says what those that are none mean. */
record HttpAnswers(Session session, Keys keys, int most) {
  private static final int MOST_WORDS = 300;

  /** Whether it did nothing because it does not know our session any more; some say so with 400. */
  boolean sessionUnknown(Response response) throws IOException {
    return response.code() == 404
        || (response.code() == 400 && words(response).toLowerCase(Locale.ROOT).contains("session"));
  }

  /** Ends well if it is an answer that can be read. */
  void check(Response response) throws IOException {
    int code = response.code();
    if (response.isRedirect()) {
      throw Fault.before(
          ErrorKind.INVALID,
          session.told("it redirects (%d), which is not followed".formatted(code)));
    }
    if (!response.isSuccessful()) {
      var kind = ErrorKind.ofStatus(code);
      var said = session.told("it answered %d%s".formatted(code, words(response)));
      var fault = kind.unhealthy() ? Fault.after(kind, said) : Fault.before(kind, said);
      throw fault.pausing(pause(response));
    }
  }

  /** In seconds or as a date; zero if it says neither. */
  private static Duration pause(Response response) {
    var said = response.header("Retry-After", "");
    if (said != null && said.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(said));
    }
    var date = response.headers().getInstant("Retry-After");
    var pause = date == null ? Duration.ZERO : Duration.between(Instant.now(), date);
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  private String words(Response response) throws IOException {
    var said = keys.scrubbed(response.peekBody(4L * MOST_WORDS).string(), MOST_WORDS);
    return said.isEmpty() ? "" : ": " + said;
  }

  /** Passes on the messages of an answer, up to and with the one that is looked for. */
  void read(Response response, Predicate<JsonNode> last) throws IOException {
    var type = Optional.ofNullable(response.body().contentType());
    var subtype = type.map(each -> each.subtype()).orElse("nothing");
    try {
      switch (subtype) {
        case "json" -> session.heard(whole(response));
        case "event-stream" -> events(response, last);
        default ->
            throw Fault.after(
                ErrorKind.INVALID,
                session.told(
                    "it answered with %s instead of JSON".formatted(keys.scrubbed(subtype, 40))));
      }
    } catch (Events.TooLarge e) {
      throw Fault.after(
          ErrorKind.INVALID,
          session.told("it sent an answer of more than %d bytes".formatted(most)));
    }
  }

  private JsonNode whole(Response response) throws IOException {
    var source = response.body().source();
    if (source.request(most + 1L)) {
      throw new Events.TooLarge();
    }
    return parsed(source.readUtf8());
  }

  private void events(Response response, Predicate<JsonNode> last) throws IOException {
    var events = new Events(response.body().source(), most);
    for (var event = events.next(); event.isPresent(); event = events.next()) {
      var message = parsed(event.get());
      session.heard(message);
      if (last.test(message)) {
        return;
      }
    }
  }

  private JsonNode parsed(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw Fault.after(ErrorKind.INVALID, session.told("it answered with what is no JSON"));
    }
  }

  /** An exchange that broke off, or never began. */
  Fault failure(Call call, IOException e) {
    var sent = call.request().tag(Egress.Sent.class);
    var words = keys.scrubbed(String.valueOf(e.getMessage()), MOST_WORDS);
    return sent != null && sent.yes()
        ? Fault.after(
            ErrorKind.TRANSIENT, session.told("the exchange broke off: %s".formatted(words)))
        : Fault.before(
            ErrorKind.TRANSIENT, session.told("it cannot be reached: %s".formatted(words)));
  }
}
