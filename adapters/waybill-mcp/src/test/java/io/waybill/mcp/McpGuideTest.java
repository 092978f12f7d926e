package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Binding;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/guide/mcp.md says. */
@Timeout(60)
class McpGuideTest {
  private static final String SEARCH =
      "{\"name\":\"search\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"words\":{\"type\":\"string\"}}}}";

  @TempDir Path folder;

  private static String guide() throws IOException {
    return Files.readString(root().resolve("docs/guide/mcp.md"));
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(guide())
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void theFileOfThePageCanBeRead() throws IOException {
    var desk = new Desk(folder).says(blocks("yaml").get(0));
    try (var servers = desk.read()) {
      assertEquals(List.of("files", "tickets"), servers.names());
    }
  }

  @Test
  void everyKeyOfThePageIsAKeyAndEveryKeyIsOnThePage() throws IOException {
    var wrong = new Desk(folder).says("servers: { a: { command: [x], nothing: 1 } }");
    var said = assertThrows(IllegalArgumentException.class, wrong::read).getMessage();
    var keys = said.replaceAll("(?s).*Known: |\\.\\s*$", "").split(", ");
    assertEquals(13, keys.length, said);
    for (var key : keys) {
      assertTrue(guide().contains("`" + key + "`"), key + " is not on the page");
    }
  }

  @Test
  void aTicketIsLookedForUntilTheServerIsAnother() throws IOException {
    try (var odd = new OddHttp()) {
      odd.replies.put("tools/list", OddHttp.json("{\"tools\":[" + SEARCH.formatted("x") + "]}"));
      new Desk(folder)
          .says(
              "servers: { tickets: { url: \"%s\", free: true, recheck: 0s, tools: { search: { effects: pure } } } }"
                  .formatted(odd.url()));
      look();
      call(odd);
    }
  }

  private void look() {
    // on the page the file stands in the folder where the process was started
    try (var servers = McpServers.read(folder.resolve("mcp.yaml"))) {
      var offer = servers.offered("tickets").block();
      offer.tools().forEach((name, words) -> System.out.println(name + ": " + words));
      servers.pin("tickets", offer.digest()).block();
    }
  }

  private void call(OddHttp odd) throws IOException {
    var servers = McpServers.read(folder.resolve("mcp.yaml"));
    var plan =
        Flow.plan(
            "search",
            flow -> {
              var words = flow.input("words", String.class);
              return flow.call(
                  "tickets",
                  new Binding.Fields(Map.of("words", words)),
                  servers.tool("tickets", "search"));
            });
    try (servers) {
      var engine = LocalEngine.create();
      var inputs = Map.<String, Object>of("words", "late parcel");
      assertEquals("hello", engine.run(plan, inputs).value());
      odd.replies.put(
          "tools/list",
          OddHttp.json(
              "{\"tools\":[%s,%s]}"
                  .formatted(SEARCH.formatted("y"), "{\"name\":\"wipe\",\"inputSchema\":{}}")));
      var stopped = assertThrows(RunException.class, () -> engine.run(plan, inputs));
      assertEquals(ErrorKind.DIVERGED, stopped.failure().kind());
      var said = stopped.failure().message().split(" Look at it")[0];
      assertTrue(guide().contains("```\n" + said + "\n```"), said);
    }
  }

  @Test
  void theCodeOfThePageIsTheCodeOfThisTest() throws IOException {
    var here =
        root().resolve("adapters/waybill-mcp/src/test/java/io/waybill/mcp/McpGuideTest.java");
    var words =
        Files.readString(here)
            .replace("folder.resolve(\"mcp.yaml\")", "Path.of(\"mcp.yaml\")")
            .replaceAll("\\s+", "");
    var blocks = blocks("java");
    assertEquals(2, blocks.size());
    for (var block : blocks) {
      assertTrue(words.contains(block.replaceAll("\\s+", "")), "not in the test: " + block);
    }
  }
}
