package io.waybill.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * The file beside the configuration that holds what the operator has accepted: for each server its
 * list of tools whole, so that plans can be made, shown and hashed without asking it.
 *
 * @param path {@code mcp.pins.json} for {@code mcp.yaml}
 */
record PinFile(Path path) {
  private static final int VERSION = 1;

  static PinFile beside(Path configuration) {
    var name = String.valueOf(configuration.getFileName());
    int dot = name.lastIndexOf('.');
    return new PinFile(
        configuration.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".pins.json"));
  }

  /**
   * What is pinned, by server.
   *
   * @throws IllegalArgumentException if the file is not as it was written
   */
  TreeMap<String, ToolList> read() {
    var pins = new TreeMap<String, ToolList>();
    if (!Files.exists(path)) {
      return pins;
    }
    var root = parsed();
    if (root.path("version").asInt() != VERSION || !root.path("servers").isObject()) {
      throw damaged("it is no file of pins of version " + VERSION);
    }
    root.path("servers")
        .properties()
        .forEach(entry -> pins.put(entry.getKey(), pin(entry.getKey(), entry.getValue())));
    return pins;
  }

  private JsonNode parsed() {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      throw damaged("line %d is no JSON".formatted(e.getLocation().getLineNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ToolList pin(String server, JsonNode written) {
    try {
      var tools = new ArrayList<Definition>();
      for (var entry : written.path("tools").properties()) {
        var tool = Definition.of(entry.getValue().path("definition"));
        require(tool.digest().equals(entry.getValue().path("digest").asText()));
        tools.add(tool);
      }
      var list = ToolList.of(tools);
      require(list.digest().equals(written.path("digest").asText()));
      return list;
    } catch (IllegalArgumentException e) {
      throw damaged("server '%s': %s".formatted(server, e.getMessage()));
    }
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("a digest does not fit what it is the digest of");
    }
  }

  private IllegalArgumentException damaged(String why) {
    return new IllegalArgumentException(
        "%s: %s; it is written by pinning only: delete it and pin again, or take back what was changed"
            .formatted(path.getFileName(), why));
  }

  /** Pins a server's list in the place of what was pinned of it; readers see the old or the new. */
  void write(String server, ToolList list) {
    var pins = read();
    pins.put(server, list);
    var servers = Json.NODES.objectNode();
    pins.forEach((name, pinned) -> servers.set(name, json(pinned)));
    var root = Json.NODES.objectNode().put("version", VERSION).set("servers", servers);
    try {
      var fresh = path.resolveSibling(path.getFileName() + ".tmp");
      Files.writeString(
          fresh, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
      move(fresh);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void move(Path fresh) throws IOException {
    try {
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static JsonNode json(ToolList list) {
    var tools = Json.NODES.objectNode();
    list.tools()
        .forEach(
            (name, tool) ->
                tools.putObject(name).put("digest", tool.digest()).set("definition", tool.json()));
    return Json.NODES.objectNode().put("digest", list.digest()).set("tools", tools);
  }
}
