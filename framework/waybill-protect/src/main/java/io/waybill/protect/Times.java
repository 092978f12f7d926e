package io.waybill.protect;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
final class Times {
  private Times() {}

  /** {@code 250 ms}, {@code 1.5 s}, {@code 10 min}. */
  static String of(Duration time) {
    if (time.toMillis() < 1000) {
      return time.toMillis() + " ms";
    }
    double seconds = time.toMillis() / 1000.0;
    return seconds < 60 ? number(seconds) + " s" : number(seconds / 60) + " min";
  }

  private static String number(double number) {
    var text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
