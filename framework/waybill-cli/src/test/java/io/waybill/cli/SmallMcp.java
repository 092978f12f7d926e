package io.waybill.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** An MCP server over stdio with one tool, {@code search}, which says what it was given. */
final class SmallMcp {
  private static final JsonMapper JSON = new JsonMapper();

  private SmallMcp() {}

  public static void main(String[] args) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var message = JSON.readTree(line);
      if (message.has("id")) {
        var answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", message.get("id"));
        var words = message.at("/params/arguments/words").asText();
        answer.set(
            "result",
            JSON.readTree(
                switch (message.path("method").asText()) {
                  case "initialize" ->
                      "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"small\",\"version\":\"1\"}}";
                  case "tools/list" ->
                      "{\"tools\":[{\"name\":\"search\",\"description\":\"Finds tickets\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"words\":{\"type\":\"string\"}},\"required\":[\"words\"]}}]}";
                  default ->
                      "{\"content\":[{\"type\":\"text\",\"text\":\"found %s\"}]}".formatted(words);
                }));
        System.out.println(JSON.writeValueAsString(answer));
        System.out.flush();
      }
    }
  }
}
