package io.waybill.http;

import dev.langchain4j.exception.HttpException;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that is an error (any status but 2xx), with its headers; or an answer that began well
 * and went on with an error. Its message is what the server said, cut at 16 KiB and without the
 * secrets of the request. LangChain4j's models throw it as the cause of their own exceptions.
 *
 * <p>Beside it, {@linkplain #getSuppressed suppressed}, stands a {@link WorkException} of its kind,
 * so that whoever knows only that finds out: LangChain4j goes by an error's innermost cause, and
 * that must be this.
 */
public final class HttpError extends HttpException {
  private final ErrorKind kind;
  private final transient Fields fields;
  private final transient Optional<Duration> asked;

  private HttpError(int status, String said, ErrorKind kind, Fields fields, ErrorWords words) {
    super(status, said);
    this.kind = kind;
    this.fields = fields;
    this.asked = words.retryAfter();
  }

  /** An answer of this status, which says this. */
  static HttpError answered(int status, String said, Fields fields) {
    var words = ErrorWords.in(said).orElse(ErrorWords.NONE);
    var error = new HttpError(status, said, words.kind(status), fields, words);
    // who turns a call down bills nothing; a gateway that grew tired of waiting does not know
    return error.beside(error.kind == ErrorKind.STALLED ? Usage.UNKNOWN : Usage.NONE);
  }

  /** An error within an answer that began with this status. */
  static HttpError within(int status, String said, Fields fields, ErrorWords words) {
    return new HttpError(status, said, words.kind(), fields, words).beside(Usage.UNKNOWN);
  }

  private HttpError beside(Usage usage) {
    var pause = retryAfter().orElse(Duration.ZERO);
    addSuppressed(new WorkException(kind, usage, String.valueOf(getMessage()), null, pause));
    return this;
  }

  /** The one that an exception is about, if it is about one. */
  public static Optional<HttpError> in(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof HttpError found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** What kind of failure it is: by its status, unless its words know better. */
  public ErrorKind kind() {
    return kind;
  }

  /** The answer's headers, names in lower case: {@code x-ratelimit-remaining-tokens}. */
  public Map<String, List<String>> headers() {
    return fields.all();
  }

  /**
   * How long the server asks to be left alone: {@code retry-after-ms}, or {@code retry-after} in
   * seconds or as a date, or what the error itself says; where there were too many calls, when the
   * limit that is used up is reset. Zero if that time has come, empty if it did not say.
   */
  public Optional<Duration> retryAfter() {
    var millis = fields.number("retry-after-ms");
    if (millis.isPresent()) {
      return Optional.of(Duration.ofMillis(millis.getAsLong()));
    }
    return fields
        .wait("retry-after")
        .or(() -> asked)
        .or(() -> kind == ErrorKind.RATE_LIMITED ? Quotas.reset(fields) : Optional.empty());
  }
}
