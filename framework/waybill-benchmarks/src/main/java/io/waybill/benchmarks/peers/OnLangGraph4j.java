package io.waybill.benchmarks.peers;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.async.AsyncGenerator;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.NodeOutput;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.streaming.StreamingOutput;

/** LangGraph4j's core: nodes and edges over a map that it copies. */
final class OnLangGraph4j implements Peer {
  /** Its limit of steps is 25 unless told otherwise. */
  private static final int MOST_STEPS = 1000;

  private final boolean threadEach;
  private final boolean saved;

  /**
   * @param threadEach whether parallel branches are given a thread each; if not, it is as it comes
   * @param saved whether its saver keeps every step in memory
   */
  OnLangGraph4j(boolean threadEach, boolean saved) {
    this.threadEach = threadEach;
    this.saved = saved;
  }

  private static int read(AgentState state, String key) {
    return state.<Integer>value(key).orElseThrow();
  }

  private static AsyncNodeAction<AgentState> step(String from, String to, Task task) {
    return state ->
        task.asynchronous()
            ? task.later(read(state, from)).thenApply(n -> Map.of(to, n))
            : CompletableFuture.completedFuture(Map.of(to, task.now(read(state, from))));
  }

  private static AsyncNodeAction<AgentState> sum(int width) {
    return state -> {
      int sum = 0;
      for (int i = 0; i < width; i++) {
        sum += read(state, "b" + i);
      }
      return CompletableFuture.completedFuture(Map.of("n", sum));
    };
  }

  private static AsyncNodeAction<AgentState> nothing() {
    return state -> CompletableFuture.completedFuture(Map.of());
  }

  private static CompileConfig.Builder config() {
    return CompileConfig.builder().recursionLimit(MOST_STEPS);
  }

  private Compiled compiled(StateGraph<AgentState> graph, String... splits)
      throws GraphStateException {
    return new Compiled(graph.compile(config().build()), List.of(splits), threadEach);
  }

  /** Nodes in a row, from {@code from} on; the last of them is {@code name + (count - 1)}. */
  private static String line(
      StateGraph<AgentState> graph, String from, String name, int count, Task task)
      throws GraphStateException {
    var last = from;
    for (int i = 0; i < count; i++) {
      graph.addNode(name + i, step("n", "n", task)).addEdge(last, name + i);
      last = name + i;
    }
    return last;
  }

  private static StateGraph<AgentState> chainOf(int steps, Task task) throws GraphStateException {
    var graph = new StateGraph<>(AgentState::new);
    return graph.addEdge(line(graph, START, "s", steps, task), END);
  }

  @Override
  public Flow chain(int steps, Task task) throws GraphStateException {
    var chain = compiled(chainOf(steps, task));
    return task.asynchronous() ? new Compiled.Asynchronous(chain) : chain;
  }

  /** Branches from one node, which are joined in a node called {@code sum}. */
  private static StateGraph<AgentState> split(
      StateGraph<AgentState> graph, String from, int width, Task task) throws GraphStateException {
    graph.addNode("sum", sum(width));
    for (int i = 0; i < width; i++) {
      graph.addNode("b" + i, step("n", "b" + i, task));
      graph.addEdge(from, "b" + i).addEdge("b" + i, "sum");
    }
    return graph;
  }

  @Override
  public Flow fan(int width, Task task) throws GraphStateException {
    var graph = new StateGraph<>(AgentState::new).addNode("split", nothing());
    graph.addEdge(START, "split");
    return compiled(split(graph, "split", width, task).addEdge("sum", END), "split");
  }

  @Override
  public Flow diamond(Task task) throws GraphStateException {
    var graph = new StateGraph<>(AgentState::new);
    var router = line(graph, START, "router", 1, task);
    var last = line(split(graph, router, 3, task), "sum", "then", 3, task);
    return compiled(graph.addEdge(last, END), router);
  }

  /** A branch is one node, so one of two steps is a graph of its own that a node runs. */
  @Override
  public Flow skewed(Task brief, Task lengthy) throws GraphStateException {
    var one = pair(brief, lengthy);
    var other = pair(lengthy, brief);
    var graph =
        new StateGraph<>(AgentState::new)
            .addNode("split", nothing())
            .addNode("a", nested(one, "b0", brief))
            .addNode("b", nested(other, "b1", brief))
            .addNode("sum", sum(2))
            .addEdge(START, "split")
            .addEdge("split", "a")
            .addEdge("split", "b")
            .addEdge("a", "sum")
            .addEdge("b", "sum")
            .addEdge("sum", END);
    return compiled(graph, "split");
  }

  private Compiled pair(Task first, Task second) throws GraphStateException {
    var graph = new StateGraph<>(AgentState::new);
    var last = line(graph, line(graph, START, "f", 1, first), "g", 1, second);
    return compiled(graph.addEdge(last, END));
  }

  private static AsyncNodeAction<AgentState> nested(Compiled graph, String to, Task task) {
    return state -> {
      int n = read(state, "n");
      return task.asynchronous()
          ? graph.begin(n).thenApply(result -> Map.of(to, result))
          : CompletableFuture.completedFuture(Map.of(to, graph.run(n)));
    };
  }

  @Override
  public Flow route(int branches) throws GraphStateException {
    var graph = new StateGraph<>(AgentState::new);
    var targets = new HashMap<String, String>();
    for (int i = 0; i < branches; i++) {
      var label = "b" + i;
      graph.addNode(label, step("n", "n", Calls.ADD_THOUSAND)).addEdge(label, END);
      targets.put(label, label);
    }
    graph.addConditionalEdges(
        START, state -> CompletableFuture.completedFuture("b" + read(state, "n")), targets);
    return compiled(graph);
  }

  @Override
  public Flow carrying(int steps, int characters) throws GraphStateException {
    var saver = saved ? config().checkpointSaver(new MemorySaver()).releaseThread(true) : config();
    var graph = chainOf(steps, Calls.INSTANT).compile(saver.build());
    return new Compiled(graph, List.of(), threadEach).carrying("x".repeat(characters));
  }

  @Override
  public Talk talk() throws GraphStateException {
    var graph =
        new StateGraph<>(AgentState::new)
            .addNode("speak", speak())
            .addEdge(START, "speak")
            .addEdge("speak", END)
            .compile(config().build());
    return (tokens, listener) -> {
      int heard = 0;
      for (var output : graph.stream(Map.of("tokens", tokens))) {
        if (output instanceof StreamingOutput<?> piece && piece.chunk() != null) {
          heard++;
          listener.accept(piece.chunk());
        }
      }
      return heard;
    };
  }

  private static AsyncNodeAction<AgentState> speak() {
    return state -> CompletableFuture.completedFuture(Map.of("_stream", speech(state)));
  }

  private static AsyncGenerator<NodeOutput<AgentState>> speech(AgentState state) {
    var said = new Tokens(read(state, "tokens"));
    return new AsyncGenerator.Base<>() {
      @Override
      public Data<NodeOutput<AgentState>> next() {
        return said.hasNext()
            ? Data.of(new StreamingOutput<AgentState>(said.next(), "speak", state, null))
            : Data.done(Map.of("n", 1));
      }
    };
  }
}
