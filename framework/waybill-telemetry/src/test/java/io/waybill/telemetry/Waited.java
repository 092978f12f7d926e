package io.waybill.telemetry;

import io.waybill.ledger.Waybill;
import java.util.HashMap;
import java.util.Map;

/** What lines waited for, and when that was there, in nanoseconds since the run began. */
public final class Waited {
  private final Map<String, Long> there = new HashMap<>();

  private Waited() {}

  /** Whole lines, and pieces of them as lines name what they waited for. */
  public static Waited of(Waybill waybill) {
    var waited = new Waited();
    for (var line : waybill.lines()) {
      var last = line.attempts().get(line.attempts().size() - 1);
      waited.there.put(line.path(), last.ended());
      for (int piece = 0; piece < line.pieces().size(); piece++) {
        waited.there.put(Waybill.Line.piece(line.path(), piece), line.pieces().get(piece));
      }
    }
    return waited;
  }

  /** Whether a line was ready when the last thing that it waited for was there. */
  public boolean noLonger(Waybill.Line line) {
    return line.after().stream().mapToLong(there::get).max().orElse(0)
        == line.attempts().get(0).ready();
  }

  /** Whether it went on from a piece of an answer that was still being given. */
  public static boolean overlaps(Waybill waybill) {
    return waybill.lines().stream().anyMatch(line -> !line.before().equals(line.after()));
  }
}
