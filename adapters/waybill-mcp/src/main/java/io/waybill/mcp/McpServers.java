package io.waybill.mcp;

import io.waybill.plan.DidYouMean;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Effects;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The MCP servers of an operator's file, and the tools of theirs that may be called. Reading starts
 * nothing and asks nobody: a tool is known from its pin. Each server has one connection or process,
 * shared by all runs, opened by the first call and ended by {@link #close}.
 */
public final class McpServers implements AutoCloseable {
  private final Map<String, Server> servers;
  private final Map<String, ToolList> pins;
  private final PinFile file;
  private final Map<String, String> environment;
  private final Map<String, Connection> connections = new LinkedHashMap<>();

  private McpServers(
      Map<String, Server> servers,
      PinFile file,
      Map<String, String> environment,
      LongSupplier nanos) {
    this.servers = servers;
    this.pins = file.read();
    this.file = file;
    this.environment = environment;
    servers.forEach(
        (name, server) ->
            connections.put(
                name,
                new Connection(
                    server,
                    server.keys(environment),
                    Optional.ofNullable(pins.get(name)),
                    Openers.of(server, server.keys(environment), nanos),
                    nanos)));
  }

  /**
   * Reads a configuration and the pins beside it; secrets stand in the environment of this process.
   *
   * @throws IllegalArgumentException with everything that is wrong with the file, a line each
   */
  public static McpServers read(Path configuration) {
    return read(configuration, System.getenv());
  }

  /**
   * Reads a configuration and the pins beside it.
   *
   * @param environment where secrets stand when they are needed, and the {@code PATH} and {@code
   *     HOME} that programs are given
   * @throws IllegalArgumentException with everything that is wrong with the file, a line each
   */
  public static McpServers read(Path configuration, Map<String, String> environment) {
    return read(configuration, environment, System::nanoTime);
  }

  static McpServers read(Path configuration, Map<String, String> environment, LongSupplier nanos) {
    return new McpServers(
        Configuration.read(configuration), PinFile.beside(configuration), environment, nanos);
  }

  /** The servers, in the order of their names. */
  public List<String> names() {
    return List.copyOf(servers.keySet());
  }

  /**
   * The tools of a server that may be called, in the order of their names.
   *
   * @throws IllegalArgumentException if the server is unknown or not pinned, or if the operator
   *     allows a tool that it does not have
   */
  public List<McpTool> tools(String server) {
    return server(server).rules().keySet().stream()
        .sorted()
        .map(tool -> tool(server, tool))
        .toList();
  }

  /**
   * One tool of a server.
   *
   * @throws IllegalArgumentException if there is none of that name, or none that may be called
   */
  public McpTool tool(String server, String tool) {
    var known = server(server);
    var pinned = Optional.ofNullable(pins.get(server)).orElseThrow(() -> unpinned(server));
    var definition =
        pinned
            .find(tool)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "MCP server '%s' has no tool '%s'. %s"
                            .formatted(
                                server, tool, DidYouMean.among(tool, pinned.tools().keySet()))));
    if (!known.rules().containsKey(tool)) {
      throw new IllegalArgumentException(
          "the tool '%s' of MCP server '%s' is not allowed: write it under its tools. %s"
              .formatted(tool, server, DidYouMean.among(tool, known.rules().keySet())));
    }
    return new McpTool(known, definition, known.keys(environment), connection(server));
  }

  private static IllegalArgumentException unpinned(String server) {
    return new IllegalArgumentException(
        "MCP server '%s' is not pinned: look at what it offers, McpServers.offered(\"%s\"), and accept its digest, McpServers.pin(\"%s\", \"sha256:…\")"
            .formatted(server, server, server));
  }

  /**
   * What a server offers now: connects to it or starts it, and lists its tools. Nothing is written.
   */
  public Mono<McpOffer> offered(String server) {
    return listed(server).map(now -> offer(server, now));
  }

  /**
   * Accepts what a server offers, and writes it to the file of pins. What was read before goes by
   * what was pinned before: read the configuration again.
   *
   * @param digest of the offer that was looked at; anything else is not pinned, and fails as {@link
   *     ErrorKind#DIVERGED}
   */
  public Mono<McpOffer> pin(String server, String digest) {
    return listed(server)
        .publishOn(Schedulers.boundedElastic())
        .map(
            now -> {
              if (!now.digest().equals(digest)) {
                throw new WorkException(
                    ErrorKind.DIVERGED,
                    Usage.NONE,
                    "MCP server '%s' offers %s, not %s: look at it again, McpServers.offered(\"%s\")"
                        .formatted(server, now.digest(), digest, server));
              }
              var accepted = offer(server, now);
              file.write(server, now);
              return accepted;
            });
  }

  private Mono<ToolList> listed(String server) {
    return Mono.defer(() -> connection(server).offered())
        .onErrorMap(Fault.class, fault -> fault.of(Effects.PURE, Usage.NONE));
  }

  private McpOffer offer(String server, ToolList now) {
    var before = Optional.ofNullable(pins.get(server));
    return new McpOffer(
        server,
        now.digest(),
        now.described(),
        before.isPresent(),
        before.map(list -> list.changes(now)).orElse(List.of()));
  }

  private Server server(String name) {
    return Optional.ofNullable(servers.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no MCP server '%s'. %s"
                        .formatted(name, DidYouMean.among(name, servers.keySet()))));
  }

  private Connection connection(String server) {
    server(server);
    return Optional.ofNullable(connections.get(server)).orElseThrow();
  }

  /** Ends every connection and process, and waits until they are gone: two seconds at most. */
  @Override
  public void close() {
    CompletableFuture.allOf(
            connections.values().stream().map(Connection::close).toArray(CompletableFuture[]::new))
        .join();
  }
}
