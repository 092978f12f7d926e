package io.waybill.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One run of a workflow, whose result is checked each time. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 12, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class FlowBenchmark {
  /** A workflow, what it is given, and what it makes of that. */
  record Measured(Flow flow, int n, int expected) {}

  private Measured measured = new Measured(n -> n, 0, 0);

  abstract Measured build() throws Exception;

  @Setup
  public void open() throws Exception {
    measured = build();
    run();
  }

  @Benchmark
  public int run() throws Exception {
    return checked(measured);
  }

  static int checked(Measured run) throws Exception {
    int result = run.flow.run(run.n);
    if (result != run.expected) {
      throw new IllegalStateException("%d is not %d".formatted(result, run.expected));
    }
    return result;
  }

  @TearDown
  public void close() {}
}
