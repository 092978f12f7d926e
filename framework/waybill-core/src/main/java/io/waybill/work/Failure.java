package io.waybill.work;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, and where; a rescue is given one.
 *
 * @param path the step's place in the run; empty for the run as a whole
 * @param message what was said, without the path
 * @param cause what was thrown; null if it was read back from a record
 */
public record Failure(String path, ErrorKind kind, String message, @Nullable Throwable cause) {
  public static Failure at(String path, Throwable cause) {
    var said = cause.getMessage();
    return new Failure(
        path, ErrorKind.of(cause), said == null ? cause.getClass().getSimpleName() : said, cause);
  }

  /** {@code step 'check' failed (INVALID): …}. */
  @Override
  public String toString() {
    return path.isEmpty()
        ? "%s: %s".formatted(kind, message)
        : "step '%s' failed (%s): %s".formatted(path, kind, message);
  }
}
