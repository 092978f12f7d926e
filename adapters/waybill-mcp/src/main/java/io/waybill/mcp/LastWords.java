package io.waybill.mcp;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of an error stream, for whoever asks why a program ended. */
final class LastWords {
  private static final int MOST = 3;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  /** {@code : its last words were '…'}; empty if it said nothing. */
  @Override
  public synchronized String toString() {
    return lines.isEmpty() ? "" : "; its last words: " + String.join(" | ", lines);
  }
}
