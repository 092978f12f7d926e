package io.waybill.benchmarks.soak;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.testkit.outside.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A Jaeger that keeps traces in memory, and what it has of a run. */
final class Traces implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What Jaeger gave back, added up over all traces of a run.
   *
   * @param rooted whether the root of the run is there
   * @param expected how many spans the roots say that there are
   * @param cost of all attempts, in nano-dollars
   * @param unpriced attempts without a price
   * @param rootCost what the root says that the run cost
   * @param time of all attempts that are not inside others, in nanoseconds
   * @param failed the paths of the attempts that failed
   * @param ids of the traces
   */
  record Found(
      boolean rooted,
      long spans,
      long expected,
      long cost,
      long unpriced,
      long rootCost,
      long time,
      Set<String> failed,
      Set<String> ids) {
    boolean whole() {
      return rooted && spans == expected;
    }
  }

  private final Outside server;
  private final Path config;
  private final List<Integer> ports = Outside.freePorts(4);
  private final HttpClient client = HttpClient.newHttpClient();

  Traces() throws IOException {
    config = Files.createTempFile("jaeger", ".yaml");
    Files.writeString(
        config,
        """
        service:
          extensions: [jaeger_storage, jaeger_query, healthcheckv2]
          pipelines:
            traces: {receivers: [otlp], processors: [batch], exporters: [jaeger_storage_exporter]}
          telemetry: {metrics: {level: none}}
        extensions:
          jaeger_storage: {backends: {kept: {memory: {max_traces: 10000}}}}
          jaeger_query:
            storage: {traces: kept}
            http: {endpoint: "127.0.0.1:%d"}
            grpc: {endpoint: "127.0.0.1:%d"}
          healthcheckv2: {use_v2: true, http: {endpoint: "127.0.0.1:%d"}}
        receivers:
          otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}}}
        processors: {batch: {timeout: 10ms}}
        exporters: {jaeger_storage_exporter: {trace_storage: kept}}
        """
            .formatted(ports.toArray()));
    var ready = URI.create("http://127.0.0.1:%d/status".formatted(ports.get(2)));
    server = Outside.start("jaeger", List.of("--config", "file:" + config), ready);
  }

  /** Where OTLP is spoken over gRPC. */
  String otlp() {
    return "http://127.0.0.1:" + ports.get(3);
  }

  /**
   * What there is of a run, as soon as all of it is there: its root, as many spans as roots say,
   * and no more a moment later, since the roots of further traces come last.
   */
  Found of(String run) {
    long until = System.nanoTime() + 30_000_000_000L;
    var before = ask(run);
    var found = ask(run);
    while (!(found.whole() && found.equals(before)) && System.nanoTime() < until) {
      before = found;
      found = ask(run);
    }
    return found;
  }

  private Found ask(String run) {
    var tags = URLEncoder.encode("{\"waybill.run.id\":\"" + run + "\"}", StandardCharsets.UTF_8);
    var address =
        "http://127.0.0.1:%d/api/traces?service=waybill&tags=%s&start=0&end=%d&limit=1000"
            .formatted(ports.get(0), tags, Long.MAX_VALUE / 1000);
    try {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      try (var body = client.send(request, BodyHandlers.ofInputStream()).body()) {
        return read(body);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Span by span: all of them at once would be more than the run itself. */
  private static Found read(InputStream body) throws IOException {
    var sum = new Sum();
    try (var parser = JSON.createParser(body)) {
      boolean inSpans = false;
      int depth = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && "spans".equals(parser.currentName())) {
          inSpans = true;
          depth = 0;
        } else if (inSpans && token == JsonToken.START_OBJECT && depth == 0) {
          sum.add(parser.readValueAsTree());
        } else if (inSpans && token == JsonToken.END_ARRAY) {
          inSpans = false;
        }
      }
    }
    return sum.found();
  }

  private static final class Sum {
    private static final List<String> TIMES =
        List.of("queue", "setup", "ttft", "generation", "tail");

    private boolean rooted;
    private long spans;
    private long expected;
    private long cost;
    private long unpriced;
    private long rootCost;
    private long time;
    private final Set<String> failed = new HashSet<>();
    private final Set<String> ids = new HashSet<>();

    private void add(JsonNode span) {
      spans++;
      ids.add(span.path("traceID").asText());
      expected += number(span, "waybill.spans.expected");
      if (tag(span, "waybill.fate").isMissingNode()) {
        boolean root = !tag(span, "waybill.status").isMissingNode();
        rooted |= root;
        rootCost += root ? number(span, "waybill.cost.total_nano_usd") : 0;
        return;
      }
      cost += number(span, "waybill.cost.nano_usd");
      unpriced += number(span, "waybill.unpriced");
      if (tag(span, "waybill.fate").asText().equals("failed")) {
        failed.add(tag(span, "waybill.step.path").asText());
      }
      for (var part : TIMES) {
        time += number(span, "waybill.time." + part + "_ns");
      }
    }

    private static long number(JsonNode span, String key) {
      return tag(span, key).asLong(0);
    }

    private static JsonNode tag(JsonNode span, String key) {
      for (var tag : span.path("tags")) {
        if (tag.path("key").asText().equals(key)) {
          return tag.path("value");
        }
      }
      return JSON.missingNode();
    }

    private Found found() {
      return new Found(rooted, spans, expected, cost, unpriced, rootCost, time, failed, ids);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.delete(config);
  }
}
