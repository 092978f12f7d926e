package io.waybill.benchmarks.peers;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.scope.AgenticScope;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.V;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * LangChain4j's agentic module: actions over a scope. It keeps no accounts, and its actions are
 * synchronous.
 */
final class OnLangChain4j implements Peer {
  private final boolean threadEach;

  /**
   * @param threadEach whether parallel branches are given a thread each; if not, it is as it comes
   */
  OnLangChain4j(boolean threadEach) {
    this.threadEach = threadEach;
  }

  private static int read(AgenticScope scope, String key) {
    return (Integer) scope.readState(key);
  }

  private static Object step(String from, String to, Task task) {
    return AgenticServices.agentAction(scope -> scope.writeState(to, task.now(read(scope, from))));
  }

  private static Object[] steps(int count, Task task) {
    return IntStream.range(0, count).mapToObj(i -> step("n", "n", task)).toArray();
  }

  private static Object sum(int width) {
    return AgenticServices.agentAction(
        scope -> {
          int sum = 0;
          for (int i = 0; i < width; i++) {
            sum += read(scope, "b" + i);
          }
          scope.writeState("n", sum);
        });
  }

  private static UntypedAgent sequence(Object... agents) {
    return AgenticServices.sequenceBuilder().subAgents(agents).outputKey("n").build();
  }

  private UntypedAgent atOnce(Object... agents) {
    var parallel = AgenticServices.parallelBuilder().subAgents(agents);
    if (threadEach) {
      parallel.executor(Threads.EACH);
    }
    return parallel.build();
  }

  private UntypedAgent split(int width, Task task) {
    return atOnce(IntStream.range(0, width).mapToObj(i -> step("n", "b" + i, task)).toArray());
  }

  private static Flow flow(UntypedAgent agent) {
    return n -> (Integer) agent.invoke(Map.of("n", n));
  }

  @Override
  public Flow chain(int steps, Task task) {
    return flow(sequence(steps(steps, task)));
  }

  @Override
  public Flow fan(int width, Task task) {
    return flow(sequence(split(width, task), sum(width)));
  }

  @Override
  public Flow diamond(Task task) {
    return flow(sequence(step("n", "n", task), split(3, task), sum(3), sequence(steps(3, task))));
  }

  @Override
  public Flow skewed(Task brief, Task lengthy) {
    var one = sequence(step("n", "x", brief), step("x", "b0", lengthy));
    var other = sequence(step("n", "y", lengthy), step("y", "b1", brief));
    return flow(sequence(atOnce(one, other), sum(2)));
  }

  @Override
  public Flow route(int branches) {
    var route = AgenticServices.conditionalBuilder();
    for (int i = 0; i < branches; i++) {
      int mine = i;
      route.subAgents(
          scope -> read(scope, "n") == mine,
          AgenticServices.agentAction(scope -> scope.writeState("n", 1000 + mine)));
    }
    return flow(sequence(route.build()));
  }

  @Override
  public Flow carrying(int steps, int characters) {
    var agent = sequence(steps(steps, Calls.INSTANT));
    var text = "x".repeat(characters);
    return n -> (Integer) agent.invoke(Map.of("n", n, "text", text));
  }

  /** Its annotations want an interface for an agent that streams. */
  public interface Speaker {
    @dev.langchain4j.service.UserMessage("{{tokens}}")
    @Agent(description = "speaks", outputKey = "said")
    TokenStream speak(@V("tokens") String tokens);
  }

  /** And one for the workflow around it. */
  public interface Speech {
    @Agent
    TokenStream run(@V("tokens") String tokens);
  }

  /** Says as many tokens as its prompt asks for, on the thread that asks. */
  private static final class Model implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      var prompt = ((UserMessage) request.messages().get(0)).singleText();
      for (var said = new Tokens(Integer.parseInt(prompt)); said.hasNext(); ) {
        handler.onPartialResponse(said.next());
      }
      handler.onCompleteResponse(ChatResponse.builder().aiMessage(AiMessage.from("end")).build());
    }
  }

  @Override
  public Talk talk() {
    var speaker = AgenticServices.agentBuilder(Speaker.class).streamingChatModel(new Model());
    var speech =
        AgenticServices.sequenceBuilder(Speech.class)
            .subAgents(speaker.build())
            .outputKey("said")
            .build();
    return (tokens, listener) -> {
      var heard = new int[1];
      var end = new CompletableFuture<ChatResponse>();
      speech
          .run(String.valueOf(tokens))
          .onPartialResponse(
              token -> {
                heard[0]++;
                listener.accept(token);
              })
          .onCompleteResponse(end::complete)
          .onError(end::completeExceptionally)
          .start();
      end.join();
      return heard[0];
    };
  }
}
