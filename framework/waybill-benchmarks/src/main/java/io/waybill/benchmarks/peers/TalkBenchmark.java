package io.waybill.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Tokens through one step: how long until the first is heard (1), and, from the difference between
 * 1 and 1,000, what each costs.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 12, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TalkBenchmark {
  @Param({"loop", "reactor", "waybill", "waybill-followed", "langchain4j", "langgraph4j"})
  public String peer = "";

  @Param({"1", "1000"})
  public int tokens;

  private Talk talk = (tokens, listener) -> tokens;

  @Setup
  public void open() throws Exception {
    talk = Peers.named(peer).talk();
  }

  @Benchmark
  public int run(Blackhole listener) throws Exception {
    int heard = talk.run(tokens, listener::consume);
    if (heard != tokens) {
      throw new IllegalStateException("%d of %d tokens were heard".formatted(heard, tokens));
    }
    return heard;
  }
}
