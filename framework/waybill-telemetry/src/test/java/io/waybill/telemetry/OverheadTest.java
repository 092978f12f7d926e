package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunListener;
import io.waybill.work.Work;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What telling costs a step; printed, and held to what no call of a model would notice. */
class OverheadTest {
  private static final int STEPS = 20;
  private static final int RUNS = 2_000;

  private static final SpanExporter NOWHERE =
      new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
          return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
          return CompletableResultCode.ofSuccess();
        }
      };

  private static Plan<String> chain() {
    return Flow.plan(
        "chain",
        flow -> {
          Ref<String> text = flow.input("text", String.class);
          for (int i = 0; i < STEPS; i++) {
            text = flow.call("step_" + i, text, Work.instant("strip", String::strip));
          }
          return text;
        });
  }

  private static double microsPerStep(List<RunListener> listeners) {
    var engine = LocalEngine.builder();
    listeners.forEach(engine::listener);
    var made = engine.build();
    var plan = chain();
    long begun = 0;
    for (int i = 0; i < 2 * RUNS; i++) {
      begun = i == RUNS ? System.nanoTime() : begun;
      made.run(plan, Map.of("text", "hello"));
    }
    return (System.nanoTime() - begun) / 1e3 / RUNS / STEPS;
  }

  @Test
  void aStepIsToldInLessThanATenthOfAMillisecond() {
    var spans =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(NOWHERE).setMaxQueueSize(65_536).build())
            .build();
    var metrics =
        SdkMeterProvider.builder().registerMetricReader(InMemoryMetricReader.create()).build();
    double alone = microsPerStep(List.of());
    double heard = microsPerStep(List.of((run, event) -> {}));
    double counted =
        microsPerStep(
            List.of(Telemetry.of(OpenTelemetrySdk.builder().setMeterProvider(metrics).build())));
    double traced =
        microsPerStep(
            List.of(Telemetry.of(OpenTelemetrySdk.builder().setTracerProvider(spans).build())));
    System.out.printf(
        "µs per step: alone %.2f, heard %.2f, metrics %.2f, spans %.2f%n",
        alone, heard, counted, traced);
    spans.close();
    metrics.close();
    assertTrue(traced < 100 && counted < 100);
  }
}
