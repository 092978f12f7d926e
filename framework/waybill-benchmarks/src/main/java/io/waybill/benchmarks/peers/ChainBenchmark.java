package io.waybill.benchmarks.peers;

import org.openjdk.jmh.annotations.Param;

/**
 * Instant steps in a row: what a run costs (1), and, from the difference between 8 and 64, what a
 * step does.
 */
public class ChainBenchmark extends FlowBenchmark {
  @Param({
    "loop",
    "reactor",
    "threads",
    "waybill",
    "waybill-followed",
    "waybill-journal",
    "langchain4j",
    "langgraph4j"
  })
  public String peer = "";

  @Param({"1", "8", "64"})
  public int steps;

  @Override
  Measured build() throws Exception {
    return new Measured(Peers.named(peer).chain(steps, Calls.INSTANT), 0, steps);
  }
}
