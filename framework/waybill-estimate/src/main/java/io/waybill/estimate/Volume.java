package io.waybill.estimate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many items are to be gone through in which time.
 *
 * @param items so many
 * @param per in such a time
 */
public record Volume(BigDecimal items, Per per) {
  /** A span of time, in seconds. */
  public enum Per {
    SECOND(1),
    MINUTE(60),
    HOUR(3600),
    DAY(86_400),
    WEEK(604_800),
    /** A twelfth of 365.25 days. */
    MONTH(2_629_800),
    YEAR(31_557_600);

    private final long seconds;

    Per(long seconds) {
      this.seconds = seconds;
    }
  }

  private static final Map<String, Integer> ZEROS =
      Map.of("", 0, "k", 3, "thousand", 3, "m", 6, "million", 6, "b", 9, "bn", 9, "billion", 9);
  private static final Map<String, Per> TIMES = new HashMap<>();

  static {
    for (var per : Per.values()) {
      TIMES.put(per.name().toLowerCase(Locale.ROOT), per);
    }
    TIMES.putAll(
        Map.of(
            "s",
            Per.SECOND,
            "sec",
            Per.SECOND,
            "min",
            Per.MINUTE,
            "h",
            Per.HOUR,
            "d",
            Per.DAY,
            "w",
            Per.WEEK,
            "mo",
            Per.MONTH,
            "y",
            Per.YEAR));
  }

  private static final Pattern WRITTEN =
      Pattern.compile(
          "((?:\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:\\.\\d{1,9})?)\\s*(k|thousand|million|m|billion|bn|b|)"
              + "\\s*(?:items?\\s*)?(?:/|\\b(?:a|an|per)\\b)\\s*"
              + "([a-z]+)");

  public Volume {
    if (items.signum() <= 0) {
      throw new IllegalArgumentException("a volume is more than nothing: " + items);
    }
  }

  /**
   * Reads {@code 100M/day}, {@code 5/s}, {@code 2k/hour}, {@code 1 billion a month}.
   *
   * @throws IllegalArgumentException if it is nothing of the kind, saying what to write
   */
  public static Volume parse(String written) {
    var found = WRITTEN.matcher(written.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no number of items in a time: write 100M/day, 5/s, 2k/hour or 1 billion a month"
              .formatted(written.length() > 60 ? written.substring(0, 60) + "…" : written));
    }
    int zeros = ZEROS.getOrDefault(found.group(2), 0);
    var items = new BigDecimal(found.group(1).replace(",", "")).movePointRight(zeros);
    if (items.signum() == 0) {
      throw new IllegalArgumentException("'%s' is nothing to estimate".formatted(written));
    }
    var per = TIMES.get(found.group(3));
    if (per == null) {
      throw new IllegalArgumentException(
          "'%s' is no time: write second, minute, hour, day, week, month or year"
              .formatted(found.group(3)));
    }
    return new Volume(items, per);
  }

  /** Items a second. */
  public double perSecond() {
    return items.divide(BigDecimal.valueOf(per.seconds), MathContext.DECIMAL64).doubleValue();
  }

  /** Items in another time. */
  public double in(Per other) {
    return perSecond() * other.seconds;
  }

  /** {@code 100,000,000 a day}. */
  @Override
  public String toString() {
    int decimals = Math.max(0, items.stripTrailingZeros().scale());
    return String.format(
        Locale.ROOT,
        "%,." + decimals + "f %s %s",
        items,
        per == Per.HOUR ? "an" : "a",
        per.name().toLowerCase(Locale.ROOT));
  }
}
