package io.waybill.telemetry.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What Jaeger offers to agents over MCP, as far as we ask: its own critical path of a trace. */
final class JaegerTools {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROTOCOL = "2025-06-18";

  private final URI endpoint;
  private final HttpClient client;
  private String session = "";
  private int asked;

  private JaegerTools(URI endpoint, HttpClient client) {
    this.endpoint = endpoint;
    this.client = client;
  }

  /** Empty where nobody speaks MCP; a Jaeger without it answers with the page of its UI. */
  static Optional<JaegerTools> at(URI endpoint, HttpClient client) {
    var tools = new JaegerTools(endpoint, client);
    return tools.greet() ? Optional.of(tools) : Optional.empty();
  }

  private boolean greet() {
    var hello =
        """
        {"protocolVersion": "%s", "capabilities": {},
         "clientInfo": {"name": "waybill-tests", "version": "1"}}
        """
            .formatted(PROTOCOL);
    var answer = post(request("initialize", hello));
    if (answer.statusCode() >= 400 || answer.body().startsWith("<")) {
      return false;
    }
    session = answer.headers().firstValue("Mcp-Session-Id").orElse("");
    post("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
    return true;
  }

  /** The ids of the spans that have a section on the critical path of a trace, from its end. */
  List<String> criticalPath(String trace) throws IOException {
    var call =
        "{\"name\": \"get_critical_path\", \"arguments\": {\"trace_id\": \"%s\"}}".formatted(trace);
    var answer = JSON.readTree(message(post(request("tools/call", call)).body()));
    var segments = answer.path("result").path("structuredContent").path("segments");
    if (!segments.isArray()) {
      throw new IllegalStateException("no critical path in " + answer);
    }
    return StreamSupport.stream(segments.spliterator(), false)
        .map(segment -> segment.path("span_id"))
        .map(JsonNode::asText)
        .toList();
  }

  private String request(String method, String parameters) {
    return "{\"jsonrpc\": \"2.0\", \"id\": %d, \"method\": \"%s\", \"params\": %s}"
        .formatted(++asked, method, parameters);
  }

  /** Answers come as they are, or as the one event of a stream. */
  private static String message(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .filter(data -> data.startsWith("{"))
        .findFirst()
        .orElse(body);
  }

  private HttpResponse<String> post(String json) {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(json));
    if (!session.isEmpty()) {
      request.header("Mcp-Session-Id", session).header("Mcp-Protocol-Version", PROTOCOL);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
