package io.waybill.ledger;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** Which lines of a run its value came about by. */
final class Provenance {
  private Provenance() {}

  /**
   * A run ends with the answer that its value waited for, so the last one that was used gave it.
   */
  static List<Waybill.Line> of(Waybill waybill) {
    var lines = new HashMap<String, Waybill.Line>();
    waybill.lines().forEach(line -> lines.put(line.path(), line));
    var open = new ArrayDeque<String>();
    for (var posting : waybill.ledger().postings()) {
      if (posting.fate() == Posting.Fate.USED && !posting.inner()) {
        open.clear();
        open.add(posting.path());
      }
    }
    var behind = new HashSet<String>(open);
    while (!open.isEmpty()) {
      var line = lines.get(open.remove());
      if (line != null) {
        line.before().stream().filter(behind::add).forEach(open::add);
      }
    }
    return waybill.lines().stream().filter(line -> behind.contains(line.path())).toList();
  }
}
