package io.waybill.estimate;

import java.util.ArrayList;
import java.util.List;

/** The calls of one draw, and what each waited for. */
final class Walked {
  /** What waited for nothing. */
  static final int START = -1;

  /**
   * One call.
   *
   * @param stop the number of its step
   * @param begun seconds since the run began
   * @param cause the call that it waited for last
   */
  record Made(int stop, double begun, int cause, Call call) {
    double ended() {
      return begun + call.seconds();
    }
  }

  private final List<Made> calls = new ArrayList<>();
  private double seconds;
  private int last = START;
  private boolean failed;

  int count() {
    return calls.size();
  }

  List<Made> calls() {
    return calls;
  }

  double seconds() {
    return seconds;
  }

  boolean failed() {
    return failed;
  }

  int add(int stop, Moment begin, Call call) {
    calls.add(new Made(stop, begin.at(), begin.cause(), call));
    return calls.size() - 1;
  }

  void end(double at, int cause, boolean in) {
    seconds = at;
    last = cause;
    failed = in;
  }

  /** What nobody waits for any more is cut off then; what had not begun is never made. */
  void cut(int from, int to, double at) {
    for (int i = from; i < to; i++) {
      var made = calls.get(i);
      if (made.ended() > at) {
        var part = made.call().until(Math.max(0, at - made.begun));
        calls.set(i, new Made(made.begun < at ? made.stop : -1, made.begun, made.cause, part));
      }
    }
  }

  /** Adds the seconds of each step on the critical path. */
  void critical(double[] byStop) {
    double until = seconds;
    for (int at = last; at != START; at = calls.get(at).cause) {
      var made = calls.get(at);
      if (made.stop >= 0) {
        byStop[made.stop] += Math.max(0, Math.min(until, made.ended()) - made.begun);
      }
      until = Math.min(until, made.begun);
    }
  }
}
