package io.waybill.estimate;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step did once in a run that was recorded.
 *
 * @param display who did it first
 * @param seconds from when it was ready to when it had ended
 * @param first seconds to the first part of what it answered; all of them if it did not stream
 * @param uses its attempts, and the calls inside them
 * @param label what it chose, if it is a router
 * @param failure how it failed, if it did in the end
 * @param dropped whether it was cut off since nobody waited for it any more
 */
record Visit(
    String display,
    double seconds,
    double first,
    List<Use> uses,
    Optional<String> label,
    Optional<ErrorKind> failure,
    boolean dropped) {
  Visit {
    uses = List.copyOf(uses);
  }

  /**
   * @param inner the calls inside its calls
   */
  static Visit of(Waybill.Line line, List<Posting> inner) {
    var attempts = line.attempts();
    var last = attempts.get(attempts.size() - 1);
    long ready = attempts.stream().mapToLong(Posting::ready).min().orElse(0);
    long ended = attempts.stream().mapToLong(Posting::ended).max().orElse(ready);
    var uses = new ArrayList<Use>();
    attempts.forEach(attempt -> uses.add(Use.of(attempt)));
    inner.forEach(attempt -> uses.add(Use.of(attempt)));
    boolean failed = last.fate() == Posting.Fate.FAILED && line.kind().isEmpty();
    return new Visit(
        attempts.get(0).work().display(),
        (ended - ready) / 1e9,
        (first(line, ended) - ready) / 1e9,
        uses,
        line.decision().map(Choice::label),
        failed ? Optional.of(last.how().error().orElse(ErrorKind.TRANSIENT)) : Optional.empty(),
        last.fate().dropped());
  }

  private static long first(Waybill.Line line, long ended) {
    return line.attempts().stream()
        .filter(attempt -> attempt.fate() == Posting.Fate.USED)
        .mapToLong(
            attempt ->
                attempt.marks().pieces().isEmpty()
                    ? attempt.marks().first()
                    : attempt.marks().pieces().get(0))
        .filter(moment -> moment >= 0)
        .findFirst()
        .orElse(ended);
  }

  /** Tokens that whoever did it first read, in the answer that counted. */
  double tokensIn() {
    return counted().map(use -> (double) use.posting().usage().input()).orElse(0.0);
  }

  /** Tokens that it wrote. */
  double tokensOut() {
    return counted().map(use -> (double) use.posting().usage().output()).orElse(0.0);
  }

  private Optional<Use> counted() {
    return uses.stream()
        .filter(use -> use.by(display))
        .reduce((one, later) -> later.posting().fate() == Posting.Fate.USED ? later : one);
  }
}
