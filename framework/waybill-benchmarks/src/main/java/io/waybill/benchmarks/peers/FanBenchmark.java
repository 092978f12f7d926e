package io.waybill.benchmarks.peers;

import org.openjdk.jmh.annotations.Param;

/** Instant branches at once, and their sum. */
public class FanBenchmark extends FlowBenchmark {
  @Param({
    "loop",
    "reactor",
    "waybill",
    "langchain4j",
    "langchain4j-default",
    "langgraph4j",
    "langgraph4j-default"
  })
  public String peer = "";

  @Param({"8", "64"})
  public int width;

  @Override
  Measured build() throws Exception {
    return new Measured(Peers.named(peer).fan(width, Calls.INSTANT), 0, width);
  }
}
