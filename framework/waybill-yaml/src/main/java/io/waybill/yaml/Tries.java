package io.waybill.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How a file names who is tried with the router of a step. */
record Tries(Optional<Origin> shadow, Optional<Canary> canary) {
  static final Tries NOBODY = new Tries(Optional.empty(), Optional.empty());

  /** A router that decides a share of the calls. */
  record Canary(Origin router, double share, int seed) {}

  /** The keys of the step that say so. */
  Map<String, Node> written(Function<Origin, String> names) {
    var keys = new LinkedHashMap<String, Node>();
    shadow.ifPresent(router -> keys.put("shadow", Nodes.text(names.apply(router))));
    canary.ifPresent(
        tried -> {
          var inner = new LinkedHashMap<String, Node>();
          inner.put("router", Nodes.text(names.apply(tried.router)));
          inner.put("share", Nodes.plain(tried.share));
          inner.put("seed", Nodes.plain(tried.seed));
          keys.put("canary", Nodes.mapping(inner));
        });
    return keys;
  }
}
