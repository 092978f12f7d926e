package io.waybill.guards;

/** Payment card numbers: 13 to 19 digits, a prefix that some network issues, and Luhn. */
final class Cards {
  private static final int SHORTEST = 13;
  private static final int LONGEST = 19;
  private static final int TROY = 9792;

  private Cards() {}

  /** The last group of the longest card that begins with this group; −1 if none does. */
  static int lastGroup(Row row, int first) {
    if (row.group(first).length() < 4 || (first == 0 && isPartOfMore(row.before(1)))) {
      return -1;
    }
    int found = -1;
    int digits = 0;
    for (int last = first; last < row.size(); last++) {
      digits += row.group(last).length();
      if (digits > LONGEST || (last > first && !isPlainGap(row.gapAfter(last - 1)))) {
        break;
      }
      boolean whole = last < row.size() - 1 || !isPartOfMore(row.after(1));
      if (digits >= SHORTEST && whole && isCard(row.slice(first, last), digits)) {
        found = last;
      }
    }
    return found;
  }

  private static boolean isCard(Row row, int digits) {
    return isIssued(digits, prefix(row)) && passesLuhn(row);
  }

  private static int prefix(Row row) {
    int prefix = 0;
    for (int i = 0; i < 4; i++) {
      prefix = 10 * prefix + row.digit(0, i);
    }
    return prefix;
  }

  /** Whether a network issues numbers of this length and prefix; book numbers begin 978 and 979. */
  private static boolean isIssued(int digits, int prefix) {
    return switch (digits) {
      case 13 -> prefix / 1000 == 4;
      case 14 ->
          prefix / 100 == 36 || prefix / 100 == 38 || prefix / 100 == 39 || prefix / 100 == 30;
      case 15 -> prefix / 100 == 34 || prefix / 100 == 37;
      default -> (prefix >= 2000 && prefix < 7000) || prefix / 1000 == 8 || prefix == TROY;
    };
  }

  private static boolean passesLuhn(Row row) {
    int sum = 0;
    boolean doubled = false;
    for (int group = row.size() - 1; group >= 0; group--) {
      for (int i = row.group(group).length() - 1; i >= 0; i--) {
        int digit = row.digit(group, i) * (doubled ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
        doubled = !doubled;
      }
    }
    return sum % 10 == 0;
  }

  private static boolean isPlainGap(String gap) {
    return gap.length() == 1 && Row.isGap(gap.charAt(0));
  }

  private static boolean isPartOfMore(char beside) {
    return Character.isLetterOrDigit(beside) || beside == '_';
  }
}
