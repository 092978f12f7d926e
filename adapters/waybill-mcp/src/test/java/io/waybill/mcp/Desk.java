package io.waybill.mcp;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.work.CallContext;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An operator's folder: a configuration, its pins, and the environment of the process. */
final class Desk {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> ODD = new ArrayList<>();

  final Path file;
  final Map<String, String> environment =
      new HashMap<>(Map.of("PATH", System.getenv("PATH"), "HOME", "/nowhere"));

  Desk(Path folder) {
    this.file = folder.resolve("mcp.yaml");
  }

  /** Writes the configuration. */
  Desk says(String configuration) {
    try {
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** One server called shop, which is the odd one over stdio. */
  Desk odd(String rest, String... modes) {
    return says(
        "servers:\n  shop:\n    command: %s\n%s"
            .formatted(java("io.waybill.mcp.OddServer", modes), rest.indent(4)));
  }

  /** A Java program of the tests as a command. */
  static String java(String main, String... arguments) {
    var words =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main));
    words.addAll(List.of(arguments));
    return words.stream().map(word -> "\"" + word + "\"").toList().toString();
  }

  McpServers read() {
    return McpServers.read(file, environment);
  }

  /** The odd one with the tools that it begins with, which are always the same. */
  McpServers oddPinned(String rest, String... modes) {
    odd(rest, modes);
    try {
      var pins = file.resolveSibling("mcp.pins.json");
      if (ODD.isEmpty()) {
        pinned("shop").close();
        ODD.add(Files.readString(pins));
      }
      Files.writeString(pins, ODD.get(0));
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads it, accepts everything that this server offers now, and reads it again. */
  McpServers pinned(String server) {
    try (var servers = read()) {
      var offer = Objects.requireNonNull(servers.offered(server).block(PATIENCE));
      servers.pin(server, offer.digest()).block(PATIENCE);
    }
    return read();
  }

  /** The process that was started since; waits for it. */
  static ProcessHandle child(List<ProcessHandle> before) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var fresh =
          ProcessHandle.current().children().filter(each -> !before.contains(each)).findFirst();
      if (fresh.isPresent()) {
        return fresh.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("nothing was started");
  }

  static Object call(McpServers servers, String tool, Map<String, Object> arguments) {
    return call(servers.tool("shop", tool), arguments);
  }

  static Object call(McpTool tool, Map<String, Object> arguments) {
    var outcome = tool.perform(new TreeMap<>(arguments), CallContext.detached("t")).block(PATIENCE);
    return Objects.requireNonNull(outcome).value();
  }

  static WorkException fails(McpServers servers, String tool, Map<String, Object> arguments) {
    return assertThrows(WorkException.class, () -> call(servers, tool, arguments));
  }
}
