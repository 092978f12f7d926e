package io.waybill.http;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that is an error (any status but 2xx), with its headers. Its message is what the server
 * said, cut at 16 KiB and without the secrets of the request. LangChain4j's models throw it as the
 * cause of their own exceptions.
 */
public final class HttpError extends HttpException {
  private final transient Map<String, List<String>> headers;

  /**
   * @param headers names in lower case
   */
  HttpError(int status, String said, Map<String, List<String>> headers) {
    super(status, said);
    this.headers = Map.copyOf(headers);
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

  /** The answer's headers, names in lower case: {@code x-ratelimit-remaining-tokens}. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /**
   * How long the server asks to be left alone ({@code retry-after-ms}, or {@code retry-after} in
   * seconds or as a date); zero if that time has come, empty if it did not say.
   */
  public Optional<Duration> retryAfter() {
    var millis = header("retry-after-ms").flatMap(HttpError::number).map(Duration::ofMillis);
    if (millis.isPresent()) {
      return millis;
    }
    var said = header("retry-after");
    return said.flatMap(HttpError::seconds).or(() -> said.flatMap(this::until));
  }

  private Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst().map(String::strip);
  }

  private static Optional<Duration> seconds(String text) {
    try {
      // some say 1.5; ten digits are three centuries, and still no overflow
      return text.matches("\\d{1,10}(\\.\\d{1,9})?")
          ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(text) * 1000)))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,13}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** By the server's own clock, if it says what time it is. */
  private Optional<Duration> until(String text) {
    var now = header("date").flatMap(HttpError::date).orElseGet(Instant::now);
    return date(text).map(then -> then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
  }

  private static Optional<Instant> date(String text) {
    try {
      var format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      return Optional.of(ZonedDateTime.parse(text, format).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
