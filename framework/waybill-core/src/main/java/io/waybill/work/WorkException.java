package io.waybill.work;

import org.jspecify.annotations.Nullable;

/** A failure that knows its kind and what the attempt had used by then. */
public final class WorkException extends RuntimeException {
  private final ErrorKind kind;
  private final transient Usage usage;

  public WorkException(ErrorKind kind, Usage usage, String message) {
    this(kind, usage, message, null);
  }

  public WorkException(ErrorKind kind, Usage usage, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.usage = usage;
  }

  public ErrorKind kind() {
    return kind;
  }

  public Usage usage() {
    return usage;
  }
}
