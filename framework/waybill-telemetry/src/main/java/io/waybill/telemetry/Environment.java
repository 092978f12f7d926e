package io.waybill.telemetry;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the standard {@code OTEL_…} variables say, and what stands in their place where they say
 * nothing. The SDK's own word for "not said" is a collector on this machine; here it is nobody.
 */
record Environment(Map<String, String> settings) {
  private static final String CONTENT = "otel.instrumentation.genai.capture.message.content";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

  /** Runs end with hundreds of spans at once, many runs at the same time. */
  private static final String QUEUE = "65536";

  private static final long LONGEST_SECONDS = 10;

  /** Those of this process; a system property goes before a variable. */
  static Environment ofProcess() {
    var settings = new HashMap<String, String>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("OTEL_")) {
                settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
              }
            });
    for (var name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("otel.")) {
        settings.put(name.replace('-', '.'), System.getProperty(name));
      }
    }
    return new Environment(settings);
  }

  /** Sends what is left when the process ends. */
  Optional<Telemetry> telemetry() {
    return telemetry(AutoConfiguredOpenTelemetrySdk.builder());
  }

  /** Sends what is left when it is closed. */
  Optional<Telemetry> untilClosed() {
    return telemetry(AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook());
  }

  private Optional<Telemetry> telemetry(AutoConfiguredOpenTelemetrySdkBuilder builder) {
    boolean traces = wanted("traces");
    boolean metrics = wanted("metrics");
    if (is("otel.sdk.disabled") || !(traces || metrics)) {
      return Optional.empty();
    }
    var sdk =
        builder
            .addPropertiesSupplier(() -> defaults(traces, metrics))
            .addPropertiesCustomizer(said -> settings)
            .build()
            .getOpenTelemetrySdk();
    return Optional.of(new Telemetry(sdk, is(CONTENT), () -> close(sdk)));
  }

  private static void close(OpenTelemetrySdk sdk) {
    sdk.shutdown().join(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  private Map<String, String> defaults(boolean traces, boolean metrics) {
    var defaults = new HashMap<String, String>();
    defaults.put("otel.service.name", OtlpJson.SERVICE);
    defaults.put("otel.bsp.max.queue.size", QUEUE);
    defaults.put("otel.logs.exporter", "none");
    if (!traces) {
      defaults.put("otel.traces.exporter", "none");
    }
    if (!metrics) {
      defaults.put("otel.metrics.exporter", "none");
    }
    return defaults;
  }

  /** Whether somebody is named who takes traces, or metrics. */
  private boolean wanted(String signal) {
    var exporter = said("otel." + signal + ".exporter");
    return exporter.isEmpty()
        ? !said(ENDPOINT).isEmpty() || !said("otel.exporter.otlp." + signal + ".endpoint").isEmpty()
        : !exporter.equals("none");
  }

  private boolean is(String name) {
    return said(name).equalsIgnoreCase("true");
  }

  private String said(String name) {
    return settings.getOrDefault(name, "").strip();
  }
}
