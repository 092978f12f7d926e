package io.waybill.mcp;

import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The process of a server, and those that it has started itself. */
record Child(Process process) {
  /** What a program needs to find others and its own files; nothing else is passed on. */
  private static final List<String> INHERITED = List.of("PATH", "HOME");

  private static final long GRACE_SECONDS = 2;

  /**
   * Starts it; waits for the system.
   *
   * @throws Fault if it cannot be started
   */
  static Child start(Server server, Server.Command command, Keys keys) {
    var words = "MCP server '%s': ".formatted(server.name());
    if (!Files.isDirectory(command.folder())) {
      throw Fault.before(
          ErrorKind.INVALID, words + "there is no folder '%s'".formatted(command.folder()));
    }
    var builder = new ProcessBuilder(command.words()).directory(command.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(command, keys));
    try {
      return new Child(builder.start());
    } catch (IOException e) {
      throw Fault.before(
          ErrorKind.INVALID,
          words + "it cannot be started: " + keys.scrubbed(String.valueOf(e.getMessage()), 300));
    }
  }

  private static Map<String, String> environment(Server.Command command, Keys keys) {
    var all = new TreeMap<String, String>();
    for (var name : INHERITED) {
      var value = keys.environment().get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    command.env().forEach((name, value) -> all.put(name, value.opened(keys)));
    return all;
  }

  /**
   * Asks it and its own children to end, and ends those that have not done so two seconds later.
   */
  CompletableFuture<Void> end() {
    // while it lives its children can be told from others
    var family = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    family.forEach(ProcessHandle::destroy);
    var ends = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(ends)
        .completeOnTimeout(null, GRACE_SECONDS, TimeUnit.SECONDS)
        .thenRun(() -> family.forEach(ProcessHandle::destroyForcibly));
  }
}
