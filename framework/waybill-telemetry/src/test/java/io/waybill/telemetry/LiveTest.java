package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is drawn while a run goes on is what can be drawn of its waybill. */
class LiveTest {
  private static final int RUNS = Integer.getInteger("runs", 300);

  /** A span, with its place instead of ids. */
  private record Seen(
      String parent,
      String name,
      SpanKind kind,
      long start,
      long end,
      Map<String, String> attributes,
      TreeSet<String> links,
      String events,
      String error) {}

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exported))
                  .build())
          .build();

  @Test
  void theExportedSpansAreThoseOfTheDrawing() {
    var telemetry = Telemetry.of(sdk);
    int spans = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      exported.reset();
      var waybill = Runs.of(seed, telemetry);
      var drawn = drawn(waybill);
      var live = live(waybill);
      spans += live.size();
      var missing = new ArrayList<>(drawn);
      missing.removeAll(live);
      var more = new ArrayList<>(live);
      more.removeAll(drawn);
      assertEquals("", diff(missing, more), () -> waybill.run() + "\n" + waybill);
      assertEquals(drawn.size(), live.size());
    }
    System.out.printf("%d runs, %d spans: live as drawn%n", RUNS, spans);
    assertTrue(spans > 10 * RUNS);
  }

  /** Where several things happen in one nanosecond, take their time to be kept, or overlap. */
  @Test
  void whateverTheClockAndTheJournalItHangsTogether() {
    var telemetry = Telemetry.of(sdk);
    for (long seed = 0; seed < RUNS; seed++) {
      exported.reset();
      var waybill =
          switch ((int) (seed % 3)) {
            case 0 -> Runs.onVirtualTime(seed, telemetry);
            case 1 -> Runs.kept(seed, telemetry);
            default -> Runs.hedged(seed, telemetry);
          };
      var spans = exported.getFinishedSpanItems();
      var byId = spans.stream().collect(Collectors.toMap(SpanData::getSpanId, span -> span));
      var roots = spans.stream().filter(span -> !byId.containsKey(span.getParentSpanId())).toList();
      assertEquals(1, roots.size());
      assertEquals((long) spans.size(), roots.get(0).getAttributes().get(Names.EXPECTED));
      assertEquals(
          waybill.ledger().total().known().nanoUsd(),
          Told.values(spans, Names.COST).stream().mapToLong(cost -> cost).sum());
      for (var span : spans) {
        assertTrue(span.getStartEpochNanos() < span.getEndEpochNanos(), span::toString);
        var parent = byId.getOrDefault(span.getParentSpanId(), span);
        assertTrue(
            parent.getStartEpochNanos() <= span.getStartEpochNanos()
                && span.getEndEpochNanos() <= parent.getEndEpochNanos(),
            () -> waybill.run() + ": " + span + " sticks out of " + parent);
      }
    }
  }

  private static String diff(List<Seen> missing, List<Seen> more) {
    return missing.isEmpty() && more.isEmpty()
        ? ""
        : "drawn\n" + lines(missing) + "\nlive\n" + lines(more);
  }

  private static String lines(List<Seen> seen) {
    return seen.stream().limit(3).map(Seen::toString).collect(Collectors.joining("\n"));
  }

  private static List<Seen> drawn(Waybill waybill) {
    return Drawing.of(waybill).stream()
        .map(
            drawn ->
                new Seen(
                    place(drawn.node().parent),
                    drawn.name(),
                    drawn.kind(),
                    drawn.node().start,
                    drawn.node().end,
                    Proto.texts(drawn.attributes()),
                    drawn.links().stream()
                        .map(LiveTest::place)
                        .collect(Collectors.toCollection(TreeSet::new)),
                    drawn.events().toString(),
                    drawn.error().orElse("")))
        .toList();
  }

  private static String place(Node node) {
    return node == null ? "" : node.path + " " + node.attempt + " " + node.start;
  }

  private List<Seen> live(Waybill waybill) {
    long began = OtlpJson.micros(waybill.started()) * 1000;
    var places = new HashMap<String, String>();
    var spans = exported.getFinishedSpanItems();
    for (var span : spans) {
      places.put(span.getSpanId(), place(span, began));
    }
    return spans.stream()
        .map(
            span ->
                new Seen(
                    places.getOrDefault(span.getParentSpanId(), ""),
                    span.getName(),
                    span.getKind(),
                    (span.getStartEpochNanos() - began) / 1000,
                    (span.getEndEpochNanos() - began) / 1000,
                    Proto.texts(span.getAttributes()),
                    span.getLinks().stream()
                        .map(link -> places.get(link.getSpanContext().getSpanId()))
                        .collect(Collectors.toCollection(TreeSet::new)),
                    span.getEvents().stream()
                        .map(
                            event ->
                                new Drawn.Event(
                                        event.getName(), (event.getEpochNanos() - began) / 1000)
                                    .toString())
                        .toList()
                        .toString(),
                    span.getStatus().getDescription()))
        .toList();
  }

  private static String place(SpanData span, long began) {
    return span.getAttributes().get(Names.PATH)
        + " "
        + span.getAttributes().get(Names.ATTEMPT)
        + " "
        + (span.getStartEpochNanos() - began) / 1000;
  }
}
