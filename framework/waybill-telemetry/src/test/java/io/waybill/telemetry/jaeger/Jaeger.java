package io.waybill.telemetry.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.testkit.outside.Outside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A Jaeger that keeps traces in memory, on ports of the loopback address that we chose. */
final class Jaeger implements AutoCloseable {
  static final String PROGRAM = "jaeger";

  private static final Duration SOON = Duration.ofSeconds(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the guide tells to give to it. */
  private static final Path UI = Path.of("../../docs/jaeger-ui.json").toAbsolutePath().normalize();

  /**
   * How to switch on the tools for agents: by 2.20, by its successors, and not at all by elders.
   */
  private static final List<String> TOOLS =
      List.of("{ai: {enable_mcp: true}, ", "{ai: {mcp: {}}, ", "{");

  private final Outside server;
  private final Path config;
  private final URI query;
  private final List<Integer> ports;
  private final HttpClient client = HttpClient.newHttpClient();

  private Jaeger(Outside server, Path config, List<Integer> ports) {
    this.server = server;
    this.config = config;
    this.ports = ports;
    this.query = URI.create("http://127.0.0.1:" + ports.get(0));
  }

  /** Starts it with as much as it knows of what we want. */
  static Jaeger start() throws IOException {
    for (var tools : TOOLS.subList(0, TOOLS.size() - 1)) {
      try {
        return start(tools);
      } catch (IllegalStateException e) {
        if (!e.getMessage().contains("invalid keys")) {
          throw e;
        }
      }
    }
    return start(TOOLS.get(TOOLS.size() - 1));
  }

  private static Jaeger start(String tools) throws IOException {
    var ports = Outside.freePorts(5);
    var config = Files.createTempFile("jaeger", ".yaml");
    Files.writeString(config, config(tools, ports));
    var health = URI.create("http://127.0.0.1:%d/status".formatted(ports.get(4)));
    try {
      var server = Outside.start(PROGRAM, List.of("--config", "file:" + config), health);
      return new Jaeger(server, config, ports);
    } catch (RuntimeException e) {
      Files.delete(config);
      throw e;
    }
  }

  private static String config(String tools, List<Integer> ports) {
    return """
        service:
          extensions: [jaeger_storage, jaeger_query, healthcheckv2]
          pipelines:
            traces: {receivers: [otlp], processors: [batch], exporters: [jaeger_storage_exporter]}
          telemetry: {metrics: {level: none}}
        extensions:
          jaeger_storage: {backends: {kept: {memory: {max_traces: 10000}}}}
          jaeger_query: %sstorage: {traces: kept}, ui: {config_file: "%s"},
            http: {endpoint: "127.0.0.1:%d"}, grpc: {endpoint: "127.0.0.1:%d"}}
          healthcheckv2: {use_v2: true, http: {endpoint: "127.0.0.1:%d"}}
        receivers:
          otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}, http: {endpoint: "127.0.0.1:%d"}}}
        processors: {batch: {timeout: 10ms}}
        exporters: {jaeger_storage_exporter: {trace_storage: kept}}
        """
        .formatted(tools, UI, ports.get(0), ports.get(1), ports.get(4), ports.get(2), ports.get(3));
  }

  /** Where OTLP is spoken over gRPC. */
  String grpc() {
    return "http://127.0.0.1:" + ports.get(2);
  }

  /** Where OTLP is spoken over HTTP; traces go to {@code /v1/traces} of it. */
  String http() {
    return "http://127.0.0.1:" + ports.get(3);
  }

  /** Sends an OTLP JSON request to where exporters send theirs. */
  void receive(String otlp) {
    send(post(URI.create(http() + "/v1/traces"), otlp));
  }

  List<String> services() {
    return StreamSupport.stream(get("/api/services").path("data").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** The traces of a service that have a span with all of these tags. */
  List<Trace> search(String service, Map<String, String> tags) {
    var path =
        "/api/traces?service=%s&tags=%s&start=0&end=%d&limit=1000"
            .formatted(encoded(service), encoded(text(tags)), Long.MAX_VALUE / 1000);
    return StreamSupport.stream(get(path).path("data").spliterator(), false)
        .map(Trace::of)
        .toList();
  }

  /**
   * A trace, as soon as all of it has arrived.
   *
   * @param spans how many that are
   */
  Trace trace(String id, int spans) {
    return await(() -> stored(id).filter(trace -> trace.spans().size() >= spans));
  }

  /** The one trace of a service that has a span with these tags, as soon as all of it is there. */
  Trace found(String service, Map<String, String> tags) {
    return await(() -> search(service, tags).stream().filter(Trace::complete).findFirst());
  }

  private static Trace await(Callable<Optional<Trace>> trace) {
    return Mono.fromCallable(trace)
        .flatMap(Mono::justOrEmpty)
        .switchIfEmpty(Mono.error(() -> new IOException("not yet")))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(10)))
        .timeout(SOON, Mono.error(() -> new IllegalStateException("it did not arrive in " + SOON)))
        .block();
  }

  private Optional<Trace> stored(String id) throws IOException {
    var answer = send(HttpRequest.newBuilder(query.resolve("/api/traces/" + id)).build());
    return answer.status == 404
        ? Optional.empty()
        : Optional.of(Trace.of(JSON.readTree(answer.body).path("data").path(0)));
  }

  /** What its upload makes of an OTLP JSON request. */
  Trace uploaded(String otlp) throws IOException {
    var answer = send(post(query.resolve("/api/transform"), otlp));
    return Trace.of(JSON.readTree(answer.body).path("data").path(0));
  }

  /** The page that its UI begins with. */
  String page() {
    return send(HttpRequest.newBuilder(query.resolve("/search")).build()).body;
  }

  /** Its tools for agents; empty if it has none. */
  Optional<JaegerTools> tools() {
    return JaegerTools.at(query.resolve("/api/ai/mcp/"), client);
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(send(HttpRequest.newBuilder(query.resolve(path)).build()).body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpRequest post(URI to, String json) {
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json))
        .build();
  }

  private record Answer(int status, String body) {}

  private Answer send(HttpRequest request) {
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 400 && answer.statusCode() != 404) {
        throw new IllegalStateException(request + " → " + answer.statusCode() + answer.body());
      }
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> "\"%s\":\"%s\"".formatted(tag.getKey(), tag.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.delete(config);
  }
}
