package io.waybill.yaml;

/** An expression that cannot be read, and the character at which that shows. */
final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;

  ExpressionException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /** What is wrong, in words that follow the path of the text. */
  String said() {
    return String.valueOf(getMessage());
  }

  int offset() {
    return offset;
  }
}
