package io.waybill.testkit;

import io.waybill.work.CallContext;

/**
 * One call, as the work that was called heard it.
 *
 * @param path the step's place in the run: {@code intent:billing/answer}
 * @param attempt 1 for the first
 */
public record Asked<I>(String path, int attempt, I input) {
  static <I> Asked<I> by(CallContext call, I input) {
    return new Asked<>(call.path(), call.attempt(), input);
  }
}
