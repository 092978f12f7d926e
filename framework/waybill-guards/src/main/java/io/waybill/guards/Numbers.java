package io.waybill.guards;

import io.waybill.guards.PrivateData.Finding;
import io.waybill.guards.PrivateData.Kind;
import java.util.ArrayList;
import java.util.List;

/** Private numbers: cards first, because they prove themselves, and phones in what is left. */
final class Numbers {
  private Numbers() {}

  static List<Finding> in(CharSequence text) {
    var found = new ArrayList<Finding>();
    Row.in(text).forEach(row -> search(row, found));
    return found;
  }

  private static void search(Row row, List<Finding> found) {
    int unread = 0;
    for (int at = 0; at < row.size(); at++) {
      int last = Cards.lastGroup(row, at);
      int date = last < 0 && Dates.beginsAt(row, at) ? at + 2 : -1;
      if (last >= 0) {
        found.add(new Finding(Kind.CARD, row.group(at).from(), row.group(last).to()));
      }
      int known = Math.max(last, date);
      if (known >= 0) {
        phones(row, unread, at - 1, found);
        at = known;
        unread = known + 1;
      }
    }
    phones(row, unread, row.size() - 1, found);
  }

  private static void phones(Row row, int first, int last, List<Finding> found) {
    if (first <= last) {
      found.addAll(Phones.in(row.slice(first, last)));
    }
  }
}
