package io.waybill.local;

/** A stretch of a text: from the first character to the one after the last. */
record Span(int from, int to) {
  String of(String text) {
    return text.substring(from, to);
  }

  Span plus(int offset) {
    return new Span(from + offset, to + offset);
  }

  /** Without the blanks at its ends; it may come out empty. */
  static Span trimmed(String text, int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Span(begin, end);
  }

  boolean isEmpty() {
    return from == to;
  }
}
