package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.waybill.record.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs as traces: of a kept run as a file, of a run that goes on to a collector. */
@Timeout(120)
class TracesTest {
  private static final String DESK = workflow("desk.yaml");

  @TempDir Path folder;

  private Path runFile() throws IOException {
    var out = folder.resolve("out");
    assertEquals(0, waybill("run", DESK, "--input", "my bill", "--out", out.toString()).exit());
    try (var files = Files.list(out)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aKeptRunIsWrittenAsOpenTelemetrysJson() throws IOException {
    var run = runFile().toString();
    var file = folder.resolve("trace.json");
    var said = waybill("trace", run, "--otlp", file.toString());
    assertEquals(0, said.exit(), said::toString);
    assertEquals("", said.out());
    assertEquals("wrote " + file + "\n", said.err());
    var spans =
        Json.parse(Files.readString(file))
            .path("resourceSpans")
            .path(0)
            .path("scopeSpans")
            .path(0)
            .path("spans");
    var names = spans.findValuesAsText("name");
    assertTrue(names.containsAll(List.of("invoke_workflow desk", "route intent")), names::toString);
    assertEquals(Files.readString(file), waybill("trace", run, "--otlp", "-").out());
    assertTrue(waybill("trace", run).out().startsWith("run ok "));
  }

  private record Ended(int exit, String out, String err, Duration took) {}

  /** One run in a process whose environment says so. */
  private static Ended run(Map<String, String> environment) throws Exception {
    long began = System.nanoTime();
    var child = Shell.child(environment, List.of("run", DESK, "--input", "my bill"));
    try {
      child.getOutputStream().close();
      var out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      return new Ended(child.exitValue(), out, err, Duration.ofNanos(System.nanoTime() - began));
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aRunIsToldToTheCollectorThatTheVariablesName() throws Exception {
    var told = new LinkedBlockingQueue<String>();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      var ended =
          run(
              Map.of(
                  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                  "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort()),
                  "OTEL_EXPORTER_OTLP_PROTOCOL",
                  "http/protobuf"));
      assertEquals(new Ended(0, ended.out(), "", ended.took()), ended);
      assertTrue(ended.out().contains("run ok"), ended.out());
      assertTrue(String.join("", told).contains("invoke_workflow desk"), told::toString);
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void aCollectorThatIsNotThereCostsALineAndAFewSeconds() throws Exception {
    var plain = run(Map.of());
    Ended ended;
    try (var held = new Socket()) {
      // a port that nobody else gets, nor listens on
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var nobody = "http://127.0.0.1:" + held.getLocalPort();
      ended = run(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", nobody));
    }
    assertEquals(0, ended.exit());
    assertTrue(ended.out().contains("run ok"), ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().startsWith("not everything was told to OpenTelemetry: "), ended.err());
    // ten are what it waits at the end at most; a busy machine loads its classes in the others
    assertTrue(ended.took().minus(plain.took()).toSeconds() < 30, ended::toString);
  }

  @Test
  void variablesThatMakeNoSenseAreAWrongCommandLine() throws Exception {
    var ended = run(Map.of("OTEL_TRACES_EXPORTER", "nonsense"));
    assertEquals(2, ended.exit(), ended::toString);
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("the OTEL_ variables make no sense: "), ended.err());
    assertTrue(ended.err().contains("nonsense"), ended.err());
  }
}
