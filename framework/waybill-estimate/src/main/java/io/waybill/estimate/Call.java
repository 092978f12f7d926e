package io.waybill.estimate;

import io.waybill.work.ErrorKind;
import java.util.Optional;

/**
 * What one call of a step came to in a draw, its retries included.
 *
 * @param seconds from when it was ready
 * @param first seconds to the first part of what it answers
 * @param in tokens read
 * @param out tokens written; of what is no model, the size of what it gives
 * @param pool whose machine it had; may be empty
 * @param machine seconds of that
 * @param sum what it costs
 */
record Call(
    double seconds,
    double first,
    double in,
    double out,
    String pool,
    double machine,
    Till.Sum sum,
    Optional<ErrorKind> failure) {

  /** It, begun so long after another that was made before it. */
  Call after(Call before, double pause) {
    double since = before.seconds + pause;
    return new Call(
        since + seconds,
        since + first,
        in + before.in,
        out,
        pool.isEmpty() ? before.pool : pool,
        machine + before.machine,
        plus(before.sum, sum),
        failure);
  }

  /** It, which was heard, and another at the same time. */
  Call beside(Call other) {
    return new Call(
        seconds,
        first,
        in + other.in,
        out,
        pool,
        machine + other.machine,
        plus(sum, other.sum),
        failure);
  }

  static Till.Sum plus(Till.Sum one, Till.Sum other) {
    return new Till.Sum(
        one.in() + other.in(),
        one.out() + other.out(),
        one.time() + other.time(),
        one.billed() || other.billed(),
        one.priced() && other.priced());
  }

  /** What had come of it after so many seconds, if it had not ended by then. */
  Call until(double limit) {
    if (limit >= seconds) {
      return this;
    }
    double share = Math.max(0, limit) / seconds;
    var part =
        new Till.Sum(sum.in(), sum.out() * share, sum.time() * share, sum.billed(), sum.priced());
    return new Call(
        limit, Math.min(first, limit), in, out * share, pool, machine * share, part, failure);
  }

  Call failing(ErrorKind kind) {
    return new Call(seconds, seconds, in, out, pool, machine, sum, Optional.of(kind));
  }

  /** Something else was made do with. */
  Call madeGood() {
    return new Call(seconds, first, in, out, pool, machine, sum, Optional.empty());
  }
}
