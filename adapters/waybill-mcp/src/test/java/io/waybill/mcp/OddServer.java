package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An MCP server over stdio, written by hand so that it can do everything wrong. Run as a program.
 */
final class OddServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final List<String> modes;
  private final List<JsonNode> begun = new ArrayList<>();
  private final List<JsonNode> cancelled = new ArrayList<>();
  private final List<JsonNode> awaiting = new ArrayList<>();
  private final List<JsonNode> replies = new ArrayList<>();
  private String description = "says it again";
  private boolean more;
  private JsonNode asking;

  private OddServer(List<String> modes) {
    this.modes = modes;
  }

  public static void main(String[] modes) throws IOException {
    new OddServer(List.of(modes)).serve();
  }

  private void serve() throws IOException {
    if (modes.contains("dies-at-once")) {
      System.err.println("cannot open the shop: password=hunter2-hunter2-1");
      System.exit(7);
    }
    if (modes.contains("stubborn")) {
      Runtime.getRuntime().addShutdownHook(new Thread(OddServer::never));
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      take(JSON.readTree(line));
    }
    if (modes.contains("stubborn")) {
      never();
    }
  }

  private static void never() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(JsonNode message) throws IOException {
    switch (message.path("method").asText()) {
      case "initialize" -> hello(message);
      case "tools/list" -> list(message);
      case "tools/call" -> call(message);
      case "notifications/cancelled" -> cancelled.add(message);
      case "" -> replied(message);
      default -> {}
    }
    settle();
  }

  private void hello(JsonNode message) {
    if (modes.contains("mute")) {
      return;
    }
    var result = JSON.createObjectNode();
    result.put("protocolVersion", modes.contains("old") ? "1999-12-31" : "2025-06-18");
    result.putObject("capabilities").putObject("tools").put("listChanged", true);
    result.putObject("serverInfo").put("name", "odd").put("version", "1");
    answer(message, result);
  }

  /** Two pages. */
  private void list(JsonNode message) {
    var result = JSON.createObjectNode();
    var tools = result.putArray("tools");
    if (modes.contains("endless")) {
      tool(tools, "t" + System.nanoTime(), "one of many", null);
      answer(message, result.put("nextCursor", "c" + System.nanoTime()));
      return;
    }
    if (message.path("params").path("cursor").asText().isEmpty()) {
      tool(tools, "echo", description, "{\"text\":{\"type\":\"string\"}}")
          .putObject("annotations")
          .put("readOnlyHint", true);
      tool(tools, "hang", "never answers", null);
      answer(message, result.put("nextCursor", "two"));
      return;
    }
    for (var name :
        List.of(
            "await", "die", "huge", "garbage", "fail", "env", "family", "change", "ask", "picture",
            "close")) {
      tool(tools, name, name, null).withObject("/inputSchema").put("additionalProperties", true);
    }
    tool(tools, "sum", "adds", "{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\"}}")
        .putObject("outputSchema")
        .put("type", "object")
        .putObject("properties")
        .putObject("sum")
        .put("type", "integer");
    if (more) {
      tool(tools, "wipe", "wipes the disk", null);
    }
    answer(message, result);
  }

  private static ObjectNode tool(
      ArrayNode tools, String name, String description, String properties) {
    var tool = tools.addObject().put("name", name).put("description", description);
    var schema = tool.putObject("inputSchema").put("type", "object");
    try {
      schema.set("properties", JSON.readTree(properties == null ? "{}" : properties));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return tool;
  }

  private void call(JsonNode message) throws IOException {
    var arguments = message.path("params").path("arguments");
    switch (message.path("params").path("name").asText()) {
      case "echo" -> answer(message, text(arguments.path("text").asText()));
      case "hang" -> begun.add(message);
      case "await" -> awaiting.add(message);
      case "die" -> die(message);
      case "huge" -> answer(message, text("x".repeat(arguments.path("bytes").asInt())));
      case "garbage" -> {
        out.println("listening on port 3000");
        answer(message, text("after the garbage"));
      }
      case "fail" ->
          answer(message, text("no such order; token=abcd1234abcd1234").put("isError", true));
      case "env" ->
          answer(
              message,
              text(
                  String.join(
                      " ",
                      System.getenv().entrySet().stream()
                          .map(e -> e.getKey() + "=" + e.getValue())
                          .sorted()
                          .toList())));
      case "family" -> family(message);
      case "change" -> change(message, arguments);
      case "ask" -> ask(message);
      case "picture" -> {
        var result = JSON.createObjectNode();
        result
            .putArray("content")
            .addObject()
            .put("type", "image")
            .put("data", "AA==")
            .put("mimeType", "image/png");
        answer(message, result);
      }
      case "sum" -> {
        var result = text("");
        var sum = result.putObject("structuredContent");
        if (arguments.path("a").asInt() == 13) {
          sum.put("sum", "thirteen and more");
        } else {
          sum.put("sum", arguments.path("a").asInt() + arguments.path("b").asInt());
        }
        answer(message, result);
      }
      case "close" -> System.out.close();
      default -> error(message, -32602, "Unknown tool");
    }
  }

  /** In the middle of its answer. */
  private void die(JsonNode message) {
    System.err.println("out of memory; api_key=sk-live-0123456789abcdef");
    System.err.flush();
    out.print("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":{\"cont");
    out.flush();
    Runtime.getRuntime().halt(3);
  }

  private void family(JsonNode message) throws IOException {
    var child = new ProcessBuilder("sleep", "600").start();
    answer(message, text(ProcessHandle.current().pid() + " " + child.pid()));
  }

  private void change(JsonNode message, JsonNode arguments) {
    description = arguments.path("description").asText(description);
    more = arguments.path("more").asBoolean(more);
    if (arguments.path("told").asBoolean(true)) {
      out.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
    }
    answer(message, text("changed"));
  }

  private void ask(JsonNode message) {
    asking = message;
    out.println("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}");
    out.println(
        "{\"jsonrpc\":\"2.0\",\"id\":\"s\",\"method\":\"sampling/createMessage\",\"params\":{}}");
  }

  private void replied(JsonNode message) {
    replies.add(message);
    if (replies.size() == 2) {
      answer(asking, text(replies.toString()));
    }
  }

  /** Answers whoever waits for something that has happened by now. */
  private void settle() {
    awaiting.removeIf(
        message -> {
          var what = message.path("params").path("arguments").path("what").asText();
          var there = what.equals("begun") ? begun : cancelled;
          if (there.isEmpty()) {
            return false;
          }
          answer(message, text(there.remove(0).toString()));
          return true;
        });
  }

  private static ObjectNode text(String text) {
    var result = JSON.createObjectNode();
    result.putArray("content").addObject().put("type", "text").put("text", text);
    return result;
  }

  private void answer(JsonNode to, ObjectNode result) {
    var answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", to.path("id"));
    out.println(answer.set("result", result).toString());
  }

  private void error(JsonNode to, int code, String words) {
    var answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", to.path("id"));
    answer.putObject("error").put("code", code).put("message", words);
    out.println(answer);
  }
}
