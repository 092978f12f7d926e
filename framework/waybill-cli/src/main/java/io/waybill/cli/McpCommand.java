package io.waybill.cli;

import io.waybill.mcp.McpOffer;
import io.waybill.mcp.McpServers;
import io.waybill.plan.DidYouMean;
import io.waybill.reports.Shown;
import io.waybill.work.ErrorKind;
import io.waybill.work.WorkException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;

/** {@code waybill mcp}: what MCP servers offer, and accepting it. */
@Command(
    name = "mcp",
    description =
        "Shows what the MCP servers in the file that WAYBILL_MCP names offer, and accepts it.",
    mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVER",
      description = "Which one; without it, their names.")
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--pin",
      paramLabel = "DIGEST",
      description = "Accept what it offers, if it is still what has this digest.")
  private Optional<String> digest = Optional.empty();

  McpCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var file = environment.getOrDefault(Servers.VARIABLE, "");
    if (file.isBlank()) {
      throw Complaint.wrong("no MCP servers: say where their file is, WAYBILL_MCP=mcp.yaml");
    }
    try (var servers = Servers.read(Path.of(file), environment)) {
      if (server.isEmpty() && digest.isPresent()) {
        throw Complaint.wrong("--pin needs the name of the server. There are: " + names(servers));
      }
      return server.map(name -> one(servers, name)).orElseGet(() -> all(servers));
    }
  }

  private static String names(McpServers servers) {
    return String.join(", ", servers.names());
  }

  private int all(McpServers servers) {
    servers.names().forEach(terminal.out()::println);
    return Exit.OK;
  }

  private int one(McpServers servers, String name) {
    if (!servers.names().contains(name)) {
      throw Complaint.wrong(
          "there is no MCP server '%s'. %s"
              .formatted(name, DidYouMean.among(name, servers.names())));
    }
    if (digest.isPresent()) {
      asked(servers.pin(name, digest.get()));
      terminal.err().println("pinned " + name + " as " + digest.get());
    } else {
      show(asked(servers.offered(name)));
    }
    return Exit.OK;
  }

  private static McpOffer asked(Mono<McpOffer> answer) {
    try {
      return answer.blockOptional().orElseThrow();
    } catch (WorkException e) {
      var said = String.valueOf(e.getMessage());
      throw e.kind() == ErrorKind.DIVERGED ? Complaint.wrong(said) : Complaint.trouble(said);
    }
  }

  private void show(McpOffer offer) {
    var out = terminal.out();
    offer
        .tools()
        .forEach((name, words) -> out.println(Shown.safe("%s: %s".formatted(name, words))));
    offer.changes().forEach(change -> out.println("changed: " + Shown.safe(change)));
    out.println(
        offer.accepted()
            ? "pinned: " + offer.digest()
            : "to accept it: waybill mcp %s --pin %s".formatted(offer.server(), offer.digest()));
  }
}
