package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.work.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final Plan<String> PLAN =
      Flow.plan(
          "short",
          flow ->
              flow.call(
                  "strip",
                  flow.input("text", String.class),
                  Work.instant("strip", (String text) -> text.strip())));

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("ForkJoin"))
        .collect(Collectors.toSet());
  }

  @Test
  void whereNobodyIsNamedThereIsNothing() {
    // what tests before this one have left behind may start a thread now and then, not every time
    assertTrue(Stream.generate(EnvironmentTest::threadsOfNothing).limit(10).anyMatch(Set::isEmpty));
  }

  /** Those that were started meanwhile. */
  private static Set<Thread> threadsOfNothing() {
    var before = threads();
    for (var settings :
        List.of(
            Map.<String, String>of(),
            Map.of("otel.service.name", "desk"),
            Map.of("otel.traces.exporter", "none", "otel.exporter.otlp.endpoint", ""),
            Map.of(
                "otel.exporter.otlp.endpoint",
                "http://localhost:4317",
                "otel.sdk.disabled",
                "true"),
            Map.of(
                "otel.exporter.otlp.endpoint",
                "http://localhost:4317",
                "otel.traces.exporter",
                "none",
                "otel.metrics.exporter",
                "none"))) {
      assertTrue(new Environment(settings).telemetry().isEmpty(), settings.toString());
    }
    var after = threads();
    after.removeAll(before);
    return after;
  }

  @Test
  void spansComeToTheCollectorThatIsNamed() throws IOException {
    var exports = new CopyOnWriteArrayList<ExportTraceServiceRequest>();
    var collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          exports.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      var environment =
          new Environment(
              Map.of(
                  "otel.exporter.otlp.traces.endpoint",
                  "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces",
                  "otel.exporter.otlp.protocol",
                  "http/protobuf"));
      try (var telemetry = environment.telemetry().orElseThrow()) {
        LocalEngine.builder().listener(telemetry).build().run(PLAN, Map.of("text", " hello "));
      }
    } finally {
      collector.stop(0);
    }
    var resource = exports.get(0).getResourceSpans(0);
    assertTrue(
        resource.getResource().getAttributesList().stream()
            .anyMatch(
                each ->
                    each.getKey().equals("service.name")
                        && each.getValue().getStringValue().equals("waybill")));
    assertEquals(
        Set.of("invoke_workflow short", "step strip", "execute_tool strip"),
        exports.stream()
            .flatMap(export -> export.getResourceSpansList().stream())
            .flatMap(each -> each.getScopeSpansList().stream())
            .flatMap(each -> each.getSpansList().stream())
            .map(Span::getName)
            .collect(Collectors.toSet()));
  }

  @Test
  void aCollectorThatNeverAnswersHoldsNoRunUp() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var environment =
          new Environment(
              Map.of(
                  "otel.exporter.otlp.endpoint",
                  "http://127.0.0.1:" + silent.getLocalPort(),
                  "otel.exporter.otlp.protocol",
                  "http/protobuf",
                  "otel.exporter.otlp.timeout",
                  "200",
                  "otel.bsp.schedule.delay",
                  "10"));
      var telemetry = environment.telemetry().orElseThrow();
      var engine = LocalEngine.builder().listener(telemetry).build();
      var begun = Instant.now();
      for (int i = 0; i < 1000; i++) {
        assertEquals("hello", engine.run(PLAN, Map.of("text", " hello ")).value());
      }
      var ran = Duration.between(begun, Instant.now());
      telemetry.close();
      var closed = Duration.between(begun, Instant.now()).minus(ran);
      // 200 s if each waited for the collector; ten are what the end waits at most
      assertTrue(ran.toSeconds() < 60, "1000 short runs took " + ran);
      assertTrue(closed.toSeconds() < 40, "closing took " + closed);
    }
  }
}
