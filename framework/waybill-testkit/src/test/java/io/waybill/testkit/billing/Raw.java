package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** A client without a library for any model: what it reads is what stood on the wire. */
record Raw(BillingProvider provider) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(provider.url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode json(String text) {
    return Json.parse(text).orElseThrow(() -> new AssertionError("no JSON: " + text));
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  /** What follows {@code data:} in a stream of events, the closing {@code [DONE]} left out. */
  static List<JsonNode> data(HttpResponse<String> response) {
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: ") && !line.endsWith("[DONE]"))
        .map(line -> json(line.substring("data: ".length())))
        .toList();
  }

  /** The names of a stream's events. */
  static Stream<String> events(HttpResponse<String> response) {
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()));
  }
}
