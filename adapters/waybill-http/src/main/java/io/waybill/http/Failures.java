package io.waybill.http;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.exception.TimeoutException;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The errors of one exchange, in words that hold no secret. The outer type is what LangChain4j goes
 * by (whether it tries again by itself); the cause is a {@link WorkException}, which says what kind
 * of failure it is and whether anything had been sent by then.
 *
 * @param what {@code POST https://api.openai.com/v1/chat/completions}
 */
record Failures(String what, HttpUrl url, Secrets secrets) {

  RuntimeException late(Timer timer, Duration after, boolean sent) {
    var message = told(timer.ranOut(after));
    // who asks whether it may be on a bill goes by this
    var cause =
        sent ? new java.util.concurrent.TimeoutException(message) : new ConnectException(message);
    return new TimeoutException(message, work(ErrorKind.STALLED, sent, message, cause));
  }

  RuntimeException pastDeadline(Instant deadline, boolean sent) {
    var message = told("the call's deadline, %s, has passed".formatted(deadline));
    return fatal(ErrorKind.DEADLINE, sent, message, null);
  }

  RuntimeException cancelled(boolean sent) {
    var message = told("the call was cancelled");
    return fatal(ErrorKind.CANCELLED, sent, message, new CancellationException(message));
  }

  RuntimeException closed(boolean sent) {
    return fatal(ErrorKind.CANCELLED, sent, told("its Http was closed"), null);
  }

  /** A request that cannot be sent as it is. */
  RuntimeException unsendable(String why) {
    return fatal(ErrorKind.INVALID, false, told(why), null);
  }

  /** The stream ended well, and nothing was in it. */
  RuntimeException nothingSaid() {
    var message = told("the stream ended without a single event");
    return new LangChain4jException(message, work(ErrorKind.TRANSIENT, true, message, null));
  }

  /** It is a page for people, or something else that no API for models answers. */
  RuntimeException otherType(String contentType) {
    var message =
        told(
            "what came is '%s', and no answer of a model: is it the URL of an API, and nothing in between?"
                .formatted(contentType));
    return fatal(ErrorKind.INVALID, true, message, null);
  }

  RuntimeException io(IOException e, boolean sent) {
    if (e instanceof Fault fault) {
      return fatal(fault.kind(), sent, secrets.scrub(String.valueOf(fault.getMessage())), null);
    }
    if (e instanceof ProtocolException && String.valueOf(e.getMessage()).contains("(407)")) {
      return fatal(
          ErrorKind.AUTH,
          sent,
          told("HTTP 407: something on the way wants to be logged in to"),
          null);
    }
    var message = told(words(e, sent));
    return new LangChain4jException(message, work(ErrorKind.TRANSIENT, sent, message, harmless(e)));
  }

  /** LangChain4j does not repeat what fails like this. */
  private static RuntimeException fatal(
      ErrorKind kind, boolean sent, String message, @Nullable Throwable cause) {
    return new NonRetriableException(message, work(kind, sent, message, cause));
  }

  private static WorkException work(
      ErrorKind kind, boolean sent, String message, @Nullable Throwable cause) {
    return new WorkException(kind, sent ? Usage.UNKNOWN : Usage.NONE, message, cause);
  }

  private String told(String message) {
    return secrets.scrub(what + ": " + message);
  }

  private String words(IOException e, boolean sent) {
    if (e instanceof UnknownHostException) {
      return "there is no host '%s'".formatted(url.host());
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "nobody answers at %s:%d (%s)".formatted(url.host(), url.port(), e.getMessage());
    }
    var what = sent ? "the exchange broke off" : "the request did not get through";
    return what + ": " + (e.getMessage() == null ? "the other side hung up" : e.getMessage());
  }

  /** The same error; if it or one below it says a secret, a copy of its words without. */
  private Throwable harmless(IOException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      var said = String.valueOf(each.getMessage());
      if (!secrets.scrub(said).equals(said)) {
        return new IOException(secrets.scrub(e.toString()));
      }
    }
    return e;
  }
}
