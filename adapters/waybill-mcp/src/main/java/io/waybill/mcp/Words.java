package io.waybill.mcp;

import io.waybill.plan.DidYouMean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Values as an operator writes them. What cannot be read is an {@link IllegalArgumentException} in
 * words that follow the place where it stands.
 */
final class Words {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,7})(ms|s|m|h|KiB|MiB)");
  private static final int MOST_KIB = 256 * 1024;

  private Words() {}

  /** One of some constants, in small letters. */
  static <E extends Enum<E>> E one(String written, List<E> values) {
    for (var value : values) {
      if (written.equals(word(value))) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "is '%s'. %s"
            .formatted(
                written, DidYouMean.among(written, values.stream().map(Words::word).toList())));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static boolean yes(String written) {
    if (written.equals("true") || written.equals("false")) {
      return written.equals("true");
    }
    throw new IllegalArgumentException("is neither true nor false");
  }

  /** {@code 30s}; may be none at all. */
  static Duration age(String written) {
    var amount = AMOUNT.matcher(written);
    if (amount.matches() && !amount.group(2).endsWith("B")) {
      long number = Long.parseLong(amount.group(1));
      return switch (amount.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
    throw new IllegalArgumentException("is no time: write 500ms, 30s, 5m or 1h");
  }

  /** {@code 30s}, in which something has to happen. */
  static Duration patience(String written) {
    var time = age(written);
    if (time.isZero()) {
      throw new IllegalArgumentException("is no time at all: write 500ms, 30s, 5m or 1h");
    }
    return time;
  }

  /** {@code 4MiB}, in bytes. */
  static int bytes(String written) {
    var amount = AMOUNT.matcher(written);
    if (amount.matches() && amount.group(2).endsWith("B")) {
      long kib = Long.parseLong(amount.group(1)) * (amount.group(2).equals("KiB") ? 1 : 1024);
      if (kib >= 1 && kib <= MOST_KIB) {
        return (int) (kib * 1024);
      }
    }
    throw new IllegalArgumentException("is no size from 1KiB to 256MiB: write 512KiB or 4MiB");
  }
}
