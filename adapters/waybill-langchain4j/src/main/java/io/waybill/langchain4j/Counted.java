package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Counts what a request sends when the provider does not: a token for every four bytes of UTF-8,
 * begun ones included, message by message and tool by tool. English comes out near what its
 * providers count; it is marked as counted wherever it is shown.
 */
final class Counted {
  private static final int BYTES_PER_TOKEN = 4;

  private Counted() {}

  /** Empty if there is something in it that is no text. */
  static OptionalLong tokens(ChatRequest request) {
    long tokens = 0;
    for (var message : request.messages()) {
      var texts = texts(message);
      if (texts.isEmpty()) {
        return OptionalLong.empty();
      }
      tokens += tokens(String.join("", texts));
    }
    var tools = request.toolSpecifications();
    if (tools != null) {
      tokens += tools.stream().mapToLong(tool -> tokens(tool.toJson())).sum();
    }
    return OptionalLong.of(tokens);
  }

  static long tokens(String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  /** The texts of a message; none if it holds anything else. */
  private static List<String> texts(ChatMessage message) {
    if (message instanceof SystemMessage system) {
      return List.of(system.text());
    }
    if (message instanceof AiMessage answer) {
      var called =
          answer.toolExecutionRequests().stream().map(call -> call.name() + call.arguments());
      var text = answer.text();
      return Stream.concat(Stream.of(text == null ? "" : text), called).toList();
    }
    if (message instanceof UserMessage user) {
      return only(user.contents());
    }
    return message instanceof ToolExecutionResultMessage result
        ? only(result.contents())
        : List.of();
  }

  private static List<String> only(List<? extends dev.langchain4j.data.message.Content> contents) {
    return contents.stream().allMatch(TextContent.class::isInstance)
        ? contents.stream().map(content -> ((TextContent) content).text()).toList()
        : List.of();
  }
}
