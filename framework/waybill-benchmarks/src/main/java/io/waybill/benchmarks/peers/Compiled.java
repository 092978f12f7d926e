package io.waybill.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.AgentState;

/** A graph of LangGraph4j as a flow. */
final class Compiled implements Flow {
  private static final AtomicLong CONVERSATIONS = new AtomicLong();

  private final CompiledGraph<AgentState> graph;
  private final RunnableConfig config;

  /**
   * @param splits nodes with several edges out of them
   * @param threadEach whether what those lead to is given a thread each
   */
  Compiled(CompiledGraph<AgentState> graph, List<String> splits, boolean threadEach) {
    this.graph = graph;
    var config = RunnableConfig.builder();
    if (threadEach) {
      splits.forEach(split -> config.addParallelNodeExecutor(split, Threads.EACH));
    }
    this.config = config.build();
  }

  private static int n(AgentState state) {
    return state.<Integer>value("n").orElseThrow();
  }

  @Override
  public int run(int n) {
    return n(graph.invoke(Map.of("n", n), config).orElseThrow());
  }

  /** Cancelling it cancels the graph's stream. */
  @Override
  public CompletableFuture<Integer> start(int n) {
    var stream = graph.stream(Map.of("n", n), config);
    Flow taken =
        any -> {
          int last = 0;
          for (var output : stream) {
            last = n(output.state());
          }
          return last;
        };
    return Flow.whenCancelled(taken.start(n), () -> stream.cancel(true));
  }

  /** Without a thread of its own: for nodes that hold none. */
  CompletableFuture<Integer> begin(int n) {
    var last = new int[1];
    return graph.stream(Map.of("n", n), config)
        .forEachAsync(output -> last[0] = n(output.state()))
        .thenApply(end -> last[0]);
  }

  /** A graph whose nodes hold no thread. */
  record Asynchronous(Compiled graph) implements Flow {
    @Override
    public int run(int n) {
      return graph.run(n);
    }

    @Override
    public CompletableFuture<Integer> start(int n) {
      return graph.begin(n);
    }
  }

  /** The same graph, with a text in its state and a conversation of its own for each run. */
  Flow carrying(String text) {
    return n -> {
      var conversation = RunnableConfig.builder().threadId("t" + CONVERSATIONS.incrementAndGet());
      return n(graph.invoke(Map.of("n", n, "text", text), conversation.build()).orElseThrow());
    };
  }
}
