package io.waybill.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutsideTest {
  private final int port = Outside.freePorts(1).get(0);
  private final URI root = URI.create("http://127.0.0.1:%d/".formatted(port));

  private Outside start(String... more) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    var arguments =
        new ArrayList<>(List.of("-cp", classes, Answering.class.getName(), String.valueOf(port)));
    arguments.addAll(List.of(more));
    return Outside.start("java", arguments, root, new Surroundings(Map.of("WAYBILL_JAVA", java)));
  }

  private HttpResponse<Void> get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
  }

  @Test
  void itIsReadyWhenItAnswersAndGoneWithItsChildrenWhenItIsClosed() throws Exception {
    long child;
    try (var outside = start()) {
      assertEquals(200, get(root).statusCode());
      var said = Pattern.compile("child (\\d+)").matcher(outside.said());
      assertTrue(said.find(), outside.said());
      child = Long.parseLong(said.group(1));
      assertTrue(ProcessHandle.of(child).orElseThrow().isAlive());
    }
    assertThrows(ConnectException.class, () -> get(root));
    var ended = ProcessHandle.of(child).map(ProcessHandle::onExit);
    ended.ifPresent(end -> end.join());
  }

  @Test
  void whatDiesAtOnceIsAnErrorWithItsLastWords() {
    var thrown = assertThrows(IllegalStateException.class, () -> start("die"));
    assertEquals(
        "java ended with status 3. It said:%nmy last words%n".formatted(), thrown.getMessage());
  }

  @Test
  void whatDiesLaterIsAnErrorWhenItIsClosed() {
    var outside = start("alone");
    assertThrows(IOException.class, () -> get(root.resolve("/end")));
    ProcessHandle.of(outside.pid()).map(ProcessHandle::onExit).ifPresent(end -> end.join());
    var thrown = assertThrows(IllegalStateException.class, outside::close);
    assertTrue(thrown.getMessage().contains("status 4"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("I was told to end"), thrown.getMessage());
  }

  @Test
  void whatIsMissingSaysWhereItWasLookedFor() {
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () -> Outside.start("jaeger", List.of(), root, new Surroundings(Map.of())));
    assertEquals("no jaeger on the PATH nor in WAYBILL_JAEGER", thrown.getMessage());
  }

  @Test
  void freePortsAreDifferent() {
    var ports = Outside.freePorts(20);
    assertEquals(20, new HashSet<>(ports).size());
    assertFalse(ports.contains(0));
  }
}
