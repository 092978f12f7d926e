package io.waybill.testkit.billing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request as it came over the socket.
 *
 * @param headers by lower-case name; those that came twice joined by a comma
 */
record Received(
    String method, String path, String query, Map<String, String> headers, String body) {
  private static final int MOST_HEADERS = 64 * 1024;
  private static final int MOST_BODY = 16 * 1024 * 1024;

  /** What is no request, or is too large. */
  static final class Unreadable extends IOException {
    private final int status;

    Unreadable(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** The next request; empty if the client closed the connection between two. */
  static Optional<Received> from(InputStream in) throws IOException {
    var budget = new int[] {MOST_HEADERS};
    var line = line(in, budget);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    var parts = line.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new Unreadable(400, "no request line of HTTP/1.1: " + line);
    }
    var headers = headers(in, budget);
    var target = target(parts[1]);
    return Optional.of(
        new Received(
            parts[0],
            target.getPath(),
            Optional.ofNullable(target.getQuery()).orElse(""),
            headers,
            body(in, headers)));
  }

  private static URI target(String text) throws Unreadable {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Unreadable(400, "no target of a request: " + text);
    }
  }

  private static Map<String, String> headers(InputStream in, int[] budget) throws IOException {
    var headers = new TreeMap<String, String>();
    for (var line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
      var colon = line.indexOf(':');
      if (colon < 1) {
        throw new Unreadable(400, "no header: " + line);
      }
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (one, other) -> one + ", " + other);
    }
    return Collections.unmodifiableMap(headers);
  }

  private static String line(InputStream in, int[] budget) throws IOException {
    var line = new StringBuilder();
    int next = in.read();
    if (next < 0 && budget[0] == MOST_HEADERS) {
      return "";
    }
    for (; next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed within the headers");
      }
      if (--budget[0] < 0) {
        throw new Unreadable(431, "more than " + MOST_HEADERS + " bytes of headers");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static String body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      throw new Unreadable(411, "a body needs a Content-Length");
    }
    var length = length(headers.getOrDefault("content-length", "0"));
    if (length > MOST_BODY) {
      throw new Unreadable(413, "more than " + MOST_BODY + " bytes of body");
    }
    var bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new IOException("closed within a body");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static long length(String text) throws Unreadable {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new Unreadable(400, "no Content-Length: " + text);
    }
  }

  /** Whether the client wants the connection closed after this. */
  boolean last() {
    return headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
  }

  /** The key in an {@code Authorization: Bearer} header. */
  Optional<String> bearer() {
    return Optional.ofNullable(headers.get("authorization"))
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }
}
