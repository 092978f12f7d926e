package io.waybill.cli;

import io.waybill.reports.Figures;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, one at a time. A line longer than the cap is passed over without being
 * kept, so that no input can fill the memory.
 */
final class CappedLines implements Closeable {
  /** The longest line that is read, in bytes. */
  static final int CAP = 1 << 20;

  /**
   * One line.
   *
   * @param number from 1
   * @param text without its end; empty if there is a problem
   * @param problem why it cannot be read; empty if it can
   */
  record Line(long number, String text, String problem) {}

  private final InputStream stream;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long number;
  private long length;

  CappedLines(InputStream stream) {
    this.stream = stream;
  }

  /** The next line; null after the last one. */
  @Nullable Line next() throws IOException {
    if (!fill()) {
      return null;
    }
    kept.reset();
    length = 0;
    while (fill()) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      keep(from);
      if (at < end) {
        at++;
        break;
      }
    }
    number++;
    return line();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private boolean fill() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, stream.read(buffer));
    }
    return at < end;
  }

  private void keep(int from) {
    length += at - from;
    if (length <= CAP) {
      kept.write(buffer, from, at - from);
    }
  }

  private Line line() {
    if (length > CAP) {
      var problem =
          "the line is %s bytes long; at most %s are read"
              .formatted(Figures.count(length), Figures.count(CAP));
      return new Line(number, "", problem);
    }
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(kept.toByteArray()))
              .toString();
      return new Line(number, trimmed(text), "");
    } catch (CharacterCodingException e) {
      return new Line(number, "", "the line is not UTF-8");
    }
  }

  private String trimmed(String text) {
    var start = number == 1 && text.startsWith("\uFEFF") ? 1 : 0;
    return text.substring(start, text.endsWith("\r") ? text.length() - 1 : text.length());
  }
}
