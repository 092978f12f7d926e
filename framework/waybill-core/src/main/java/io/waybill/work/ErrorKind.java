package io.waybill.work;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Why a call failed; a closed set, because what to do next depends on it. */
public enum ErrorKind {
  /** The network or the provider had a bad moment. */
  TRANSIENT(true, true, true),
  /** Too many calls in too short a time. */
  RATE_LIMITED(true, false, false),
  /** No answer in time, or none any more. */
  STALLED(true, true, true),
  /** The request, or the answer, is not what it should be. */
  INVALID(false, false, false),
  /** The model or its filter would not. */
  REFUSED(false, true, false),
  /** No key, a wrong one, or not allowed. */
  AUTH(false, false, false),
  /** It does not fit what may be spent. */
  BUDGET(false, false, false),
  /** It does not fit the time that was given. */
  DEADLINE(false, true, false),
  /** Somebody cancelled it. */
  CANCELLED(false, true, false),
  /** It may or may not have happened. */
  AMBIGUOUS(false, true, false),
  /** A resumed run no longer does what was recorded. */
  DIVERGED(false, false, false),
  /** The journal would not take it. */
  STORE(false, false, false),
  /** Code of the user's threw. */
  USER_CODE(false, true, false);

  private final boolean retryable;
  private final boolean billable;
  private final boolean unhealthy;

  ErrorKind(boolean retryable, boolean billable, boolean unhealthy) {
    this.retryable = retryable;
    this.billable = billable;
    this.unhealthy = unhealthy;
  }

  /** Whether the same call may go well later. */
  public boolean retryable() {
    return retryable;
  }

  /** Whether a call that failed so may have cost something though it reported nothing. */
  public boolean billable() {
    return billable;
  }

  /** Whether it says that whoever was asked is not well: what a circuit breaker counts. */
  public boolean unhealthy() {
    return unhealthy;
  }

  /**
   * What an HTTP status other than 2xx stands for. 409 and 425 are another's bad moment, as
   * OpenAI's own clients take them; 529 is Anthropic's word for too much to do.
   */
  public static ErrorKind ofStatus(int status) {
    return switch (status) {
      case 401, 402, 403, 407 -> AUTH;
      case 408, 504 -> STALLED;
      case 409, 425 -> TRANSIENT;
      case 429 -> RATE_LIMITED;
      case 501, 505 -> INVALID;
      default -> status >= 500 ? TRANSIENT : INVALID;
    };
  }

  public static ErrorKind of(Throwable error) {
    if (error instanceof WorkException known) {
      return known.kind();
    }
    if (error instanceof TimeoutException) {
      return STALLED;
    }
    return error instanceof IOException ? TRANSIENT : USER_CODE;
  }
}
