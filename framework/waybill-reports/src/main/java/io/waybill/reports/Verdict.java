package io.waybill.reports;

import io.waybill.reports.Comparison.Difference;
import io.waybill.reports.Comparison.Measure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a comparison found, in words. */
public final class Verdict {
  private Verdict() {}

  /** {@code B is cheaper by 41 % [38, 44], slower by 12 % [−1, 25]: not sure}. */
  public static String of(List<Difference> differences) {
    return differences.stream().map(Verdict::of).collect(Collectors.joining("; ", "B is ", ""));
  }

  /** {@code cheaper by 41 % [38, 44]}. */
  static String of(Difference difference) {
    if (difference.unpriced() > 0) {
      return "cheaper or dearer, nobody can tell: not everything has a price";
    }
    if (difference.interval().isEmpty()) {
      return without(difference);
    }
    var interval = difference.interval().get();
    boolean less = interval.value() < 0;
    double scale = scale(difference.measure());
    double low = scale * (less ? -interval.high() : interval.low());
    double high = scale * (less ? -interval.low() : interval.high());
    if (interval.value() == 0 && low == high) {
      return same(difference);
    }
    return "%s by %s [%s, %s]%s"
        .formatted(
            word(difference, less),
            amount(difference.measure(), Math.abs(scale * interval.value())),
            number(difference.measure(), low),
            number(difference.measure(), high),
            difference.sure() ? "" : ": not sure");
  }

  private static String without(Difference difference) {
    if (Math.min(difference.n(), difference.m()) < Interval.LEAST) {
      return "not comparable in %s: %d and %d values, %d are needed"
          .formatted(difference.name(), difference.n(), difference.m(), Interval.LEAST);
    }
    if (difference.a() == difference.b()) {
      return same(difference);
    }
    return "%s: the mean goes from %s to %s"
        .formatted(
            word(difference, difference.b() < difference.a()),
            mean(difference, difference.a()),
            mean(difference, difference.b()));
  }

  private static String same(Difference difference) {
    return switch (difference.measure()) {
      case COST -> "as dear";
      case LATENCY -> "as fast";
      case SUCCESS -> "as often ok";
      case SCORE -> "the same in " + difference.name();
    };
  }

  /** {@code cheaper by 41 %} for −0.41. */
  static String plainly(Measure measure, double part) {
    return "%s by %s".formatted(word(measure, part < 0), amount(measure, Math.abs(100 * part)));
  }

  private static String word(Difference difference, boolean less) {
    return difference.measure() == Measure.SCORE
        ? (less ? "worse in " : "better in ") + difference.name()
        : word(difference.measure(), less);
  }

  private static String word(Measure measure, boolean less) {
    return switch (measure) {
      case COST -> less ? "cheaper" : "dearer";
      case LATENCY -> less ? "faster" : "slower";
      case SUCCESS -> less ? "less often ok" : "more often ok";
      case SCORE -> less ? "worse" : "better";
    };
  }

  /** Parts are told in percent, shares in points of it, scores as they are. */
  private static double scale(Measure measure) {
    return measure == Measure.SCORE ? 1 : 100;
  }

  private static String amount(Measure measure, double value) {
    return number(measure, value)
        + switch (measure) {
          case COST, LATENCY -> " %";
          case SUCCESS -> " points";
          case SCORE -> "";
        };
  }

  private static String number(Measure measure, double value) {
    if (measure == Measure.SCORE) {
      return signed(String.format(Locale.ROOT, "%.3f", value));
    }
    return signed(String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%.1f" : "%,.0f", value));
  }

  private static String signed(String number) {
    return number.startsWith("-")
        ? number.matches("-[0.]+") ? number.substring(1) : "−" + number.substring(1)
        : number;
  }

  /** A mean as it is written in a table. */
  static String mean(Difference difference, double value) {
    return switch (difference.measure()) {
      case COST -> Figures.money(Math.round(value));
      case LATENCY -> Figures.time(Math.round(value));
      case SUCCESS -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
      case SCORE -> String.format(Locale.ROOT, "%.3f", value);
    };
  }
}
