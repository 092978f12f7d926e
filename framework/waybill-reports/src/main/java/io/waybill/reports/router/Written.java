package io.waybill.reports.router;

import io.waybill.reports.Shown;
import io.waybill.routing.judge.Metric;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures of routers as people read them: in the unit that gates and JSON have them in. */
final class Written {
  static final String NONE = "–";
  private static final int LETTERS = 70;

  private Written() {}

  /** {@code 0.9620}. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replace('-', '−');
  }

  static String number(OptionalDouble value) {
    return value.isEmpty() ? NONE : number(value.getAsDouble());
  }

  static String number(Optional<Metric> metric) {
    return metric.map(found -> number(found.value())).orElse(NONE);
  }

  /** {@code [0.9561, 0.9672]}. */
  static String range(Optional<Metric.Range> range) {
    return range.map(Written::range).orElse(NONE);
  }

  static String range(Metric.Range range) {
    return Double.isFinite(range.low())
        ? "[%s, %s]".formatted(number(range.low()), number(range.high()))
        : NONE;
  }

  /** {@code 0.0312}; what would be written as nothing is not nothing. */
  static String chance(OptionalDouble chance) {
    return chance.isPresent() && chance.getAsDouble() < 0.00005 ? "< 0.0001" : number(chance);
  }

  /** {@code +0.0120}. */
  static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value).replace('-', '−');
  }

  /** {@code 99 %}. */
  static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /** {@code sha256:0123456789ab…}. */
  static String digest(String digest) {
    return digest.length() > 19 ? digest.substring(0, 19) + "…" : digest;
  }

  static String text(String text) {
    return Shown.brief(text, LETTERS);
  }
}
