package io.waybill.benchmarks;

import static java.util.Collections.nCopies;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Timing;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.Telemetry;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/**
 * What it costs a step that OpenTelemetry is told of it, beside the same spans and measurements
 * made by hand; spans are exported to nowhere.
 */
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
  private static final PriceBook PRICES =
      PriceBook.of(Map.of("small", Price.Rate.of("0.40", "1.60")), Map.of(), Optional.empty());

  /**
   * What a step is: a tool tells of its time; a model of its time, tokens and money; an item has a
   * span of its own around its one step, a tool.
   */
  @Param({"tool", "model", "item"})
  String work = "tool";

  private final LocalEngine alone = LocalEngine.builder().prices(PRICES).build();
  private final LocalEngine heard =
      LocalEngine.builder().prices(PRICES).listener((run, event) -> {}).build();
  private final LocalEngine noop = telling(OpenTelemetry.noop());
  private final LocalEngine unsampled = telling(traces(Sampler.alwaysOff()));
  private final OpenTelemetry spans = traces(Sampler.alwaysOn());
  private final LocalEngine traced = telling(spans);
  private final OpenTelemetry metrics =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(new Nowhere()).build())
          .build();
  private final LocalEngine metered = telling(metrics);
  private Plan<?> plan = plan(work);
  Replay replay = Replay.of(to -> telling(to).run(plan, INPUTS));
  private Recount recount = recount();

  @Setup
  public void prepare() {
    plan = plan(work);
    replay = Replay.of(to -> telling(to).run(plan, INPUTS));
    recount = recount();
  }

  private Recount recount() {
    return Recount.of(to -> telling(to).run(plan, INPUTS), metrics.getMeter("by hand"));
  }

  private static OpenTelemetry traces(Sampler sampler) {
    var batch = BatchSpanProcessor.builder(new Nowhere()).setMaxQueueSize(65_536).build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(batch).build())
        .build();
  }

  private static LocalEngine telling(OpenTelemetry to) {
    return LocalEngine.builder().prices(PRICES).listener(Telemetry.of(to)).build();
  }

  private static Plan<?> plan(String kind) {
    return switch (kind) {
      case "tool" -> chain(tool());
      case "model" -> chain(model());
      default -> items();
    };
  }

  private static Plan<String> chain(Work<String, String> work) {
    return Flow.plan(
        "chain",
        flow -> {
          Ref<String> text = flow.input("text", String.class);
          for (int i = 0; i < STEPS; i++) {
            text = flow.call("step_" + i, text, work);
          }
          return text;
        });
  }

  private static Plan<List<String>> items() {
    return Flow.plan(
        "items",
        flow -> {
          var text = flow.input("text", String.class);
          var all = flow.call("all", text, Work.instant("split", one -> nCopies(STEPS, one)));
          return flow.each("each", all, STEPS, (body, one) -> body.call("strip", one, tool()));
        });
  }

  private static Work<String, String> tool() {
    return Work.instant("strip", String::strip);
  }

  private static Work<String, String> model() {
    var usage = Usage.tokens("openai", "small", 1200, 60);
    return Work.described(
        WorkInfo.named("chat.text").model("small").location(WorkInfo.Location.EXTERNAL).build(),
        (text, call) -> Mono.just(Outcome.of(text, usage, Outcome.Kind.GENERATED)));
  }

  @Benchmark
  public Object alone() {
    return alone.run(plan, INPUTS).value();
  }

  /** A listener that does nothing: then there are events, each a value. */
  @Benchmark
  public Object heard() {
    return heard.run(plan, INPUTS).value();
  }

  /** The bill and where the time went, which a trace is drawn from. */
  @Benchmark
  public Timing billed() {
    return heard.run(plan, INPUTS).waybill().timing();
  }

  @Benchmark
  public Object metered() {
    return metered.run(plan, INPUTS).value();
  }

  @Benchmark
  public Object traced() {
    return traced.run(plan, INPUTS).value();
  }

  /** An OpenTelemetry that does nothing. */
  @Benchmark
  public Object noop() {
    return noop.run(plan, INPUTS).value();
  }

  /** A sampler that lets nothing through. */
  @Benchmark
  public Object unsampled() {
    return unsampled.run(plan, INPUTS).value();
  }

  /** The spans of {@link #traced} without a run. */
  @Benchmark
  public void spansByHand() {
    replay.spans(spans.getTracer("by hand"));
  }

  /** The measurements of {@link #metered} without a run. */
  @Benchmark
  public void metricsByHand() {
    recount.measure();
  }
}
