package io.waybill.yaml;

/**
 * A name or text that a file says somewhere.
 *
 * @param path the keys that lead there
 */
record Name(Node.Scalar written, String path) {
  /** A name that is a key. */
  Name(String text, At at, String path) {
    this(Node.Scalar.quoted(at, text), path);
  }

  String text() {
    return written.text();
  }

  At at() {
    return written.at();
  }
}
