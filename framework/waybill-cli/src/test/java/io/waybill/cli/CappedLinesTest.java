package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CappedLinesTest {
  @Test
  void linesEndWithEitherMarkAndTheLastNeedsNone() throws IOException {
    var lines = over("\uFEFFone\r\ntwo\n\nfour");
    assertEquals(new CappedLines.Line(1, "one", ""), lines.next());
    assertEquals(new CappedLines.Line(2, "two", ""), lines.next());
    assertEquals(new CappedLines.Line(3, "", ""), lines.next());
    assertEquals(new CappedLines.Line(4, "four", ""), lines.next());
    assertNull(lines.next());
  }

  @Test
  void aLineOf300MegabytesIsPassedOverInTheMemoryOfASmallOne() throws IOException {
    long before = used();
    var lines = new CappedLines(new Repeated(300L << 20));
    var long1 = lines.next();
    assertNotNull(long1);
    assertEquals("the line is 314,572,800 bytes long; at most 1,048,576 are read", long1.problem());
    assertEquals("", long1.text());
    assertEquals(new CappedLines.Line(2, "x", ""), lines.next());
    long grown = used() - before;
    assertTrue(grown < 64 << 20, () -> "memory grew by " + grown);
  }

  @Test
  void aLineOfExactlyTheCapIsReadAndOneByteMoreIsNot() throws IOException {
    var lines = over("a".repeat(CappedLines.CAP) + "\n" + "b".repeat(CappedLines.CAP + 1) + "\nc");
    assertEquals(CappedLines.CAP, text(lines).length());
    var tooLong = lines.next();
    assertNotNull(tooLong);
    assertTrue(tooLong.problem().startsWith("the line is 1,048,577 bytes long"));
    assertEquals("c", text(lines));
  }

  @Test
  void whatIsNotUtf8IsAProblemOfItsLineOnly() throws IOException {
    var lines = new CappedLines(new ByteArrayInputStream(new byte[] {(byte) 0xC3, '(', '\n', 'y'}));
    assertEquals(new CappedLines.Line(1, "", "the line is not UTF-8"), lines.next());
    assertEquals("y", text(lines));
  }

  private static String text(CappedLines lines) throws IOException {
    var line = lines.next();
    assertNotNull(line);
    assertEquals("", line.problem());
    return line.text();
  }

  private static CappedLines over(String text) {
    return new CappedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** So many bytes without a line's end, then a short line; made as they are read. */
  static final class Repeated extends InputStream {
    private final long size;
    private long at;

    Repeated(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      at++;
      return at <= size ? 'x' : at == size + 1 ? '\n' : at == size + 2 ? 'x' : -1;
    }
  }
}
