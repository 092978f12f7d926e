package io.waybill.benchmarks.soak;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.waybill.http.Http;
import io.waybill.protect.Protect;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunListener;
import io.waybill.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One engine with all that stands around it in real use, and what its runs ask. */
final class Station implements AutoCloseable {
  private static final AttributeKey<Long> EXPECTED = AttributeKey.longKey("waybill.spans.expected");

  final LongAdder spans = new LongAdder();

  /** How many spans roots said that there are in their traces. */
  final LongAdder expected = new LongAdder();

  final LongAdder metrics = new LongAdder();

  final ModelServer server = ModelServer.start();
  final Http http = Http.create();
  final Protect protect =
      Protect.builder().parallel("@" + Stubs.POOL, 8).parallel("stub/large", 2_000).build();
  final LocalEngine engine;
  final List<Scenario> scenarios = new ArrayList<>();
  private final OpenTelemetrySdk telemetry;

  /**
   * @param listeners more of them, for tests
   */
  Station(List<RunListener> listeners) {
    telemetry = telemetry();
    var builder =
        LocalEngine.builder()
            .prices(Stubs.PRICES)
            .protection(protect)
            .listener(Telemetry.of(telemetry));
    listeners.forEach(builder::listener);
    engine = builder.build();
    scenarios.addAll(Everyday.all());
    scenarios.addAll(Spoken.all());
    scenarios.addAll(Trouble.all());
    scenarios.addAll(new Wires(http, server.url()).all());
  }

  private OpenTelemetrySdk telemetry() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(
                    // often, so that what waits to be sent is little beside what is measured
                    BatchSpanProcessor.builder(new Counting())
                        .setScheduleDelay(Duration.ofMillis(100))
                        .setMaxQueueSize(65_536)
                        .build())
                .build())
        .setMeterProvider(
            SdkMeterProvider.builder()
                .registerMetricReader(
                    PeriodicMetricReader.builder(new Weighing())
                        .setInterval(Duration.ofSeconds(5))
                        .build())
                .build())
        .build();
  }

  /** Sends what waits to be sent. */
  void flush() {
    telemetry.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    telemetry.close();
    http.close();
    server.close();
  }

  /** Counts spans and drops them. */
  private final class Counting implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.add(batch.size());
      for (var span : batch) {
        var said = span.getAttributes().get(EXPECTED);
        expected.add(said == null ? 0 : said);
      }
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

  /** Counts points of metrics and drops them. */
  private final class Weighing implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> batch) {
      batch.forEach(metric -> metrics.add(metric.getData().getPoints().size()));
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
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
