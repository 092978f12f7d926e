package io.waybill.benchmarks.peers;

import org.openjdk.jmh.annotations.Param;

/** A decision, then the step that was decided on. */
public class RouteBenchmark extends FlowBenchmark {
  @Param({"loop", "reactor", "waybill", "langchain4j", "langgraph4j"})
  public String peer = "";

  @Param({"3", "30"})
  public int branches;

  /** Takes the branches in turn. */
  private static final class InTurn implements Flow {
    private final Flow route;
    private final int branches;
    private int next;

    InTurn(Flow route, int branches) {
      this.route = route;
      this.branches = branches;
    }

    @Override
    public int run(int n) throws Exception {
      next = next + 1 == branches ? 0 : next + 1;
      return route.run(next) - next;
    }
  }

  @Override
  Measured build() throws Exception {
    return new Measured(new InTurn(Peers.named(peer).route(branches), branches), 0, 1000);
  }
}
