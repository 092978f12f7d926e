package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A model of LangChain4j's that answers what it is told, one request after the other. */
final class ScriptedChat implements ChatModel {
  static final TokenUsage USED = new TokenUsage(100, 20);

  final List<ChatRequest> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final List<Script> script;

  /** What it answers to a request. */
  interface Script {
    ChatResponse to(ChatRequest request);
  }

  ScriptedChat(Script... script) {
    this.script = List.of(script);
  }

  static ScriptedChat says(String... texts) {
    return new ScriptedChat(Stream.of(texts).map(ScriptedChat::text).toArray(Script[]::new));
  }

  static Script text(String text) {
    return request -> response(AiMessage.from(text), FinishReason.STOP, USED);
  }

  /** Asks for tools, one after the other in one turn: a name, its arguments, a name, … */
  static Script calls(String... namesAndArguments) {
    var requests =
        Stream.iterate(0, i -> i < namesAndArguments.length, i -> i + 2)
            .map(
                i ->
                    ToolExecutionRequest.builder()
                        .id("call" + i)
                        .name(namesAndArguments[i])
                        .arguments(namesAndArguments[i + 1])
                        .build())
            .toList();
    return request -> response(AiMessage.from(requests), FinishReason.TOOL_EXECUTION, USED);
  }

  /** What it was told that tools gave, by its nth turn. */
  List<String> told(int nth) {
    return asked.get(nth - 1).messages().stream()
        .filter(ToolExecutionResultMessage.class::isInstance)
        .map(message -> ((ToolExecutionResultMessage) message).text())
        .toList();
  }

  static ChatResponse response(AiMessage message, FinishReason finish, TokenUsage used) {
    return ChatResponse.builder().aiMessage(message).finishReason(finish).tokenUsage(used).build();
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    asked.add(request);
    return script.get(Math.min(next.getAndIncrement(), script.size() - 1)).to(request);
  }
}
