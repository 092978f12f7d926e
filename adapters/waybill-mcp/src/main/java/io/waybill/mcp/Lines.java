package io.waybill.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a stream. Of a line longer than the cap its beginning is kept and the rest read
 * over.
 */
final class Lines {
  /** A line of which so much has been read over has no end. */
  private static final long LONGEST = 256L * 1024 * 1024;

  /**
   * @param whole false if only its beginning is here
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  record Line(byte[] bytes, boolean whole) {}

  private final InputStream in;
  private final int most;
  private final byte[] buffer = new byte[8192];
  private int from;
  private int to;

  Lines(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /** The next one; empty at the end. Waits. */
  Optional<Line> next() throws IOException {
    var line = new ByteArrayOutputStream();
    long length = 0;
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, Math.min(end - from, most - line.size()));
      length += end - from;
      boolean ended = end < to;
      from = ended ? end + 1 : end;
      if (ended) {
        return Optional.of(new Line(line.toByteArray(), length <= most));
      }
      if (length > LONGEST) {
        throw new IOException("it sent a line without an end");
      }
    }
    return length == 0
        ? Optional.empty()
        : Optional.of(new Line(line.toByteArray(), length <= most));
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }
}
