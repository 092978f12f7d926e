package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.testkit.outside.Needs;
import io.waybill.testkit.outside.Outside;
import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.util.retry.Retry;

/**
 * With the protocol's reference server, which is JavaScript: {@code npm install
 * @modelcontextprotocol/server-everything}.
 */
@Timeout(120)
@Needs(EverythingTest.PROGRAM)
class EverythingTest {
  static final String PROGRAM = "mcp-server-everything";

  private static final String TOOLS =
      """
      recheck: 0s
      tools:
        echo: { effects: pure }
        get-sum: { effects: pure }
        get-env: { effects: pure }
        get-tiny-image: { effects: pure }
        get-structured-content: { effects: pure }
        trigger-long-running-operation: { effects: pure, timeout: 300ms }
      """;

  @TempDir Path folder;

  private static String path() {
    return Optional.ofNullable(System.getenv("WAYBILL_MCP_SERVER_EVERYTHING")).orElse(PROGRAM);
  }

  @Test
  void theReferenceServerAnswersOverStdio() {
    var desk =
        new Desk(folder)
            .says(
                "servers:\n  shop:\n    command: [\"%s\"]\n%s".formatted(path(), TOOLS.indent(4)));
    try (var servers = desk.pinned("shop")) {
      answers(servers);
      var seen = Desk.call(servers, "get-env", Map.of()).toString();
      assertTrue(seen.contains("/nowhere"), seen);
      assertFalse(seen.contains("JAVA"), seen);
    }
  }

  @Test
  void theReferenceServerAnswersOverHttp() throws IOException {
    int port = Outside.freePorts(1).get(0);
    var process =
        new ProcessBuilder(path(), "streamableHttp")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    process.environment().put("PORT", String.valueOf(port));
    var everything = process.start();
    try (var servers = overHttp(port)) {
      answers(servers);
    } finally {
      everything.destroyForcibly();
    }
  }

  private McpServers overHttp(int port) {
    var desk =
        new Desk(folder)
            .says(
                "servers:\n  shop:\n    url: http://127.0.0.1:%d/mcp\n    location: local\n%s"
                    .formatted(port, TOOLS.indent(4)));
    try (var servers = desk.read()) {
      servers
          .offered("shop")
          .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, java.time.Duration.ofMillis(50)))
          .block(Desk.PATIENCE);
    }
    return desk.pinned("shop");
  }

  private static void answers(McpServers servers) {
    for (int i = 0; i < 20; i++) {
      assertEquals("Echo: hello", Desk.call(servers, "echo", Map.of("message", "hello")));
    }
    assertEquals("The sum of 2 and 3 is 5.", Desk.call(servers, "get-sum", Map.of("a", 2, "b", 3)));
    var weather = Desk.call(servers, "get-structured-content", Map.of("location", "Chicago"));
    assertTrue(weather instanceof Map<?, ?> map && map.containsKey("temperature"), "" + weather);
    var image = Desk.call(servers, "get-tiny-image", Map.of());
    assertTrue(image instanceof List<?>, "" + image);
    var wrong = Desk.fails(servers, "get-structured-content", Map.of("location", "Chicgo"));
    assertEquals(ErrorKind.INVALID, wrong.kind());
    assertTrue(wrong.getMessage().contains("Did you mean 'Chicago'?"), wrong.getMessage());
    var late =
        Desk.fails(servers, "trigger-long-running-operation", Map.of("duration", 30, "steps", 5));
    assertEquals(ErrorKind.STALLED, late.kind());
    assertEquals("Echo: after", Desk.call(servers, "echo", Map.of("message", "after")));
  }
}
