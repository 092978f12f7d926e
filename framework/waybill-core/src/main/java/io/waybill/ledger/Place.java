package io.waybill.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a line stands in the tree of a receipt: one crumb for everything around it that has a row
 * of its own, the last one for the line itself. A branch of a route takes the place of its route,
 * so it is no crumb but a word before the name. A race has no line: it stands over its runners.
 */
final class Place {
  /**
   * A step on the way.
   *
   * @param key tells it from all others
   * @param label as it is shown, without its index
   * @param index of the item, turn or inner call; -1 if it is none
   * @param mark what stands before the index
   * @param race the path of the race that it is; empty if it is none
   */
  record Crumb(String key, String label, int index, char mark, String race) {}

  private final boolean folded;
  private final Set<String> races;
  private final List<Crumb> crumbs = new ArrayList<>();
  private final StringBuilder key = new StringBuilder();
  private String before = "";

  private Place(boolean folded, Set<String> races) {
    this.folded = folded;
    this.races = races;
  }

  /**
   * @param folded whether all items, turns and inner calls share a row
   * @param races the paths of all races
   */
  static List<Crumb> of(Posting posting, boolean folded, Set<String> races) {
    var place = new Place(folded, races);
    int from = 0;
    for (var frame : frames(posting.scope())) {
      int mark = firstOf(frame, ":!");
      place.enter(frame, mark, posting.scope().substring(0, from + mark));
      from += frame.length() + 1;
    }
    for (var name : posting.step().split("/", -1)) {
      place.step(name);
    }
    return place.crumbs;
  }

  private static String[] frames(String scope) {
    return scope.isEmpty() ? new String[0] : scope.substring(0, scope.length() - 1).split("/", -1);
  }

  private void enter(String frame, int mark, String path) {
    boolean body = mark < frame.length();
    boolean branch = body && frame.charAt(mark) == ':';
    if (branch && !races.contains(path)) {
      key.append(frame);
    } else {
      crumb(frame.substring(0, mark), races.contains(path) ? path : "");
      key.append(frame.substring(mark));
    }
    if (body) {
      before = frame.substring(branch ? mark + 1 : mark) + "/";
    }
    key.append('/');
  }

  /** An id has none of these, a label may have all of them. */
  private static int firstOf(String frame, String marks) {
    int at = 0;
    while (at < frame.length() && marks.indexOf(frame.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** A branch that is named like its step says nothing more. */
  private void step(String name) {
    if (before.equals(name + "/")) {
      before = "";
    }
    crumb(name, "");
    key.append('/');
  }

  private void crumb(String name, String race) {
    int mark = Math.max(name.indexOf('['), name.indexOf('#'));
    var digits = mark < 0 ? "" : name.substring(mark + 1).replace("]", "");
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Character::isDigit)) {
      key.append(name);
      crumbs.add(new Crumb(key.toString(), before + name, -1, ' ', race));
    } else {
      var bare = name.substring(0, mark);
      key.append(folded ? bare : name);
      crumbs.add(
          new Crumb(
              key.toString(), before + bare, Integer.parseInt(digits), name.charAt(mark), race));
    }
    before = "";
  }
}
