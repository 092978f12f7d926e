package io.waybill.benchmarks.peers;

import org.openjdk.jmh.annotations.Param;

/** Eight instant steps, and state beside them that none of them looks at. */
public class StateBenchmark extends FlowBenchmark {
  @Param({"loop", "waybill", "waybill-journal", "langchain4j", "langgraph4j", "langgraph4j-saver"})
  public String peer = "";

  @Param({"0", "10000", "100000"})
  public int characters;

  @Override
  Measured build() throws Exception {
    return new Measured(Peers.named(peer).carrying(8, characters), 0, 8);
  }
}
