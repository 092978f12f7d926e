package io.waybill.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"tool", "model", "item"})
  void whatIsMadeByHandIsWhatARunTells(String work) {
    var benchmark = new TelemetryBenchmark();
    benchmark.work = work;
    benchmark.prepare();
    var replay = benchmark.replay;
    var again = Replay.of(to -> replay.spans(to.getTracer("by hand")));
    assertTrue(replay.told().size() > 2 * TelemetryBenchmark.STEPS);
    assertEquals(shapes(replay.told()), shapes(again.told()));
  }

  /** What is told of each, but for numbers and ids. */
  private static List<String> shapes(List<SpanData> spans) {
    return spans.stream()
        .map(
            span ->
                "%s %s %d %s"
                    .formatted(
                        span.getName(),
                        span.getKind(),
                        span.getLinks().size(),
                        span.getAttributes().asMap().keySet().stream()
                            .map(key -> key.getType() + " " + key.getKey())
                            .sorted()
                            .toList()))
        .toList();
  }
}
