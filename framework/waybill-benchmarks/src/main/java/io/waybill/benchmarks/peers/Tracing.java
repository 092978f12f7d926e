package io.waybill.benchmarks.peers;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where spans are told to, from nowhere at all to an exporter that counts them. */
final class Tracing implements AutoCloseable {
  /** How much of OpenTelemetry there is. */
  enum Mode {
    /** Nothing that knows of it. */
    BARE,
    /** What knows of it was told by its environment that there is none. */
    OFF,
    /** An OpenTelemetry that does nothing. */
    NOOP,
    /** A batch processor, and an exporter that counts. */
    ON
  }

  /**
   * Its batches overflow, since nobody waits for them here, and it would say so again and again.
   */
  private static final Logger WORDS = Logger.getLogger("io.opentelemetry.sdk.trace");

  static {
    WORDS.setLevel(Level.OFF);
  }

  final Mode mode;
  private final AtomicLong exported = new AtomicLong();
  private final @Nullable OpenTelemetrySdk sdk;

  Tracing(Mode mode) {
    this.mode = mode;
    this.sdk = mode == Mode.ON ? sdk() : null;
  }

  private OpenTelemetrySdk sdk() {
    var batches =
        BatchSpanProcessor.builder(new Counting())
            .setMaxQueueSize(65_536)
            .setMaxExportBatchSize(4_096)
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(batches).build())
        .build();
  }

  /** Empty where there is none. */
  Optional<OpenTelemetry> telemetry() {
    return switch (mode) {
      case BARE, OFF -> Optional.empty();
      case NOOP -> Optional.of(OpenTelemetry.noop());
      case ON -> Optional.ofNullable(sdk);
    };
  }

  /** How many spans there have been, once all of them have been exported. */
  long spans() {
    if (sdk != null) {
      sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    }
    return exported.get();
  }

  @Override
  public void close() {
    if (sdk != null) {
      sdk.close();
    }
  }

  private final class Counting implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      exported.addAndGet(spans.size());
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
