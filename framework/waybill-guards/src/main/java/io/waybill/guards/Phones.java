package io.waybill.guards;

import io.waybill.guards.PrivateData.Finding;
import io.waybill.guards.PrivateData.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Phone numbers: international ones by their plus or double zero, national ones by their zero or by
 * groupings that phone numbers alone have, and any number that the words before it call a phone.
 */
final class Phones {
  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;
  private static final int STRAY = 4;

  /** Groupings without a leading zero: North America, Spain, Portugal, Poland, Norway. */
  private static final Set<String> GROUPINGS =
      Set.of("3-3-4", "1-3-3-4", "3-3-3", "3-2-2-2", "3-2-3");

  private Phones() {}

  static List<Finding> in(Row row) {
    var found = new ArrayList<Finding>();
    if (isPartOfMore(row) || Around.isAmount(row)) {
      return found;
    }
    var said = Around.wordsBefore(row);
    for (int at = 0; at < row.size(); at++) {
      int last = lastGroup(row, at, said);
      if (last >= 0) {
        int from = at == 0 ? withSign(row) : row.group(at).from();
        found.add(new Finding(Kind.PHONE, from, row.group(last).to()));
        at = last;
      }
    }
    return found;
  }

  /** The last group of the phone number that begins with this one; −1 if none does. */
  private static int lastGroup(Row row, int first, Around.Said said) {
    if (said == Around.Said.BOOK) {
      return -1;
    }
    if (first == 0 && hasPlus(row)) {
      return row.digit(0, 0) == 0 ? -1 : longest(row, 0, 8, LONGEST);
    }
    int last = withZeros(row, first, said);
    return last < 0 && first == 0 && isWhole(row, said) ? row.size() - 1 : last;
  }

  /** Behind "order" or "tracking" it must be written in groups and fill the row. */
  private static int withZeros(Row row, int first, Around.Said said) {
    int last =
        switch (zeros(row, first)) {
          case 2 -> longest(row, first, 10, LONGEST + 2);
          case 1 -> longest(row, first, 9, 12);
          default -> -1;
        };
    boolean likely = last > first && last == row.size() - 1;
    return said == Around.Said.OTHER && !likely ? -1 : last;
  }

  /** Whether all of the row is one number without a zero before it. */
  private static boolean isWhole(Row row, Around.Said said) {
    return switch (said) {
      case PHONE -> row.digits() >= SHORTEST && row.digits() <= LONGEST;
      case NOTHING -> isGroupedLikeAPhone(row);
      case OTHER, BOOK -> false;
    };
  }

  /**
   * With as many digits as allowed, if what is left over begins another number or is a stray one.
   */
  private static int longest(Row row, int first, int least, int most) {
    int found = -1;
    int digits = 0;
    for (int last = first; last < row.size(); last++) {
      digits += row.group(last).length();
      if (digits > most) {
        return found;
      }
      if (digits >= least && endsAfter(row, last)) {
        found = last;
      }
    }
    return found;
  }

  private static boolean endsAfter(Row row, int last) {
    if (last == row.size() - 1 || zeros(row, last + 1) > 0) {
      return true;
    }
    int left = 0;
    for (int group = last + 1; group < row.size() && left <= STRAY; group++) {
      left += row.group(group).length();
    }
    return left <= STRAY;
  }

  /** 2 for 0044…, 1 for 020…, 0 for anything else, a lone zero included. */
  private static int zeros(Row row, int group) {
    int length = row.group(group).length();
    if (length < 2 || row.digit(group, 0) != 0) {
      return 0;
    }
    if (row.digit(group, 1) != 0) {
      return 1;
    }
    boolean countryFollows =
        length > 2
            ? row.digit(group, 2) != 0
            : group + 1 < row.size() && row.digit(group + 1, 0) != 0;
    return countryFollows ? 2 : 0;
  }

  private static boolean isGroupedLikeAPhone(Row row) {
    if (row.size() > 4) {
      return false;
    }
    var shape =
        row.groups().stream()
            .map(group -> String.valueOf(group.length()))
            .collect(Collectors.joining("-"));
    int area = shape.startsWith("1-") ? 1 : 0;
    return GROUPINGS.contains(shape)
        && (area == 0 || row.digit(0, 0) == 1)
        && row.digit(area, 0) >= (shape.endsWith("4") ? 2 : 5);
  }

  private static boolean hasPlus(Row row) {
    return row.before(1) == '+' || (row.before(1) == '(' && row.before(2) == '+');
  }

  /** Where the number begins, its plus and a bracket that it closes included. */
  private static int withSign(Row row) {
    int from = row.from();
    boolean closed = row.size() > 1 && row.gapAfter(0).indexOf(')') >= 0;
    while (from > 0 && isSign(row.text().charAt(from - 1), closed) && row.from() - from < 2) {
      from--;
    }
    return from;
  }

  private static boolean isSign(char c, boolean closed) {
    return c == '+' || (c == '(' && closed);
  }

  /** Whether it hangs on a word or another number: BK-20331, 1,234, 13:00, a path. */
  private static boolean isPartOfMore(Row row) {
    char before = row.before(1);
    char after = row.after(1);
    return Character.isLetterOrDigit(before)
        || "_#=@\\".indexOf(before) >= 0
        || ("-/\u2010\u2011".indexOf(before) >= 0 && !Character.isWhitespace(row.before(2)))
        || (",:'".indexOf(before) >= 0 && Character.isDigit(row.before(2)))
        || Character.isLetterOrDigit(after)
        || after == '_'
        || after == '@'
        || (",:".indexOf(after) >= 0 && Character.isDigit(row.after(2)));
  }
}
