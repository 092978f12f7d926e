package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Role;
import io.waybill.ledger.Waybill;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An attempt that begins; times are nanoseconds since the run began.
 *
 * @param piece the piece of an answer that it was begun on while that was still being given
 */
record Begun(
    String path, int attempt, WorkInfo work, long ready, long began, Role role, String piece) {
  /** Whether it is made because an attempt at the same step had ended, and not beside it. */
  boolean comesAfter(Node before) {
    boolean beside = role == Role.HEDGE && before.attempt == attempt - 1;
    return before.posting != null && !before.dropped() && !beside;
  }

  /** One that was dropped before it was made began when it could have. */
  static Begun of(Posting posting) {
    return on(posting, "");
  }

  private static Begun on(Posting posting, String piece) {
    return new Begun(
        posting.path(),
        posting.attempt(),
        posting.work(),
        posting.ready(),
        Math.max(posting.ready(), posting.began()),
        posting.how().role(),
        piece);
  }

  /** All of a run, in the order of its ledger. */
  static List<Begun> of(Waybill waybill) {
    var lines =
        waybill.lines().stream()
            .collect(Collectors.toMap(Waybill.Line::path, Function.identity(), (one, same) -> one));
    return waybill.ledger().postings().stream()
        .map(posting -> on(posting, piece(posting, lines)))
        .toList();
  }

  /** The piece that a step had to wait for until the very moment that it was ready. */
  private static String piece(Posting posting, Map<String, Waybill.Line> lines) {
    var line = lines.get(posting.scope() + posting.step().split("/", 2)[0]);
    if (line == null || posting.attempt() > 1) {
      return "";
    }
    long ready = line.attempts().stream().mapToLong(Posting::ready).min().orElse(0);
    return line.after().stream()
        .filter(after -> there(after, lines) == ready)
        .findFirst()
        .orElse("");
  }

  private static long there(String after, Map<String, Waybill.Line> lines) {
    int piece = Waybill.Line.piece(after);
    var producer = lines.get(Waybill.Line.line(after));
    return producer == null || piece < 0 || piece >= producer.pieces().size()
        ? -1
        : producer.pieces().get(piece);
  }
}
