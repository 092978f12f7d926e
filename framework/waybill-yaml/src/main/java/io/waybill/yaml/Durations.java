package io.waybill.yaml;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as files write them: {@code 8s}, {@code 250ms}, {@code 1m30s}. */
public final class Durations {
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
    UNITS.put("us", Duration.ofNanos(1_000));
    UNITS.put("ns", Duration.ofNanos(1));
  }

  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|us|ns|d|h|m|s)");

  private Durations() {}

  /** What is written; empty if it is no duration. */
  public static Optional<Duration> parse(String written) {
    var sum = Duration.ZERO;
    var part = PART.matcher(written);
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return end > 0 && end == written.length() && written.length() <= 60
        ? Optional.of(sum)
        : Optional.empty();
  }

  /** The shortest form that {@link #parse} reads as the same. */
  public static String print(Duration duration) {
    var printed = new StringBuilder();
    var left = duration;
    for (var unit : UNITS.entrySet()) {
      long times = left.dividedBy(unit.getValue());
      if (times > 0) {
        printed.append(times).append(unit.getKey());
        left = left.minus(unit.getValue().multipliedBy(times));
      }
    }
    return printed.isEmpty() ? "0s" : printed.toString();
  }

  private static Duration unit(String name) {
    return UNITS.getOrDefault(name, Duration.ZERO);
  }
}
