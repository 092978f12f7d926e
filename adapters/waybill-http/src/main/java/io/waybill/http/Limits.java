package io.waybill.http;

/**
 * How large things may be, in bytes.
 *
 * @param answer the whole body of an answer, a stream's included
 * @param request the body of a request
 */
record Limits(long answer, long request) {
  static final Limits USUAL = new Limits(16 << 20, 64 << 20);

  /** The longest line of a stream: an image in one event fits, a line without end does not. */
  private static final long LINE = 4 << 20;

  Limits {
    if (answer < 1 || request < 1) {
      throw new IllegalArgumentException(
          "a limit is at least one byte: answers %d, requests %d".formatted(answer, request));
    }
  }

  Limits answer(long bytes) {
    return new Limits(bytes, request);
  }

  Limits request(long bytes) {
    return new Limits(answer, bytes);
  }

  long line() {
    return Math.min(answer, LINE);
  }

  /** {@code 16 MiB}. */
  static String shown(long bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes % 1024 == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }
}
