package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.WorkException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

@Timeout(120)
class StdioTest {
  private static final String TOOLS =
      """
      tools:
        echo: { effects: pure }
        hang: { effects: pure, timeout: 500ms }
        await: { effects: pure }
        die: { effects: consequential }
        huge: { effects: pure }
        garbage: { effects: pure }
        fail: {}
        env: { effects: pure }
        family: {}
        ask: { effects: pure }
        picture: { effects: pure }
        sum: { effects: idempotent }
        close: { effects: pure }
      """;

  @TempDir Path folder;

  private McpServers shop(String... modes) {
    return new Desk(folder).oddPinned(TOOLS, modes);
  }

  @Test
  void aToolAnswersItsTextItsDataOrItsParts() {
    try (var servers = shop()) {
      assertEquals("good day", Desk.call(servers, "echo", Map.of("text", "good day")));
      assertEquals(Map.of("sum", 5L), Desk.call(servers, "sum", Map.of("a", 2, "b", 3)));
      assertEquals(
          List.of(Map.of("type", "image", "data", "AA==", "mimeType", "image/png")),
          Desk.call(servers, "picture", Map.of()));
    }
  }

  @Test
  void callsAtOnceGetTheirOwnAnswers() {
    try (var servers = shop()) {
      var echo = servers.tool("shop", "echo");
      var texts = IntStream.range(0, 500).mapToObj(i -> "text " + i).toList();
      var answers =
          Flux.fromIterable(texts)
              .flatMapSequential(
                  text -> echo.perform(Map.of("text", text), CallContext.detached("t")), 64)
              .map(outcome -> (String) outcome.value())
              .collectList()
              .block(Desk.PATIENCE);
      assertEquals(texts, answers);
    }
  }

  @Test
  void allRunsShareOneProcess() {
    try (var servers = shop()) {
      var one = Desk.call(servers, "family", Map.of()).toString().split(" ")[0];
      var other = Desk.call(servers, "family", Map.of()).toString().split(" ")[0];
      assertEquals(one, other);
    }
  }

  @Test
  void argumentsThatDoNotFitNeverLeave() {
    try (var servers = shop()) {
      var wrong = Desk.fails(servers, "echo", Map.of("txet", "good day"));
      assertEquals(ErrorKind.INVALID, wrong.kind());
      assertEquals(
          "arguments of 'mcp.shop.echo': it takes no 'txet'. Did you mean 'text'? Known: text.",
          wrong.getMessage());
      var typed = Desk.fails(servers, "sum", Map.of("a", "two", "b", 3.5));
      assertEquals(
          "arguments of 'mcp.shop.sum': 'a' is no integer; 'b' is no integer", typed.getMessage());
    }
  }

  @Test
  void theProcessGetsWhatIsListedAndNoMore() {
    var desk = new Desk(folder);
    desk.environment.put("SHOP_KEY", "hunter2-hunter2");
    desk.environment.put("AWS_SECRET_ACCESS_KEY", "of another");
    var env = "env: { API_KEY: \"${secret:SHOP_KEY}\", MODE: test }\n";
    try (var servers = desk.oddPinned(TOOLS + env)) {
      assertEquals(
          "API_KEY=hunter2-hunter2 HOME=/nowhere MODE=test PATH=" + System.getenv("PATH"),
          Desk.call(servers, "env", Map.of()));
    }
  }

  @Test
  void aSecretThatIsNotSetIsNamed() {
    var desk = new Desk(folder).odd("env: { API_KEY: \"${secret:SHOP_KEY}\" }\n");
    try (var servers = desk.read()) {
      var failed =
          assertThrows(WorkException.class, () -> servers.offered("shop").block(Desk.PATIENCE));
      assertEquals(ErrorKind.AUTH, failed.kind());
      assertEquals("MCP server 'shop': it needs a secret: set SHOP_KEY", failed.getMessage());
    }
  }

  @Test
  void aToolThatFailsIsInvalidInItsOwnWordsWithoutSecrets() {
    try (var servers = shop()) {
      var failed = Desk.fails(servers, "fail", Map.of());
      assertEquals(ErrorKind.INVALID, failed.kind());
      assertEquals(
          "MCP server 'shop': the tool failed: no such order; token=***", failed.getMessage());
    }
  }

