package io.waybill.mcp;

import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Effects;

/**
 * Why something with a server went wrong, in words without secrets, as long as nobody has asked
 * what that means for the call.
 */
final class Fault extends RuntimeException {
  private final ErrorKind kind;
  private final boolean sent;

  private Fault(ErrorKind kind, boolean sent, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.sent = sent;
  }

  /** The server cannot have begun to do what it was asked, or has said that it did not. */
  static Fault before(ErrorKind kind, String message) {
    return new Fault(kind, false, message);
  }

  /** The request had left. */
  static Fault after(ErrorKind kind, String message) {
    return new Fault(kind, true, message);
  }

  ErrorKind kind() {
    return kind;
  }

  String words() {
    return String.valueOf(getMessage());
  }

  /** What a call of such effects says: whether a payment was made nobody knows. */
  WorkException of(Effects effects) {
    boolean unknown = sent && kind.retryable() && effects == Effects.CONSEQUENTIAL;
    return unknown
        ? new WorkException(
            ErrorKind.AMBIGUOUS, Usage.NONE, words() + "; it may have done what it was asked")
        : new WorkException(kind, Usage.NONE, words());
  }
}
