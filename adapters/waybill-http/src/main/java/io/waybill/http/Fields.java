package io.waybill.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an answer, read as the servers of models write them. What cannot be read is
 * not there.
 *
 * @param all names in lower case
 */
record Fields(Map<String, List<String>> all) {
  /** {@code 6m0s}, {@code 20ms}, {@code 1h2m3.5s}: how OpenAI writes a wait. */
  private static final Pattern WAIT =
      Pattern.compile(
          "(?=\\d)(?:(\\d{1,5})h)?(?:(\\d{1,7})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,12}(?:\\.\\d{1,9})?)ms)?");

  /** Ten digits are three centuries, and still no overflow. */
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(?:\\.\\d{1,9})?");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  Fields {
    all = Map.copyOf(all);
  }

  Optional<String> first(String name) {
    return all.getOrDefault(name, List.of()).stream().findFirst().map(String::strip);
  }

  /** A whole number, not negative. */
  OptionalLong number(String name) {
    return first(name)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /**
   * How long from now until something: seconds, a wait with units, or a moment, by the server's own
   * clock. Zero if it has come.
   */
  Optional<Duration> wait(String name) {
    return first(name).flatMap(text -> wait(text, now()));
  }

  /** The server's time if it says what time it is, else ours. */
  private Instant now() {
    return first("date").flatMap(Fields::httpDate).orElseGet(Instant::now);
  }

  static Optional<Duration> wait(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(nanos(text, 1e9));
    }
    return units(text)
        .or(
            () ->
                moment(text)
                    .map(then -> then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO));
  }

  private static Optional<Duration> units(String text) {
    var parts = WAIT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        nanos(parts.group(1), 3600e9)
            .plus(nanos(parts.group(2), 60e9))
            .plus(nanos(parts.group(3), 1e9))
            .plus(nanos(parts.group(4), 1e6)));
  }

  private static Duration nanos(@Nullable String number, double each) {
    if (number == null) {
      return Duration.ZERO;
    }
    double nanos = Double.parseDouble(number) * each;
    // what is longer than three centuries is as long as that
    return Duration.ofNanos((long) Math.min(nanos, Long.MAX_VALUE));
  }

  private static Optional<Instant> moment(String text) {
    return Stream.<Function<String, Optional<Instant>>>of(Fields::httpDate, Fields::rfc3339)
        .flatMap(format -> format.apply(text).stream())
        .findFirst();
  }

  private static Optional<Instant> httpDate(String text) {
    try {
      var format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      return Optional.of(ZonedDateTime.parse(text, format).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> rfc3339(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
