package io.waybill.mcp;

import java.io.IOException;
import java.util.Optional;
import okio.BufferedSource;

/** The messages of an event stream, one after another. */
final class Events {
  /** An event is larger than what is taken in. */
  static final class TooLarge extends IOException {}

  private final BufferedSource source;
  private final int most;

  Events(BufferedSource source, int most) {
    this.source = source;
    this.most = most;
  }

  /** The next one that says something; empty at the end, where an event cut short is none. */
  Optional<String> next() throws IOException {
    var data = new StringBuilder();
    boolean message = true;
    for (var line = line(); line.isPresent(); line = line()) {
      var text = line.get();
      if (text.isEmpty()) {
        if (message && !data.toString().isBlank()) {
          return Optional.of(data.toString());
        }
        data.setLength(0);
        message = true;
      } else if (text.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(value(text));
      } else if (text.startsWith("event:")) {
        message = value(text).equals("message");
      }
      if (data.length() > most) {
        throw new TooLarge();
      }
    }
    return Optional.empty();
  }

  private static String value(String line) {
    var value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private Optional<String> line() throws IOException {
    if (source.indexOf((byte) '\n', 0, most + 1L) < 0) {
      if (source.request(most + 1L)) {
        throw new TooLarge();
      }
      return Optional.empty();
    }
    return Optional.ofNullable(source.readUtf8Line());
  }
}
