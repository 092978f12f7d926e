package io.waybill.ledger;

/**
 * The five parts of an attempt's time, in nanoseconds; together they are all of it.
 *
 * @param queue until it was admitted
 * @param setup until the request had left
 * @param ttft until the first part of the answer was here; 0 if it was not streamed
 * @param generation until the last part of the answer was here
 * @param tail until the answer was taken in
 * @param streamed whether anyone saw a first part; without one, how the time from sending to the
 *     last part divides is unknown, and all of it stands as generation
 */
public record Parts(
    long queue, long setup, long ttft, long generation, long tail, boolean streamed) {

  /** A moment the work did not name is the nearest known one; one that runs backwards is moved. */
  static Parts of(Posting posting) {
    var marks = posting.marks();
    long ended = Math.max(posting.ready(), posting.ended());
    long admitted = within(posting.ready(), posting.admitted(), ended);
    long sent = marks.sent() < 0 ? admitted : within(admitted, marks.sent(), ended);
    long first = marks.first() < 0 ? sent : within(sent, marks.first(), ended);
    long last = marks.last() < 0 ? ended : within(first, marks.last(), ended);
    return new Parts(
        admitted - posting.ready(),
        sent - admitted,
        first - sent,
        last - first,
        ended - last,
        marks.first() >= 0);
  }

  private static long within(long from, long moment, long to) {
    return Math.min(Math.max(from, moment), to);
  }

  /** All but the queue, in nanoseconds. */
  public long service() {
    return setup + ttft + generation + tail;
  }
}
