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
    Run.in(text).forEach(run -> search(run, found));
    return found;
  }

  private static void search(Run run, List<Finding> found) {
    int unread = 0;
    for (int at = 0; at < run.size(); at++) {
      int last = Cards.lastGroup(run, at);
      int date = last < 0 && Dates.beginsAt(run, at) ? at + 2 : -1;
      if (last >= 0) {
        found.add(new Finding(Kind.CARD, run.group(at).from(), run.group(last).to()));
      }
      int known = Math.max(last, date);
      if (known >= 0) {
        phones(run, unread, at - 1, found);
        at = known;
        unread = known + 1;
      }
    }
    phones(run, unread, run.size() - 1, found);
  }

  private static void phones(Run run, int first, int last, List<Finding> found) {
    if (first <= last) {
      found.addAll(Phones.in(run.slice(first, last)));
    }
  }
}
