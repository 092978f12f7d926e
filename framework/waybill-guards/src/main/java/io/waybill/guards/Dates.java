package io.waybill.guards;

/** Dates in figures: 2026-11-20, 20.11.2026, 11/20/26. */
final class Dates {
  private Dates() {}

  /** Whether three groups from this one on are a date, and no longer number goes on beside them. */
  static boolean beginsAt(Row row, int first) {
    if (first + 2 >= row.size()) {
      return false;
    }
    var gap = row.gapAfter(first);
    boolean alone =
        (first == 0 || !row.gapAfter(first - 1).equals(gap))
            && (first + 3 == row.size() || !row.gapAfter(first + 2).equals(gap));
    return alone
        && gap.length() == 1
        && "-./".contains(gap)
        && row.gapAfter(first + 1).equals(gap)
        && (isDate(row, first + 2, first + 1, first) || isDate(row, first, first + 1, first + 2));
  }

  /** Day and month may change places. */
  private static boolean isDate(Row row, int day, int month, int year) {
    int years = row.group(year).length();
    int a = row.number(day);
    int b = row.number(month);
    return (years == 4 || years == 2)
        && row.group(day).length() <= 2
        && row.group(month).length() <= 2
        && a >= 1
        && b >= 1
        && Math.max(a, b) <= 31
        && Math.min(a, b) <= 12;
  }
}
