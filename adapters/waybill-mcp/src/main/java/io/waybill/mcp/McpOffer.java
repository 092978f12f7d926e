package io.waybill.mcp;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server offers now, for the operator to look at.
 *
 * @param server its name in the configuration
 * @param digest {@code sha256:…} of its list of tools, with all that a model is told of them
 * @param tools name → what the server says of it; a stranger's words
 * @param pinned whether anything of it was pinned before
 * @param changes what is not as it was pinned; empty if nothing was
 */
public record McpOffer(
    String server, String digest, Map<String, String> tools, boolean pinned, List<String> changes) {
  public McpOffer {
    tools = Collections.unmodifiableMap(new TreeMap<>(tools));
    changes = List.copyOf(changes);
  }

  /** Whether it is what was pinned. */
  public boolean accepted() {
    return pinned && changes.isEmpty();
  }
}
