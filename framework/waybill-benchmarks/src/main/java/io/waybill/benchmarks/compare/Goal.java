package io.waybill.benchmarks.compare;

import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * How good a figure is to be.
 *
 * @param text as the table shows it
 * @param actual the number that the goal is about, from the limit's figure and ours
 * @param most that it may be
 * @param unit of it
 */
record Goal(String text, ToDoubleBiFunction<Figure, Figure> actual, double most, Unit unit) {
  /** What the number counts. */
  enum Unit {
    TIMES,
    NANOS,
    BYTES
  }

  /** So many times as long as the limit takes, at most. */
  static Goal times(double most) {
    return new Goal(
        "≤ " + plain(most) + " ×", (limit, ours) -> ours.nanos() / limit.nanos(), most, Unit.TIMES);
  }

  /** So many times as many bytes as the other figure has, at most. */
  static Goal timesBytes(double most) {
    return new Goal(
        "≤ " + plain(most) + " × bytes",
        (limit, ours) -> ours.bytes() / limit.bytes(),
        most,
        Unit.TIMES);
  }

  static Goal nanos(double most) {
    return new Goal(
        "≤ " + round(Figure.shownTime(most)), (limit, ours) -> ours.nanos(), most, Unit.NANOS);
  }

  static Goal bytes(double most) {
    return new Goal(
        "≤ " + round(Figure.shownBytes(most)),
        (limit, ours) -> Math.rint(ours.bytes()),
        most,
        Unit.BYTES);
  }

  /** {@code 1.50 KB} as {@code 1.5 KB}: a goal is no measurement. */
  private static String round(String figure) {
    return figure.replaceFirst("(\\.\\d*?)0+ ", "$1 ").replace(". ", " ");
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString(Math.round(number)) : "" + number;
  }

  /** Near 1 a hundredth decides. */
  private static String ratio(double number) {
    return number < 1.1 ? String.format(Locale.ROOT, "%.3f", number) : Figure.digits(number);
  }

  /** {@code 2.65 ×: yes}; what cannot be told from these figures is unknown. */
  String verdict(Figure limit, Figure ours) {
    double number = actual.applyAsDouble(limit, ours);
    if (Double.isNaN(number)) {
      return "unknown";
    }
    var shown =
        switch (unit) {
          case TIMES -> ratio(number) + " ×";
          case NANOS -> Figure.shownTime(number);
          case BYTES -> Figure.shownBytes(number);
        };
    return shown + (number <= most ? ": yes" : ": **no**");
  }
}
