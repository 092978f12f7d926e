package io.waybill.ledger;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Which lines of a run its value came about by. */
final class Provenance {
  private Provenance() {}

  /**
   * A run ends with the answer that its value waited for, so the last one that was used gave it. A
   * race waits for runners whose values it has no use for.
   */
  static List<Waybill.Line> of(Waybill waybill) {
    var lines = new HashMap<String, Waybill.Line>();
    waybill.lines().forEach(line -> lines.put(line.path(), line));
    var races = new HashMap<String, String>();
    waybill.groups().stream()
        .filter(group -> group.shape() == Shape.RACE && !group.name().isEmpty())
        .forEach(group -> races.put(group.path(), group.name()));
    var open = new ArrayDeque<String>();
    for (var posting : waybill.ledger().postings()) {
      if (posting.fate() == Posting.Fate.USED && !posting.inner() && !lost(posting.path(), races)) {
        open.clear();
        open.add(posting.path());
      }
    }
    var behind = new HashSet<String>(open);
    while (!open.isEmpty()) {
      var line = lines.get(open.remove());
      if (line != null) {
        line.before().stream()
            .filter(path -> !lost(path, races))
            .filter(behind::add)
            .forEach(open::add);
      }
    }
    return waybill.lines().stream().filter(line -> behind.contains(line.path())).toList();
  }

  /** Whether a line is in a runner of a race that another won. */
  private static boolean lost(String path, Map<String, String> races) {
    for (int colon = path.indexOf(':'); colon >= 0; colon = path.indexOf(':', colon + 1)) {
      var winner = races.get(path.substring(0, colon));
      if (winner != null && !path.startsWith(winner + "/", colon + 1)) {
        return true;
      }
    }
    return false;
  }
}
