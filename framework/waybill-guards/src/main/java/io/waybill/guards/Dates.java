package io.waybill.guards;

/** Dates in figures: 2026-11-20, 20.11.2026, 11/20/26. */
final class Dates {
  private Dates() {}

  /** Whether three groups from this one on are a date, and no longer number goes on beside them. */
  static boolean beginsAt(Run run, int first) {
    if (first + 2 >= run.size()) {
      return false;
    }
    var gap = run.gapAfter(first);
    boolean alone =
        (first == 0 || !run.gapAfter(first - 1).equals(gap))
            && (first + 3 == run.size() || !run.gapAfter(first + 2).equals(gap));
    return alone
        && gap.length() == 1
        && "-./".contains(gap)
        && run.gapAfter(first + 1).equals(gap)
        && (isDate(run, first + 2, first + 1, first) || isDate(run, first, first + 1, first + 2));
  }

  /** Day and month may change places. */
  private static boolean isDate(Run run, int day, int month, int year) {
    int years = run.group(year).length();
    int a = run.number(day);
    int b = run.number(month);
    return (years == 4 || years == 2)
        && run.group(day).length() <= 2
        && run.group(month).length() <= 2
        && a >= 1
        && b >= 1
        && Math.max(a, b) <= 31
        && Math.min(a, b) <= 12;
  }
}