  @Test
  void anAnswerThatIsNotWhatTheToolDeclaresIsInvalid() {
    try (var servers = shop()) {
      var failed = Desk.fails(servers, "sum", Map.of("a", 13, "b", 1));
      assertEquals(ErrorKind.INVALID, failed.kind());
      assertTrue(failed.getMessage().contains("'sum' is no integer"), failed.getMessage());
    }
  }

  @Test
  void aCallThatTakesTooLongIsStalledAndTheServerIsTold() {
    try (var servers = shop()) {
      var late = Desk.fails(servers, "hang", Map.of());
      assertEquals(ErrorKind.STALLED, late.kind());
      assertTrue(late.getMessage().contains("PT0.5S"), late.getMessage());
      var asked = Desk.call(servers, "await", Map.of("what", "begun")).toString();
      var told = Desk.call(servers, "await", Map.of("what", "cancelled")).toString();
      assertTrue(
          told.contains("\"requestId\":" + asked.replaceAll(".*\"id\":(\\d+).*", "$1")),
          told + asked);
    }
  }

  @Test
  void aCancelIsTold() {
    try (var servers = new Desk(folder).oddPinned("tools: [hang, await]")) {
      var call =
          servers.tool("shop", "hang").perform(Map.of(), CallContext.detached("t")).subscribe();
      Desk.call(servers, "await", Map.of("what", "begun"));
      call.dispose();
      assertTrue(
          Desk.call(servers, "await", Map.of("what", "cancelled"))
              .toString()
              .contains("requestId"));
    }
  }

  @Test
  void aProcessThatDiesInTheMiddleOfAnAnswerIsStartedAgainByTheNextCall() {
    try (var servers = shop()) {
      var died = Desk.fails(servers, "die", Map.of());
      assertEquals(ErrorKind.AMBIGUOUS, died.kind(), "it may have done what it was asked");
      assertTrue(died.getMessage().contains("ended with code 3"), died.getMessage());
      assertTrue(died.getMessage().contains("out of memory"), died.getMessage());
      assertFalse(died.getMessage().contains("0123456789abcdef"), died.getMessage());
      assertEquals("again", Desk.call(servers, "echo", Map.of("text", "again")));
    }
  }

  @Test
  void anOutputThatIsClosedIsAnEnd() {
    try (var servers = shop()) {
      assertEquals(ErrorKind.TRANSIENT, Desk.fails(servers, "close", Map.of()).kind());
      assertEquals("again", Desk.call(servers, "echo", Map.of("text", "again")));
    }
  }

  @Test
  void whatDiesAtOnceIsStartedFiveTimesAMinuteAtMost() {
    var now = new AtomicLong();
    var desk = new Desk(folder).odd("", "dies-at-once");
    try (var servers = McpServers.read(desk.file, desk.environment, now::get)) {
      for (int i = 0; i < Starts.MOST; i++) {
        var died = startFails(servers);
        assertTrue(died.getMessage().contains("ended with code 7"), died.getMessage());
        assertTrue(
            died.getMessage().contains("cannot open the shop: password=***"), died.getMessage());
      }
      var refused = startFails(servers);
      assertEquals(ErrorKind.TRANSIENT, refused.kind());
      assertTrue(refused.getMessage().contains("not started again for 61 s"), refused.getMessage());
      now.set(Starts.WINDOW.toNanos());
      assertTrue(startFails(servers).getMessage().contains("ended with code 7"));
    }
  }

  private static WorkException startFails(McpServers servers) {
    return assertThrows(WorkException.class, () -> servers.offered("shop").block(Desk.PATIENCE));
  }

  @Test
  void garbageOnTheOutputIsNoMessage() {
    try (var servers = shop()) {
      assertEquals("after the garbage", Desk.call(servers, "garbage", Map.of()));
    }
  }

