package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.waybill.dsl.Flow;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.Tools;
import io.waybill.run.LocalEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tool of an MCP server in the hands of an agent. */
@Timeout(60)
class AgentTest {
  @TempDir Path folder;

  /** Calls the tool once, and says what it answered. */
  private static final class Caller implements ChatModel {
    @Override
    public ChatResponse doChat(ChatRequest request) {
      var parameters = request.toolSpecifications().get(0).parameters();
      assertEquals(
          JsonRawSchema.from("{\"type\":\"string\"}"), parameters.properties().get("words"));
      var last = request.messages().get(request.messages().size() - 1);
      var said =
          last instanceof ToolExecutionResultMessage result
              ? AiMessage.from("It says " + result.text())
              : AiMessage.from(
                  ToolExecutionRequest.builder()
                      .id("1")
                      .name("search")
                      .arguments("{\"words\":\"late parcel\"}")
                      .build());
      return ChatResponse.builder().aiMessage(said).build();
    }
  }

  @Test
  void anAgentCallsAToolOfAServerUnderANameOfItsOwn() throws Exception {
    try (var odd = new OddHttp()) {
      odd.replies.put(
          "tools/list",
          OddHttp.json(
              "{\"tools\":[{\"name\":\"tickets.search\",\"description\":\"Finds tickets\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"words\":{\"type\":\"string\"}},\"required\":[\"words\"]}}]}"));
      var desk =
          new Desk(folder)
              .says(
                  "servers: { desk: { url: \"%s\", free: true, tools: { tickets.search: { effects: pure } } } }"
                      .formatted(odd.url()));
      try (var servers = desk.pinned("desk")) {
        var tool = servers.tool("desk", "tickets.search");
        var tools = Tools.of().plus("search", tool.description(), tool.arguments(), tool);
        var agent = Chat.of("small", line -> new Caller()).agent(tools);
        var plan =
            Flow.<String>plan(
                "agent", flow -> flow.call("ask", flow.input("question", String.class), agent));
        var result = LocalEngine.create().run(plan, Map.of("question", "Where is it?"));
        assertEquals("It says hello", result.value());
        assertEquals(
            List.of("ask/turn#1", "ask/search#2", "ask/turn#3", "ask"),
            result.waybill().ledger().postings().stream().map(one -> one.path()).toList());
      }
    }
  }
}
