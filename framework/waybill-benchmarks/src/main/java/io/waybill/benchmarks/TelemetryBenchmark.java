package io.waybill.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.Telemetry;
import io.waybill.work.Work;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs a step that OpenTelemetry is told of it; spans are exported to nowhere. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TelemetryBenchmark.STEPS)
public class TelemetryBenchmark {
  static final int STEPS = 20;
  private static final Map<String, String> INPUTS = Map.of("text", "hello");

  private final Plan<String> plan = chain();
  private final LocalEngine alone = LocalEngine.create();
  private final LocalEngine heard = LocalEngine.builder().listener((run, event) -> {}).build();
  private final LocalEngine metered =
      telling(
          OpenTelemetrySdk.builder().setMeterProvider(SdkMeterProvider.builder().build()).build());
  private final LocalEngine traced =
      telling(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(
                          BatchSpanProcessor.builder(new Nowhere()).setMaxQueueSize(65_536).build())
                      .build())
              .build());

  private static LocalEngine telling(OpenTelemetry to) {
    return LocalEngine.builder().listener(Telemetry.of(to)).build();
  }

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

  @Benchmark
  public String alone() {
    return alone.run(plan, INPUTS).value();
  }

  /** A listener that does nothing: then there are events, each a value. */
  @Benchmark
  public String heard() {
    return heard.run(plan, INPUTS).value();
  }

  @Benchmark
  public String metered() {
    return metered.run(plan, INPUTS).value();
  }

  @Benchmark
  public String traced() {
    return traced.run(plan, INPUTS).value();
  }

  private static final class Nowhere implements SpanExporter {
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
  }
}
