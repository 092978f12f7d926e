package io.waybill.telemetry.jaeger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.waybill.ledger.Waybill;
import io.waybill.telemetry.OtlpJson;
import io.waybill.testkit.outside.Needs;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run arrives in a real Jaeger, is found there, and is what it should be. */
@Needs(Jaeger.PROGRAM)
@Timeout(600)
class JaegerTest {
  private static final String TREE =
      """
      invoke_workflow desk
        step redact
          execute_tool redact
        step facts
          execute_tool facts
        route intent
          execute_tool nearest
        step answer
          chat gpt-4.1-mini
            wait gpt-4.1-mini
          backoff
          chat gpt-4.1-mini
            wait gpt-4.1-mini
        step parts
          execute_tool split
        each parts_checked
          item 0
            invoke_workflow proof
              step read
                execute_tool proofread
          item 1
            invoke_workflow proof
              step read
                execute_tool proofread
        step join
          execute_tool join
      """;

  private static Jaeger jaeger;

  @BeforeAll
  static void start() throws IOException {
    jaeger = Jaeger.start();
  }

  @AfterAll
  static void stop() throws IOException {
    jaeger.close();
  }

  private static Waybill run(String service, SpanExporter exporter) {
    var resource = Resource.create(Attributes.builder().put("service.name", service).build());
    var traces =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    // closing it sends what waits to be sent
    try (var sdk = OpenTelemetrySdk.builder().setTracerProvider(traces).build()) {
      return new Desk().run(sdk);
    }
  }

  private static SpanExporter grpc() {
    return OtlpGrpcSpanExporter.builder().setEndpoint(jaeger.grpc()).build();
  }

  private static SpanExporter http() {
    return OtlpHttpSpanExporter.builder().setEndpoint(jaeger.http() + "/v1/traces").build();
  }

  private static Trace found(String service, Waybill waybill) {
    return jaeger.found(service, Map.of("waybill.run.id", waybill.run()));
  }

  @Test
  void aRunArrivesOverGrpcWithTheTreeThatItShouldHave() {
    var trace = found("desk-grpc", run("desk-grpc", grpc()));
    assertEquals(TREE, trace.tree());
    assertEquals(trace.root().tag("waybill.spans.expected"), "" + trace.spans().size());
  }

  @Test
  void aRunArrivesOverHttpWithTheTreeThatItShouldHave() {
    assertEquals(TREE, found("desk-http", run("desk-http", http())).tree());
  }

  @Test
  void aRunIsFoundByItsServiceAndItsBands() {
    var service = "desk-search";
    var waybill = run(service, grpc());
    var id = found(service, waybill).id();
    assertTrue(jaeger.services().contains(service));
    var bands = Map.of("waybill.cost.band", "<0.0001", "waybill.latency.band", "1s-10s");
    assertEquals(List.of(id), jaeger.search(service, bands).stream().map(Trace::id).toList());
    for (var tags :
        List.of(
            Map.of("waybill.status", "ok"),
            Map.of("waybill.kind", "route", "waybill.route.chosen", "billing"),
            Map.of("waybill.step.id", "answer", "waybill.fate", "failed"),
            Map.of("gen_ai.request.model", "gpt-4.1-mini"))) {
      assertEquals(1, jaeger.search(service, tags).size(), tags::toString);
    }
    for (var tags :
        List.of(
            Map.of("waybill.latency.band", "<10ms"),
            Map.of("waybill.run.id", "another"),
            Map.of("waybill.step.id", "facts", "waybill.fate", "failed"))) {
      assertEquals(0, jaeger.search(service, tags).size(), tags::toString);
    }
  }

  @Test
  void itsMoneyAndItsStepsAreThoseOfTheWaybill() {
    var waybill = run("desk-money", grpc());
    var trace = found("desk-money", waybill);
    long sum =
        trace.spans().stream()
            .map(span -> span.tag("waybill.cost.nano_usd"))
            .filter(nano -> !nano.isEmpty())
            .mapToLong(Long::parseLong)
            .sum();
    assertEquals(waybill.ledger().total().known().nanoUsd(), sum);
    assertTrue(sum > 0);
    var answer = trace.spans().stream().filter(span -> span.name().equals("step answer"));
    assertEquals(
        List.of("route intent", "step facts"),
        answer.findFirst().orElseThrow().after().stream()
            .map(id -> trace.span(id).name())
            .sorted()
            .toList());
    var chats =
        trace.spans().stream().filter(span -> span.name().equals("chat gpt-4.1-mini")).toList();
    assertEquals(List.of("first_token"), chats.get(1).events());
  }

  @Test
  void whatIsUploadedIsTheSameTrace() throws IOException {
    var waybill = run("waybill", grpc());
    var arrived = found("waybill", waybill);
    var uploaded = jaeger.uploaded(OtlpJson.of(waybill));
    assertEquals(TREE, uploaded.tree());
    assertEquals(facts(arrived), facts(uploaded));
  }

  @Test
  void theGuideShowsThisTreeAndNamesTagsThatThereAre() throws IOException {
    var guide = Files.readString(Path.of("../../docs/guide/traces.md"));
    assertTrue(guide.contains("```\n" + TREE + "```\n"));
    var trace = found("desk-guide", run("desk-guide", grpc()));
    var tags =
        trace.spans().stream()
            .flatMap(span -> span.tags().keySet().stream())
            .collect(Collectors.toSet());
    var named =
        Pattern.compile("[`|\\s]((?:waybill|gen_ai)[a-z_.]+)=")
            .matcher(guide)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertTrue(named.size() > 7, named::toString);
    // what this run does not do, race or make do with less, has its tags too
    var others = Files.readString(Path.of("src/main/java/io/waybill/telemetry/Names.java"));
    named.forEach(
        name ->
            assertTrue(
                tags.contains(name) || others.contains("\"" + name + "\""),
                () -> "no tag " + name + " in " + tags));
  }

  @Test
  void theUiIsGivenOurConfiguration() {
    var page = jaeger.page();
    assertTrue(page.contains("\"topTagPrefixes\":[\"waybill.\""), page);
    var link = Pattern.compile("tags=(%7B%22waybill.run.id[^\"]*)\"").matcher(page);
    assertTrue(link.find(), page);
    assertEquals(
        "{\"waybill.run.id\":\"#{waybill.run.id}\"}",
        URLDecoder.decode(link.group(1), StandardCharsets.UTF_8));
  }

  /** All that a trace says, with places instead of ids. */
  private static Map<String, String> facts(Trace trace) {
    var facts = new TreeMap<String, String>();
    for (var span : trace.spans()) {
      var tags = new TreeMap<>(span.tags());
      tags.keySet().removeIf(tag -> tag.startsWith("otel.") || tag.equals("internal.span.format"));
      // only who listens to a run is told why an attempt failed that it got over
      if (!span.parent().isEmpty()) {
        tags.remove("error.type");
      }
      var after = span.after().stream().map(id -> place(trace.span(id))).sorted().toList();
      var parent = span.parent().map(id -> place(trace.span(id))).orElse("");
      facts.put(
          place(span),
          "in %s, after %s, %d µs, %s, %s"
              .formatted(parent, after, span.duration(), span.events(), tags));
    }
    assertEquals(trace.spans().size(), facts.size());
    return facts;
  }

  private static String place(Trace.Span span) {
    return "%s %s from %d".formatted(span.tag("waybill.step.path"), span.name(), span.start());
  }
}
