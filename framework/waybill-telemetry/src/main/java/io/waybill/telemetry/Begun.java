package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How attempts began, as the engine told it while the run went on, from what became of them. */
final class Begun {
  private Begun() {}

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
    var lines =
        waybill.lines().stream()
            .collect(Collectors.toMap(Waybill.Line::path, Function.identity(), (one, same) -> one));
    var pieces = new HashMap<String, List<Long>>();
    waybill.lines().forEach(line -> pieces.put(line.path(), line.pieces()));
    return waybill.ledger().postings().stream()
        .map(posting -> on(posting, piece(posting, lines, pieces)))
        .toList();
  }

  /** The piece that a step had to wait for until the very moment that it was ready. */
  private static String piece(
      Posting posting, Map<String, Waybill.Line> lines, Map<String, List<Long>> pieces) {
    var line = lines.get(posting.scope() + posting.step().split("/", 2)[0]);
    if (line == null || posting.attempt() > 1) {
      return "";
    }
    long ready = line.attempts().stream().mapToLong(Posting::ready).min().orElse(0);
    return line.after().stream()
        .filter(after -> there(after, pieces) == ready)
        .findFirst()
        .orElse("");
  }

  private static long there(String after, Map<String, List<Long>> pieces) {
    int piece = Waybill.Line.piece(after);
    var handed = pieces.getOrDefault(Waybill.Line.line(after), List.of());
    return piece < 0 || piece >= handed.size() ? -1 : handed.get(piece);
  }
}
