package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How attempts began, as the engine told it while the run went on, from what became of them. */
final class Begun {
  private final Map<String, Waybill.Line> lines = new HashMap<>();

  /** When the pieces of a line were there, by its path. */
  private final Map<String, List<Long>> pieces = new HashMap<>();

  private Begun(Waybill waybill) {
    waybill.lines().forEach(line -> lines.putIfAbsent(line.path(), line));
  }

  /** One that was dropped before it was made began when it could have. */
  static RunEvent.Attempted of(Posting posting) {
    return on(posting, "");
  }

  private static RunEvent.Attempted on(Posting posting, String piece) {
    return new RunEvent.Attempted(
        posting.path(),
        posting.attempt(),
        posting.work(),
        posting.ready(),
        Math.max(posting.ready(), posting.began()),
        posting.how().role(),
        posting.how().since(),
        piece);
  }

  /** All of a run, in the order of its ledger. */
  static List<RunEvent.Attempted> of(Waybill waybill) {
    var begun = new Begun(waybill);
    return waybill.ledger().postings().stream()
        .map(posting -> on(posting, begun.piece(posting)))
        .toList();
  }

  /** The piece that a step had to wait for until the very moment that it was ready. */
  private String piece(Posting posting) {
    var line = lines.get(posting.scope() + posting.step().split("/", 2)[0]);
    if (line == null || posting.attempt() > 1) {
      return "";
    }
    long ready = line.attempts().stream().mapToLong(Posting::ready).min().orElse(0);
    return line.after().stream().filter(after -> there(after) == ready).findFirst().orElse("");
  }

  private long there(String after) {
    int piece = Waybill.Line.piece(after);
    var producer = lines.get(Waybill.Line.line(after));
    if (piece < 0 || producer == null) {
      return -1;
    }
    var there = pieces.computeIfAbsent(producer.path(), path -> producer.pieces());
    return piece < there.size() ? there.get(piece) : -1;
  }
}
