package io.waybill.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The spans of a run, made once more with nothing but OpenTelemetry: no less can be done to tell
 * the same. What is known beforehand is at hand in arrays; numbers are boxed anew, as those of
 * another run would be.
 */
final class Replay {
  /** One span, and which of those before it are its parent and what it is linked to. */
  private static final class Made {
    final SpanData as;
    final int parent;
    final int[] links;
    final AttributeKey<?>[] keys;
    final Object[] values;

    Made(SpanData as, Map<String, Integer> numbers) {
      var attributes = as.getAttributes().asMap();
      this.as = as;
      this.parent = numbers.getOrDefault(as.getParentSpanId(), -1);
      this.links =
          as.getLinks().stream()
              .mapToInt(link -> numbers.get(link.getSpanContext().getSpanId()))
              .toArray();
      this.keys = attributes.keySet().toArray(AttributeKey<?>[]::new);
      this.values = attributes.values().toArray();
    }
  }

  /** In the order in which they began. */
  private final List<Made> made = new ArrayList<>();

  /** Which of them begin or end, in this order; each is there twice. */
  private final List<Integer> order = new ArrayList<>();

  private Replay() {}

  /** What some run has an OpenTelemetry do. */
  static Replay of(Consumer<OpenTelemetry> run) {
    var replay = new Replay();
    var ended = new HashMap<String, SpanData>();
    var numbers = new HashMap<String, Integer>();
    var begun = new ArrayList<String>();
    var watch =
        new SpanProcessor() {
          @Override
          public void onStart(Context parent, ReadWriteSpan span) {
            replay.order.add(begun.size());
            numbers.put(span.getSpanContext().getSpanId(), begun.size());
            begun.add(span.getSpanContext().getSpanId());
          }

          @Override
          public boolean isStartRequired() {
            return true;
          }

          @Override
          public void onEnd(ReadableSpan span) {
            var id = span.getSpanContext().getSpanId();
            replay.order.add(numbers.get(id));
            ended.put(id, span.toSpanData());
          }

          @Override
          public boolean isEndRequired() {
            return true;
          }
        };
    run.accept(
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(watch).build())
            .build());
    begun.forEach(id -> replay.made.add(new Made(Objects.requireNonNull(ended.get(id)), numbers)));
    return replay;
  }

  /** What was told, in the order in which it ended. */
  List<SpanData> told() {
    var seen = new boolean[made.size()];
    var told = new ArrayList<SpanData>();
    for (int number : order) {
      if (seen[number]) {
        told.add(made.get(number).as);
      }
      seen[number] = true;
    }
    return told;
  }

  /** All of it, by hand. */
  void spans(Tracer tracer) {
    var spans = new Span[made.size()];
    for (int i = 0; i < order.size(); i++) {
      int number = order.get(i);
      var one = made.get(number);
      if (spans[number] == null) {
        spans[number] = begin(tracer, one, one.parent < 0 ? Span.getInvalid() : spans[one.parent]);
      } else {
        end(spans[number], one, spans);
      }
    }
  }

  private static Span begin(Tracer tracer, Made one, Span parent) {
    return tracer
        .spanBuilder(one.as.getName())
        .setSpanKind(one.as.getKind())
        .setParent(Context.root().with(parent))
        .setStartTimestamp(one.as.getStartEpochNanos(), TimeUnit.NANOSECONDS)
        .startSpan();
  }

  private static void end(Span span, Made one, Span[] spans) {
    for (int i = 0; i < one.keys.length; i++) {
      put(span, one.keys[i], one.values[i]);
    }
    for (int link : one.links) {
      span.addLink(spans[link].getSpanContext(), Attributes.empty());
    }
    span.end(one.as.getEndEpochNanos(), TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("unchecked") // a key has the type that it says
  private static void put(Span span, AttributeKey<?> key, Object value) {
    if (key.getType() == AttributeType.LONG) {
      span.setAttribute((AttributeKey<Long>) key, (Long) value + 1);
    } else if (key.getType() == AttributeType.DOUBLE) {
      span.setAttribute((AttributeKey<Double>) key, (Double) value + 1);
    } else {
      span.setAttribute((AttributeKey<Object>) key, value);
    }
  }
}
