package io.waybill.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import io.waybill.run.RunListener;
import io.waybill.run.RunOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells OpenTelemetry what an engine does: every run is a trace, every attempt a span whose money
 * and time are those of its posting, and all of them together are metrics. Give it to an engine as
 * a listener:
 *
 * <pre>{@code
 * var engine = LocalEngine.builder();
 * Telemetry.fromEnvironment().ifPresent(engine::listener);
 * }</pre>
 *
 * <p>A run is a child of the span that is current on the thread that starts it; or of the one in
 * the {@link Context} that its {@link RunOptions#context()} has under the key {@code
 * Context.class}. What a run asks of others carries the context of the attempt that asks.
 *
 * <p>Prompts and answers are not told, unless {@link #withContent} says so.
 */
public final class Telemetry implements RunListener, AutoCloseable {
  private static final class Underway {
    final LiveRun trace;
    final Set<String> asked = new HashSet<>();
    String plan = "";

    Underway(LiveRun trace) {
      this.trace = trace;
    }
  }

  private final OpenTelemetry to;
  private final Runnable close;
  private final boolean measured;
  private final boolean traced;
  private final LiveRun.To traces;
  private final Meters meters;
  private final TextMapPropagator propagator;
  private final Map<String, Underway> runs = new ConcurrentHashMap<>();

  Telemetry(OpenTelemetry to, boolean content, Runnable close) {
    this(to, content, Baseline.NONE, close);
  }

  private Telemetry(OpenTelemetry to, boolean content, Baseline baseline, Runnable close) {
    this.to = to;
    this.close = close;
    this.traces = new LiveRun.To(to.getTracer(Names.SCOPE), new Titles(), content, baseline);
    this.traced = !to.getTracerProvider().equals(TracerProvider.noop());
    var meter = to.getMeter(Names.SCOPE);
    this.measured = !meter.equals(MeterProvider.noop().get(Names.SCOPE));
    this.meters = new Meters(meter);
    this.propagator = to.getPropagators().getTextMapPropagator();
  }

  /** Tells an OpenTelemetry that somebody else has set up, and will close. */
  public static Telemetry of(OpenTelemetry to) {
    return new Telemetry(to, false, () -> {});
  }

  /**
   * Tells whom the standard {@code OTEL_…} variables name, or the system properties of the same
   * meaning; empty if they name nobody: then nothing is built and no thread is started. The service
   * is called {@code waybill} unless they say otherwise, and what models answered is told if {@code
   * OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT} is {@code true}.
   *
   * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException if they make no sense
   */
  public static Optional<Telemetry> fromEnvironment() {
    return Environment.ofProcess().telemetry();
  }

  /**
   * {@link #fromEnvironment} for a program that goes on while the process is ending, as one does
   * that Ctrl-C cancels: nothing is closed before {@link #close}, which must be called.
   */
  public static Optional<Telemetry> untilClosed() {
    return Environment.ofProcess().untilClosed();
  }

  /**
   * The same, and what models answered is told too: cut to 4,096 characters, without what looks
   * like a key, and only where a plan is checked to have nothing private: from models that are not
   * in house.
   */
  public Telemetry withContent() {
    return new Telemetry(to, true, traces.baseline(), close);
  }

  /**
   * The same, and every route tells what it saved against one model: what that would have cost more
   * for the tokens that the branch used. An estimate, since another model would use others; nothing
   * where the price book does not know it.
   *
   * @param provider who bills it: {@code openai}
   * @param model as the price book names it
   */
  public Telemetry comparedWith(String provider, String model) {
    return new Telemetry(to, traces.content(), new Baseline(provider, model), close);
  }

  @Override
  public boolean listens() {
    return traced || measured;
  }

  @Override
  public void starting(String run, RunOptions options, PriceBook prices) {
    if (!listens()) {
      return;
    }
    Context caller = options.context().getOrDefault(Context.class, Context.current());
    runs.put(
        run,
        new Underway(new LiveRun(traces, caller == null ? Context.root() : caller, run, prices)));
  }

  @Override
  public void on(String run, RunEvent.Recorded event) {
    var told = runs.get(run);
    if (told == null) {
      return;
    }
    if (event instanceof RunEvent.RunStarted started) {
      told.plan = started.plan();
      if (traced) {
        told.trace.started(started);
      }
    } else if (event instanceof RunEvent.Attempted attempted) {
      told.trace.attempted(attempted);
    } else if (event instanceof RunEvent.Posted posted) {
      told.trace.posted(posted);
      if (measured) {
        measure(told, posted);
      }
    }
  }

  /** Calls inside a call are posted before it. */
  private void measure(Underway told, RunEvent.Posted event) {
    var posting = event.posting();
    boolean asked =
        !told.asked.isEmpty() && told.asked.remove(posting.path() + " " + posting.attempt());
    if (posting.inner()) {
      var path = posting.path();
      told.asked.add(path.substring(0, path.lastIndexOf('/')) + " " + posting.attempt());
    }
    meters.posted(told.plan, event, asked);
  }

  @Override
  public Map<String, String> headers(String run, String path, int attempt) {
    var told = runs.get(run);
    if (told == null || !traced) {
      return Map.of();
    }
    var headers = new HashMap<String, String>();
    // the span alone: what else a caller's context carries is not for strangers
    var context = Context.root().with(told.trace.of(path, attempt));
    propagator.inject(
        context,
        headers,
        (carrier, name, value) -> {
          if (carrier != null) {
            carrier.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    return headers;
  }

  @Override
  public void ended(String run, Supplier<Waybill> waybill) {
    var told = runs.remove(run);
    if (told == null || (!measured && !told.trace.recorded())) {
      return;
    }
    var books = new Books(waybill.get());
    told.trace.ended(books);
    if (measured) {
      meters.ended(books);
    }
  }

  /**
   * Sends what has not been sent, waiting ten seconds at most, if it is this that set OpenTelemetry
   * up; else nothing.
   */
  @Override
  public void close() {
    close.run();
  }
}
