package io.waybill.http;

import java.time.Duration;

/** One of the four waits that an exchange is not given for ever. */
enum Timer {
  /** From the first look at the address to a connection that can be spoken over. */
  CONNECT("connect", "connect", "there was no connection within %s"),
  /** From there to the first byte of the answer's body, the sending of the request included. */
  FIRST_BYTE("first byte", "firstByte", "there was no byte of an answer within %s"),
  /** From one piece of the answer to the next. */
  IDLE("idle", "idle", "the answer stood still for %s"),
  /** From the beginning to the last byte. */
  TOTAL("total", "total", "the answer was not whole within %s");

  private final String name;
  private final String setter;
  private final String words;

  Timer(String name, String setter, String words) {
    this.name = name;
    this.setter = setter;
    this.words = words;
  }

  String named() {
    return name;
  }

  /** What happened, which of the four it was, and how to change it. */
  String ranOut(Duration after) {
    return "%s (timer '%s' of connect, first byte, idle and total; Http.builder().%s(..) sets it)"
        .formatted(words.formatted(shown(after)), name, setter);
  }

  private static String shown(Duration time) {
    long millis = time.toMillis();
    if (millis % 60_000 == 0 && millis > 60_000) {
      return millis / 60_000 + " min";
    }
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
