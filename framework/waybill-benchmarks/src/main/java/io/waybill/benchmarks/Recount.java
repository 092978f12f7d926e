package io.waybill.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The measurements of a run, made once more with nothing but OpenTelemetry; what they are of is at
 * hand.
 */
final class Recount {
  private record Recorded(DoubleHistogram in, Attributes of) {}

  private record Counted(DoubleCounter in, Attributes of) {}

  private final List<Recorded> recorded = new ArrayList<>();
  private final List<Counted> counted = new ArrayList<>();

  private Recount() {}

  /**
   * What some run has an OpenTelemetry do.
   *
   * @param by who is to do it again
   */
  static Recount of(Consumer<OpenTelemetry> run, Meter by) {
    var recount = new Recount();
    var reader = new Nowhere();
    run.accept(
        OpenTelemetrySdk.builder()
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build());
    reader.metrics().forEach(metric -> recount.add(metric, by));
    return recount;
  }

  private void add(MetricData metric, Meter by) {
    if (metric.getType() != MetricDataType.HISTOGRAM) {
      var counter = by.counterBuilder(metric.getName()).ofDoubles().build();
      metric
          .getData()
          .getPoints()
          .forEach(of -> counted.add(new Counted(counter, of.getAttributes())));
      return;
    }
    var points = metric.getHistogramData().getPoints();
    var histogram =
        by.histogramBuilder(metric.getName())
            .setExplicitBucketBoundariesAdvice(points.iterator().next().getBoundaries())
            .build();
    for (HistogramPointData of : points) {
      for (long i = 0; i < of.getCount(); i++) {
        recorded.add(new Recorded(histogram, of.getAttributes()));
      }
    }
  }

  /** How many measurements there are. */
  int size() {
    return recorded.size() + counted.size();
  }

  /** All of it, by hand. */
  void measure() {
    for (int i = 0; i < recorded.size(); i++) {
      recorded.get(i).in.record(0.001 * i, recorded.get(i).of);
    }
    for (int i = 0; i < counted.size(); i++) {
      counted.get(i).in.add(0.001 * i, counted.get(i).of);
    }
  }
}
