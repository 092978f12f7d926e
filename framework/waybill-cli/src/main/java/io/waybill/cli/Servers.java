package io.waybill.cli;

import io.waybill.mcp.McpServers;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MCP servers of the operator's file, if {@code WAYBILL_MCP} names one: each tool of theirs
 * that may be called is the tool {@code mcp.SERVER.TOOL} of workflow files.
 */
final class Servers implements CatalogPart, AutoCloseable {
  static final String VARIABLE = "WAYBILL_MCP";

  private final Optional<McpServers> servers;
  private final List<String> notes = new ArrayList<>();

  private Servers(Optional<McpServers> servers) {
    this.servers = servers;
  }

  /** Reads the file, and starts nothing. */
  static Servers of(Map<String, String> environment) {
    return new Servers(
        Optional.ofNullable(environment.get(VARIABLE))
            .filter(file -> !file.isBlank())
            .map(file -> read(Path.of(file), environment)));
  }

  static McpServers read(Path file, Map<String, String> environment) {
    Disk.mustExist(file, "file of MCP servers, which " + VARIABLE + " names,");
    try {
      return McpServers.read(file, environment);
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void addTo(Catalog.Builder catalog) {
    servers.ifPresent(known -> known.names().forEach(server -> add(known, server, catalog)));
  }

  /** A server that was not accepted yet stands in nobody's way who does not call it. */
  private void add(McpServers known, String server, Catalog.Builder catalog) {
    try {
      known.tools(server).forEach(tool -> catalog.tool("mcp." + server + "." + tool.name(), tool));
    } catch (IllegalArgumentException e) {
      notes.add("%s; see 'waybill mcp %s'".formatted(e.getMessage(), server));
    }
  }

  /** Which servers are left out, and why. */
  List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    servers.ifPresent(McpServers::close);
  }
}
