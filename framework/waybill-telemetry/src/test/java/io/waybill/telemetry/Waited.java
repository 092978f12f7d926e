package io.waybill.telemetry;

import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /**
   * Whether every line was ready when the last line that it waited for had ended, by the record.
   * Two kinds of step are stamped otherwise by the engine: one that captures a value which came to
   * be after its body was due and before its turn came, and an item that one end made due and
   * another stamped before its turn came.
   */
  public static boolean saysWhenItWasReady(Waybill waybill) {
    var waited = of(waybill);
    return waybill.lines().stream().filter(line -> !line.inner()).allMatch(waited::noLonger);
  }

  /** Whether a step waited for another that ended outside of a body that had begun by then. */
  public static boolean forWhatEndedBesideItsBody(Waybill waybill) {
    var waited = of(waybill);
    var begun = new HashMap<String, Long>();
    for (var line : waybill.lines()) {
      for (var body : bodies(line)) {
        begun.merge(body, line.attempts().get(0).ready(), Math::min);
      }
    }
    return waybill.lines().stream()
        .anyMatch(
            line ->
                bodies(line).stream()
                    .anyMatch(
                        body ->
                            line.before().stream()
                                .filter(before -> !before.startsWith(body))
                                .anyMatch(
                                    before ->
                                        waited.there.getOrDefault(before, 0L) > begun.get(body))));
  }

  /** The paths of what it is in, with their slashes. */
  private static List<String> bodies(Waybill.Line line) {
    var bodies = new ArrayList<String>();
    var scope = line.attempts().get(0).scope();
    for (int slash = scope.indexOf('/'); slash >= 0; slash = scope.indexOf('/', slash + 1)) {
      bodies.add(scope.substring(0, slash + 1));
    }
    return bodies;
  }
}
