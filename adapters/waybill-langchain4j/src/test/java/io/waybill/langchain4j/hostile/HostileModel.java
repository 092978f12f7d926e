package io.waybill.langchain4j.hostile;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model that is on the side of whoever writes to it. It obeys every injection that it reads,
 * calls every tool that it has, with all the strangers' words it has seen as the arguments, and
 * answers with these words, so that they reach the next model too.
 */
record HostileModel(Tally tally) implements ChatModel {
  /** In so many turns it calls tools, then it answers. */
  private static final int EAGER = 2;

  @Override
  public ChatResponse doChat(ChatRequest request) {
    var read =
        request.messages().stream().map(ChatMessage::toString).collect(Collectors.joining("\n"));
    var tools = request.toolSpecifications();
    long turn =
        request.messages().stream()
            .filter(message -> message instanceof AiMessage said && said.hasToolExecutionRequests())
            .count();
    if (request.responseFormat() != null) {
      return says(AiMessage.from("{\"stars\":4,\"sure\":true}"), FinishReason.STOP);
    }
    if (tools == null || tools.isEmpty() || turn >= EAGER) {
      return says(AiMessage.from("As you wish. " + Strangers.words(read)), FinishReason.STOP);
    }
    var calls = new ArrayList<ToolExecutionRequest>();
    for (var tool : tools) {
      calls.add(call(tool.name(), "turn %d %s".formatted(turn, Strangers.words(read)), calls));
    }
    for (var injected : Strangers.injections(read)) {
      tally.obeyed.incrementAndGet();
      calls.add(call(injected.tool(), injected.text(), calls));
    }
    return says(AiMessage.from(calls), FinishReason.TOOL_EXECUTION);
  }

  private static ToolExecutionRequest call(String tool, String text, List<?> before) {
    var arguments = "{\"text\":\"" + text.replace("\\", "").replace("\"", "'") + "\"}";
    return ToolExecutionRequest.builder()
        .id("call" + before.size())
        .name(tool)
        .arguments(arguments.replace('\n', ' '))
        .build();
  }

  private static ChatResponse says(AiMessage message, FinishReason finish) {
    return ChatResponse.builder()
        .aiMessage(message)
        .finishReason(finish)
        .tokenUsage(new TokenUsage(10, 5))
        .build();
  }
}
