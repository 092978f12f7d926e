package io.waybill.benchmarks.soak;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.OtlpJson;
import io.waybill.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * How time grows with the number of attempts, for all that is made of a run: 1 is in proportion, 2
 * is with the square. Arguments: sizes (500 5000 20000), and words that the names of shapes have.
 */
public final class Growth {
  private static final int ROUNDS = 3;

  /**
   * The quickest of some rounds, in nanoseconds.
   *
   * @param told a run that is drawn while it goes on, its spans dropped
   */
  record Times(
      long plan, long run, long waybill, long timing, long receipt, long trace, long told) {
    List<Long> all() {
      return List.of(plan, run, waybill, timing, receipt, trace, told);
    }
  }

  private Growth() {}

  public static void main(String[] args) {
    var numbers = Stream.of(args).filter(arg -> arg.matches("\\d+")).map(Integer::valueOf).toList();
    var words = Stream.of(args).filter(arg -> !arg.matches("\\d+")).toList();
    var sizes = numbers.isEmpty() ? List.of(500, 5_000, 20_000) : numbers;
    System.out.printf(
        "%-24s %8s %9s %9s %9s %9s %9s %9s %9s%n",
        "ms", "attempts", "plan", "run", "waybill", "timing", "receipt", "trace", "told");
    Shapes.all()
        .forEach(
            (name, shape) -> {
              if (words.stream().allMatch(name::contains)) {
                print(name, shape, sizes);
              }
            });
    System.exit(0);
  }

  private static void print(String name, IntFunction<Plan<?>> shape, List<Integer> sizes) {
    of(shape, sizes.get(0)); // compiled
    var times = new ArrayList<Times>();
    for (int size : sizes) {
      var time = of(shape, size);
      times.add(time);
      var cells = time.all().stream().map(nanos -> cell(nanos / 1e6)).toList();
      System.out.printf("%-24s %8d %s%n", name, size, String.join(" ", cells));
    }
    int last = sizes.size() - 1;
    if (last > 0) {
      var cells = new ArrayList<String>();
      for (int i = 0; i < times.get(0).all().size(); i++) {
        double grew = times.get(last).all().get(i) / (double) times.get(last - 1).all().get(i);
        double by = sizes.get(last) / (double) sizes.get(last - 1);
        cells.add(cell(Math.log(grew) / Math.log(by)));
      }
      System.out.printf("%-24s %8s %s%n", "", "growth", String.join(" ", cells));
    }
  }

  private static String cell(double number) {
    return String.format(Locale.ROOT, "%9.2f", number);
  }

  static Times of(IntFunction<Plan<?>> shape, int size) {
    Times best = once(shape, size);
    for (int round = 1; round < ROUNDS; round++) {
      best = least(best, once(shape, size));
    }
    return best;
  }

  private static Times least(Times one, Times other) {
    return new Times(
        Math.min(one.plan, other.plan),
        Math.min(one.run, other.run),
        Math.min(one.waybill, other.waybill),
        Math.min(one.timing, other.timing),
        Math.min(one.receipt, other.receipt),
        Math.min(one.trace, other.trace),
        Math.min(one.told, other.told));
  }

  private static Times once(IntFunction<Plan<?>> shape, int size) {
    var clock = new Clock();
    var plan = shape.apply(size);
    long planned = clock.lap();
    var result = LocalEngine.create().run(plan, Map.of("size", size));
    long run = clock.lap();
    var waybill = result.waybill();
    long made = clock.lap();
    int attempts = waybill.ledger().postings().size();
    if (attempts < size / 2) {
      throw new IllegalStateException("%d attempts where %d were meant".formatted(attempts, size));
    }
    clock.lap();
    waybill.timing();
    long timing = clock.lap();
    long letters = waybill.toString().length();
    long receipt = clock.lap();
    OtlpJson.of(waybill);
    long trace = clock.lap();
    var dropping = SdkTracerProvider.builder().addSpanProcessor(new Dropping()).build();
    try (var sdk = OpenTelemetrySdk.builder().setTracerProvider(dropping).build()) {
      var engine = LocalEngine.builder().listener(Telemetry.of(sdk)).build();
      clock.lap();
      engine.run(plan, Map.of("size", size));
    }
    if (letters == 0) {
      throw new IllegalStateException("an empty receipt");
    }
    return new Times(planned, run, made, timing, receipt, trace, clock.lap());
  }

  /** Takes every span, and keeps none. */
  private static final class Dropping implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