  @Test
  void anAnswerThatIsTooLargeFailsItsCallAndNoOther() {
    try (var servers = shop()) {
      var failed = Desk.fails(servers, "huge", Map.of("bytes", 50_000_000));
      assertEquals(ErrorKind.INVALID, failed.kind());
      assertEquals(
          "MCP server 'shop': it sent an answer of more than 4194304 bytes", failed.getMessage());
      var one = Desk.call(servers, "huge", Map.of("bytes", 1_000_000)).toString();
      assertEquals(1_000_000, one.length());
    }
  }

  @Test
  void aVersionOfTheProtocolThatNobodyKnowsIsRefused() {
    var desk = new Desk(folder).odd("", "old");
    try (var servers = desk.read()) {
      var failed = startFails(servers);
      assertEquals(ErrorKind.INVALID, failed.kind());
      assertTrue(failed.getMessage().contains("version '1999-12-31'"), failed.getMessage());
    }
  }

  @Test
  void aListWithoutAnEndIsRefused() {
    try (var servers = new Desk(folder).odd("", "endless").read()) {
      assertTrue(startFails(servers).getMessage().contains("does not end"));
    }
  }

  @Test
  void whoDoesNotGreetInTimeIsStalled() {
    try (var servers = new Desk(folder).odd("connect_timeout: 900ms", "mute").read()) {
      assertEquals(ErrorKind.STALLED, startFails(servers).kind());
    }
  }

  @Test
  void whatNobodyWaitsForAnyMoreWhileItStartsIsEnded() {
    for (boolean closing : List.of(false, true)) {
      var servers = new Desk(folder).odd("", "mute").read();
      var before = ProcessHandle.current().children().toList();
      var waiting = servers.offered("shop").subscribe(offer -> {}, failed -> {});
      var child = Desk.child(before);
      if (closing) {
        servers.close();
      } else {
        waiting.dispose();
      }
      child.onExit().orTimeout(60, TimeUnit.SECONDS).join();
      servers.close();
    }
  }

  @Test
  void aCallerThatGoesLeavesTheConnectionToTheOthers() {
    try (var servers = shop()) {
      var echo = servers.tool("shop", "echo");
      var other = echo.perform(Map.of("text", "b"), CallContext.detached("t")).toFuture();
      echo.perform(Map.of("text", "a"), CallContext.detached("t")).subscribe().dispose();
      assertEquals("b", other.join().value());
    }
  }

  @Test
  void whatCannotBeStartedSaysSo() {
    var desk = new Desk(folder).says("servers: { shop: { command: [no-such-program-at-all] } }");
    try (var servers = desk.read()) {
      var failed = startFails(servers);
      assertEquals(ErrorKind.INVALID, failed.kind());
      assertTrue(failed.getMessage().contains("no-such-program-at-all"), failed.getMessage());
    }
  }

  @Test
  void theServerMayAskWhetherWeAreThereAndNothingElse() {
    try (var servers = shop()) {
      var replies = Desk.call(servers, "ask", Map.of()).toString();
      assertTrue(replies.contains("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"result\":{}}"), replies);
      assertTrue(replies.contains("-32601"), replies);
    }
  }

  @Test
  void closingEndsTheProcessAndItsChildrenHoweverStubborn() {
    for (var mode : List.of("kind", "stubborn")) {
      var servers = shop(mode);
      var pids = Desk.call(servers, "family", Map.of()).toString().split(" ");
      var family =
          List.of(pids).stream()
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      servers.close();
      family.forEach(each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join());
      var closed = Desk.fails(servers, "echo", Map.of("text", "anyone there"));
      assertEquals(ErrorKind.CANCELLED, closed.kind());
    }
  }

  @Test
  void whatIsStillUnderWayEndsWithTheClose() throws Exception {
    var servers = new Desk(folder).oddPinned("tools: { hang: { effects: pure }, await: {} }");
    var call = servers.tool("shop", "hang").perform(Map.of(), CallContext.detached("t")).toFuture();
    Desk.call(servers, "await", Map.of("what", "begun"));
    servers.close();
    var failed = assertThrows(ExecutionException.class, call::get);
    assertEquals(
        ErrorKind.CANCELLED, ((WorkException) Objects.requireNonNull(failed.getCause())).kind());
    assertNotEquals("", failed.getMessage());
  }
}
