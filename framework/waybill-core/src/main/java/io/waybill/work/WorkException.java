package io.waybill.work;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that knows its kind and what the attempt had used by then. */
public final class WorkException extends RuntimeException {
  private final ErrorKind kind;
  private final transient Usage usage;
  private final transient List<Score> scores;
  private final transient Duration retryAfter;

  public WorkException(ErrorKind kind, Usage usage, String message) {
    this(kind, usage, message, (Throwable) null);
  }

  /** A failure because something was not good enough: how good it was stays in the books. */
  public WorkException(ErrorKind kind, Usage usage, String message, List<Score> scores) {
    super(message);
    this.kind = kind;
    this.usage = usage;
    this.scores = List.copyOf(scores);
    this.retryAfter = Duration.ZERO;
  }

  public WorkException(ErrorKind kind, Usage usage, String message, @Nullable Throwable cause) {
    this(kind, usage, message, cause, Duration.ZERO);
  }

  /** A failure after which whoever failed asked for a pause of at least so long. */
  public WorkException(
      ErrorKind kind, Usage usage, String message, @Nullable Throwable cause, Duration retryAfter) {
    super(message, cause);
    this.kind = kind;
    this.usage = usage;
    this.scores = List.of();
    this.retryAfter = retryAfter;
  }

  public ErrorKind kind() {
    return kind;
  }

  public Usage usage() {
    return usage;
  }

  public List<Score> scores() {
    return scores;
  }

  /** How long to wait at least before the same is tried again; zero if nobody said. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
