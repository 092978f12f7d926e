package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.guardrail.GuardrailException;
import dev.langchain4j.service.ModerationException;
import dev.langchain4j.service.output.OutputParsingException;
import io.waybill.work.ErrorKind;
import io.waybill.work.Secrets;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What LangChain4j and its HTTP clients throw, as the closed set of errors. */
final class Errors {
  private static final int LONGEST = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private record Rule(Class<? extends Throwable> type, Function<Throwable, ErrorKind> kind) {}

  /** The first that fits the error, or what caused it, decides; the nearer ones first. */
  private static final List<Rule> TABLE =
      List.of(
          rule(RateLimitException.class, ErrorKind.RATE_LIMITED),
          rule(AuthenticationException.class, ErrorKind.AUTH),
          rule(ContentFilteredException.class, ErrorKind.REFUSED),
          rule(GuardrailException.class, ErrorKind.REFUSED),
          new Rule(InvalidRequestException.class, error -> status(error, Errors::invalid)),
          rule(ModelNotFoundException.class, ErrorKind.INVALID),
          rule(UnsupportedFeatureException.class, ErrorKind.INVALID),
          rule(ToolArgumentsException.class, ErrorKind.INVALID),
          rule(TimeoutException.class, ErrorKind.STALLED),
          new Rule(
              InternalServerException.class, error -> status(error, cause -> ErrorKind.TRANSIENT)),
          rule(UnresolvedModelServerException.class, ErrorKind.TRANSIENT),
          new Rule(
              HttpException.class,
              error -> ErrorKind.ofStatus(((HttpException) error).statusCode())),
          rule(InterruptedException.class, ErrorKind.CANCELLED),
          rule(CancellationException.class, ErrorKind.CANCELLED),
          rule(SocketTimeoutException.class, ErrorKind.STALLED),
          rule(HttpTimeoutException.class, ErrorKind.STALLED),
          rule(java.util.concurrent.TimeoutException.class, ErrorKind.STALLED),
          new Rule(InterruptedIOException.class, Errors::interrupted),
          rule(JsonProcessingException.class, ErrorKind.INVALID),
          rule(IOException.class, ErrorKind.TRANSIENT));

  /** Those of AI services, if they are on the class path. */
  private static final List<Rule> SERVICES = services();

  private static final Set<ErrorKind> BREAKS =
      EnumSet.of(ErrorKind.TRANSIENT, ErrorKind.STALLED, ErrorKind.CANCELLED);

  private static final Set<Usage.Basis> SILENT =
      EnumSet.of(Usage.Basis.NOTHING, Usage.Basis.UNKNOWN);

  private Errors() {}

  private static Rule rule(Class<? extends Throwable> type, ErrorKind kind) {
    return new Rule(type, error -> kind);
  }

  static ErrorKind kind(Throwable error) {
    return beside(error)
        .map(WorkException::kind)
        .or(
            () ->
                causes(error)
                    .map(Errors::known)
                    .filter(kind -> kind != ErrorKind.USER_CODE)
                    .findFirst())
        .orElse(ErrorKind.USER_CODE);
  }

  /**
   * What our own HTTP client knows of an answer that is an error. It stands beside the error, for
   * LangChain4j would take a cause of it for the error itself.
   */
  private static Optional<WorkException> beside(Throwable error) {
    return causes(error)
        .filter(HttpException.class::isInstance)
        .flatMap(http -> Stream.of(http.getSuppressed()))
        .filter(WorkException.class::isInstance)
        .map(WorkException.class::cast)
        .findFirst();
  }

  /** LangChain4j knows fewer kinds of errors than there are statuses. */
  private static ErrorKind status(Throwable error, Function<Throwable, ErrorKind> otherwise) {
    var known = otherwise.apply(error);
    return known != ErrorKind.AUTH && error.getCause() instanceof HttpException http
        ? ErrorKind.ofStatus(http.statusCode())
        : known;
  }

  private static List<Rule> services() {
    try {
      return List.of(
          rule(OutputParsingException.class, ErrorKind.INVALID),
          rule(ModerationException.class, ErrorKind.REFUSED));
    } catch (LinkageError absent) {
      return List.of();
    }
  }

  private static ErrorKind known(Throwable error) {
    if (error instanceof WorkException work) {
      return work.kind();
    }
    return Stream.concat(TABLE.stream(), SERVICES.stream())
        .filter(rule -> rule.type.isInstance(error))
        .map(rule -> rule.kind.apply(error))
        .findFirst()
        .orElse(ErrorKind.USER_CODE);
  }

