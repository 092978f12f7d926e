package io.waybill.http;

import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.ResponseBody;

/**
 * An answer as it arrives: every wait is timed, and there is an end to how large it and its lines
 * may be. Closing it before its end hangs up, and reading on then finds an end, not an error.
 */
final class AnswerStream extends InputStream {
  private final Exchange exchange;
  private final InputStream body;
  private final long longest;
  private final long longestLine;
  private long read;
  private long line;
  private boolean whole;
  private volatile boolean closed;

  private AnswerStream(Exchange exchange, InputStream body, long longestLine) {
    this.exchange = exchange;
    this.body = body;
    this.longest = exchange.limits().answer();
    this.longestLine = longestLine;
  }

  /**
   * @throws IOException if it says of itself that it is too large
   */
  static AnswerStream of(Exchange exchange, ResponseBody body, long longestLine)
      throws IOException {
    var stream = new AnswerStream(exchange, body.byteStream(), longestLine);
    if (body.contentLength() > stream.longest) {
      throw stream.tooLarge(body.contentLength() + " bytes");
    }
    return stream;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (closed || length == 0) {
      return closed ? -1 : 0;
    }
    if (exchange.over()) {
      throw new IOException("the exchange is over");
    }
    exchange.waits();
    try {
      int count = body.read(buffer, offset, length);
      exchange.arrived();
      whole = count < 0;
      measure(buffer, offset, count);
      return count;
    } catch (IOException e) {
      if (closed) {
        return -1;
      }
      exchange.failure(e); // now: whoever reads may close before he complains
      throw e;
    }
  }

  private void measure(byte[] buffer, int offset, int count) throws IOException {
    read += Math.max(count, 0);
    if (read > longest) {
      throw tooLarge("more");
    }
    for (int i = offset; i < offset + count && longestLine < Long.MAX_VALUE; i++) {
      line = buffer[i] == '\n' || buffer[i] == '\r' ? 0 : line + 1;
      if (line > longestLine) {
        throw new Fault(
            ErrorKind.INVALID,
            "%s: a line of the stream has more than the %s that are taken"
                .formatted(exchange.failures().what(), Limits.shown(longestLine)));
      }
    }
  }

  private Fault tooLarge(String size) {
    return new Fault(
        ErrorKind.INVALID,
        "%s: the answer has %s where %s are taken (Http.builder().maxAnswer(..) sets it)"
            .formatted(exchange.failures().what(), size, Limits.shown(longest)));
  }

  @Override
  public int available() throws IOException {
    return closed || exchange.over() ? 0 : body.available();
  }

  /** From any thread. The body itself is closed by the thread that reads it. */
  @Override
  public void close() {
    closed = true;
    if (!whole) {
      exchange.hangUp();
    }
  }
}
