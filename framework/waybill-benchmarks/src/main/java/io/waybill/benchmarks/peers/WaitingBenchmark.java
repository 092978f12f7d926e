package io.waybill.benchmarks.peers;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a run takes whose calls take time: the longest way through the diamond of seven is 100
 * ms, through the skewed branches 40 ms (60 if all first steps are waited for), and that of
 * branches at once is one branch.
 */
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WaitingBenchmark extends FlowBenchmark {
  /** What is waited for, and how. */
  public enum Shape {
    DIAMOND_ASYNC,
    DIAMOND_BLOCKING,
    SKEWED_ASYNC,
    SKEWED_BLOCKING,
    /** 64 branches of 20 ms. */
    WIDE_64,
    /** 1,000 branches of 50 ms. */
    WIDE_1000
  }

  @Param({"reactor", "threads", "waybill", "langchain4j", "langgraph4j"})
  public String peer = "";

  @Param public Shape shape = Shape.DIAMOND_ASYNC;

  @Override
  Measured build() throws Exception {
    var on = Peers.named(peer);
    return switch (shape) {
      case DIAMOND_ASYNC -> new Measured(on.diamond(Task.asynchronous(millis(20))), 0, 9);
      case DIAMOND_BLOCKING -> new Measured(on.diamond(Task.blocking(millis(20))), 0, 9);
      case SKEWED_ASYNC ->
          new Measured(
              on.skewed(Task.asynchronous(millis(10)), Task.asynchronous(millis(30))), 0, 4);
      case SKEWED_BLOCKING ->
          new Measured(on.skewed(Task.blocking(millis(10)), Task.blocking(millis(30))), 0, 4);
      case WIDE_64 -> new Measured(on.fan(64, Task.blocking(millis(20))), 0, 64);
      case WIDE_1000 -> new Measured(on.fan(1000, Task.blocking(millis(50))), 0, 1000);
    };
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