  /** Gemini calls a request with a wrong key an invalid one. */
  private static ErrorKind invalid(Throwable error) {
    return message(error).contains("API_KEY_INVALID") ? ErrorKind.AUTH : ErrorKind.INVALID;
  }

  /** OkHttp says {@code timeout} and means it; whatever else is interrupted was told to stop. */
  private static ErrorKind interrupted(Throwable error) {
    return "timeout".equals(error.getMessage()) ? ErrorKind.STALLED : ErrorKind.CANCELLED;
  }

  /**
   * Whether a request that ended so may be on somebody's bill: our own HTTP client knows whether
   * anything had left, and an unreadable answer is one.
   */
  static boolean billable(Throwable error) {
    if (causes(error).anyMatch(JsonProcessingException.class::isInstance)) {
      return true;
    }
    return Stream.concat(beside(error).stream(), causes(error))
        .filter(WorkException.class::isInstance)
        .map(known -> ((WorkException) known).usage().basis() != Usage.Basis.NOTHING)
        .findFirst()
        .orElseGet(
            () ->
                kind(error).billable()
                    && causes(error).noneMatch(cause -> neverArrived(cause) || turnedDown(cause)));
  }

  /**
   * Whether the provider answered that it did not: providers bill no errors. Behind a gateway that
   * grew tired of waiting it may have gone on.
   */
  private static boolean turnedDown(Throwable error) {
    return error instanceof HttpException http
        && ErrorKind.ofStatus(http.statusCode()) != ErrorKind.STALLED;
  }

  /** Whether the provider had begun to answer, as far as anybody can tell, and the line broke. */
  static boolean brokeOff(Throwable error) {
    return BREAKS.contains(kind(error))
        && causes(error).noneMatch(cause -> cause instanceof HttpException || neverArrived(cause));
  }

  /** Our own HTTP client knows whether anything had left; others tell by what they threw. */
  private static boolean neverArrived(Throwable error) {
    return (error instanceof WorkException known && known.usage().equals(Usage.NONE))
        || error instanceof ConnectException
        || error instanceof NoRouteToHostException
        || error instanceof UnknownHostException
        || error instanceof UnresolvedModelServerException;
  }

  /**
   * The error as work reports it. A {@link WorkException} anywhere behind it that says what was
   * used knows better.
   */
  static WorkException of(Throwable error, Usage otherwise) {
    var used = causes(error).flatMap(Errors::told).findFirst().orElse(otherwise);
    var said = said(error);
    boolean secret = causes(error).anyMatch(cause -> Secrets.in(message(cause)));
    // an error that holds a key is not kept behind one that does not: it would be printed with it
    return new WorkException(kind(error), used, said, secret ? null : error, pause(error));
  }

  /** How long whoever failed asks to be left alone. */
  private static Duration pause(Throwable error) {
    return Stream.concat(beside(error).stream(), causes(error))
        .filter(WorkException.class::isInstance)
        .map(known -> ((WorkException) known).retryAfter())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Stream<Usage> told(Throwable error) {
    return error instanceof WorkException known && !SILENT.contains(known.usage().basis())
        ? Stream.of(known.usage())
        : Stream.empty();
  }

  /** What went wrong, in the provider's words where it gave any; without keys, and not too long. */
  static String said(Throwable error) {
    var text =
        causes(error)
            .map(Errors::message)
            .filter(message -> !message.isBlank())
            .findFirst()
            .map(Errors::readable)
            .orElse(error.getClass().getSimpleName());
    var clean = Secrets.hidden(text);
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }

  private static String message(Throwable error) {
    var message = error.getMessage();
    return message == null ? "" : message;
  }

  /** Providers answer errors in JSON: {@code {"error": {"message": …}}}. */
  private static String readable(String message) {
    if (!message.startsWith("{")) {
      return message;
    }
    try {
      var body = JSON.readTree(message);
      var error = body.path("error");
      for (var told : List.of(error.path("message"), error, body.path("message"))) {
        if (told.isTextual()) {
          return told.asText();
        }
      }
    } catch (JsonProcessingException notJson) {
      return message;
    }
    return message;
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.<@Nullable Throwable>iterate(
            error, cause -> cause != null, cause -> cause == null ? null : cause.getCause())
        .map(java.util.Objects::requireNonNull)
        .limit(20);
  }
}
