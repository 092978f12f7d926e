package io.waybill.yaml;

/** A character of a scalar, for messages that point into a text. */
record Spot(Node.Scalar scalar, int offset) {
  private static final String HOLE = "${{";

  /**
   * Its place: exact where the hole it stands in is written as it reads, else the hole's, else the
   * scalar's.
   */
  At at() {
    var text = scalar.text();
    int hole = text.lastIndexOf(HOLE, offset);
    var span = scalar.source();
    int from = span.source().index(span.from());
    int to = span.source().index(span.to());
    int found = hole < 0 ? -1 : hole(span.source().text(), from, to, holesBefore(hole));
    if (found < 0) {
      return scalar.at();
    }
    boolean asWritten =
        span.source()
            .text()
            .regionMatches(found, text, hole, Math.min(offset + 1, text.length()) - hole);
    return span.source().at(asWritten ? found + offset - hole : found);
  }

  private int holesBefore(int hole) {
    int count = 0;
    for (int at = scalar.text().indexOf(HOLE);
        at < hole;
        at = scalar.text().indexOf(HOLE, at + 1)) {
      count++;
    }
    return count;
  }

  private static int hole(String raw, int from, int to, int skip) {
    int at = raw.indexOf(HOLE, from);
    for (int i = 0; i < skip && at >= 0; i++) {
      at = raw.indexOf(HOLE, at + 1);
    }
    return at < to ? at : -1;
  }
}
