package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** With servers that we did not write. */
@Timeout(120)
class SdkTest {
  private static final String TOOLS =
      "tools: { echo: { effects: pure }, add: { effects: pure } }\n";

  @TempDir Path folder;

  /** It also lists what is required otherwise after every start, as its maps have it. */
  @Test
  void aServerOfTheSdkAnswersOverStdio() {
    var desk = new Desk(folder);
    desk.says(
        "servers:\n  shop:\n    command: %s\n    %s"
            .formatted(Desk.java("io.waybill.mcp.SdkServer"), TOOLS));
    try (var servers = desk.pinned("shop")) {
      answers(servers);
    }
  }

  @Test
  void aServerOfTheSdkAnswersOverHttp() throws Exception {
    try (var sdk = SdkServer.http(folder.toFile());
        var servers = desk(sdk).pinned("shop")) {
      answers(servers);
    }
  }

  private Desk desk(SdkServer sdk) {
    return new Desk(folder)
        .says(
            "servers:\n  shop:\n    url: %s\n    location: local\n    %s"
                .formatted(sdk.url(), TOOLS));
  }

  private static void answers(McpServers servers) {
    assertEquals("grüß Gott", Desk.call(servers, "echo", Map.of("text", "grüß Gott")));
    var sum = (Map<?, ?>) Desk.call(servers, "add", Map.of("a", 2, "b", new BigDecimal("3")));
    assertEquals(5L, sum.get("sum"));
    assertEquals(ErrorKind.INVALID, Desk.fails(servers, "add", Map.of("a", 2)).kind());
  }

  /** The news comes over a stream of its own, so it may be a moment later than the change. */
  @Test
  void aChangeBetweenCallsIsHeardOverHttp() throws Exception {
    try (var sdk = SdkServer.http(folder.toFile());
        var servers = desk(sdk).pinned("shop")) {
      Desk.call(servers, "echo", Map.of("text", "before"));
      sdk.grow();
      var refused =
          Flux.fromStream(Stream.generate(() -> "after"))
              .concatMap(
                  text ->
                      servers
                          .tool("shop", "echo")
                          .perform(Map.of("text", text), CallContext.detached("t"))
                          .map(outcome -> "")
                          .onErrorResume(e -> Mono.just(e.getMessage())))
              .filter(said -> !said.isEmpty())
              .blockFirst(Desk.PATIENCE);
      assertTrue(refused.contains("'echo_twice' is new"), refused);
    }
  }
}
