package io.waybill.mcp;

import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Effects;
import java.time.Duration;

/**
 * Why something with a server went wrong, in words without secrets, as long as nobody has asked
 * what that means for the call.
 */
final class Fault extends RuntimeException {
  private final ErrorKind kind;
  private final boolean sent;
  private final transient Duration pause;

  private Fault(ErrorKind kind, boolean sent, String message, Duration pause) {
    super(message, null, false, false);
    this.kind = kind;
    this.sent = sent;
    this.pause = pause;
  }

  /** The server cannot have begun to do what it was asked, or has said that it did not. */
  static Fault before(ErrorKind kind, String message) {
    return new Fault(kind, false, message, Duration.ZERO);
  }

  /** The request had left. */
  static Fault after(ErrorKind kind, String message) {
    return new Fault(kind, true, message, Duration.ZERO);
  }

  /** The same, and the server asked for a pause of at least so long. */
  Fault pausing(Duration pause) {
    return new Fault(kind, sent, words(), pause);
  }

  ErrorKind kind() {
    return kind;
  }

  String words() {
    return String.valueOf(getMessage());
  }

  /**
   * What a call says that has such effects: whether a payment was made nobody knows.
   *
   * @param usage what a call uses that has left
   */
  WorkException of(Effects effects, Usage usage) {
    var used = sent ? usage : Usage.NONE;
    boolean unknown = sent && kind.retryable() && effects == Effects.CONSEQUENTIAL;
    return unknown
        ? new WorkException(
            ErrorKind.AMBIGUOUS, used, words() + "; it may have done what it was asked")
        : new WorkException(kind, used, words(), null, pause);
  }
}
