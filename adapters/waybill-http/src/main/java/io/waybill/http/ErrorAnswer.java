package io.waybill.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import okhttp3.Response;

/** Reads an answer that is an error. */
final class ErrorAnswer {
  /** Enough for an error that somebody wrote; some servers send pages. */
  private static final int LONGEST = 16 << 10;

  private static final int MOST_READ = 4 * LONGEST;
  private static final int LONGEST_KEY = 4 << 10;

  private ErrorAnswer() {}

  static HttpError read(Exchange exchange, Response response) throws IOException {
    return HttpError.answered(
        response.code(), said(exchange, response), fields(exchange, response));
  }

  /** An error that an answer went on with that had begun well. */
  static HttpError within(Exchange exchange, Response response, String said, ErrorWords words) {
    return HttpError.within(response.code(), cut(said), fields(exchange, response), words);
  }

  /** An answer's headers, without secrets. */
  static Fields fields(Exchange exchange, Response response) {
    var secrets = exchange.secrets();
    var headers = new LinkedHashMap<String, List<String>>();
    response
        .headers()
        .toMultimap()
        .forEach((name, all) -> headers.put(name, all.stream().map(secrets::scrub).toList()));
    return new Fields(headers);
  }

  private static String said(Exchange exchange, Response response) throws IOException {
    var what = exchange.failures().what();
    var location = response.header("location");
    if (response.isRedirect() && location != null) {
      var there = exchange.outgoing().url().resolve(location);
      return "%s: HTTP %d points to %s; redirects are not followed, write that address"
          .formatted(
              what,
              response.code(),
              exchange.secrets().scrub(there == null ? location : Secrets.shown(there)));
    }
    var text = beginning(exchange, response);
    return text.isBlank() ? "%s: HTTP %d without a word".formatted(what, response.code()) : text;
  }

  /** Whatever of it comes: that it is an error is known already. */
  private static String beginning(Exchange exchange, Response response) throws IOException {
    var read = new ByteArrayOutputStream();
    var missing = "";
    try (var body = AnswerStream.of(exchange, response.body(), Long.MAX_VALUE)) {
      var buffer = new byte[4096];
      for (int n = body.read(buffer); n >= 0 && read.size() < MOST_READ; n = body.read(buffer)) {
        read.write(buffer, 0, n);
      }
    } catch (IOException e) {
      missing = "… (the rest did not arrive)";
    }
    var text = read.toString(StandardCharsets.UTF_8);
    if (read.size() >= MOST_READ) {
      text = text.substring(0, text.length() - LONGEST_KEY); // its end may be half a key
    }
    return cut(exchange.secrets().scrub(text)) + missing;
  }

  static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
