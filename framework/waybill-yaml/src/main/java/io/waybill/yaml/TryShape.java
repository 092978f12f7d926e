package io.waybill.yaml;

import java.util.Optional;

/** Who is tried with the router of a step, as it was written; names are still names. */
record TryShape(Optional<Name> shadow, Optional<Canary> canary) {
  static final TryShape NOBODY = new TryShape(Optional.empty(), Optional.empty());

  private static final int USUAL_SEED = 1;

  /** {@code { router: NAME, share: 0.05, seed: 1 }}. */
  record Canary(Name router, double share, int seed) {}

  static TryShape of(Keys keys, Problems problems) {
    var canary =
        keys.node("canary").flatMap(node -> canary(Keys.of(node, keys.path("canary"), problems)));
    return new TryShape(keys.name("shadow"), canary);
  }

  private static Optional<Canary> canary(Keys keys) {
    var router = keys.requiredName("router");
    keys.required("share");
    var share = keys.decimal("share");
    int seed = keys.integer("seed", 0).orElse(USUAL_SEED);
    keys.refuseUnknown();
    if (share.filter(part -> !(part > 0 && part < 1)).isPresent()) {
      keys.problem("share", "is no share of the calls: write one above 0 and below 1, 0.05");
      return Optional.empty();
    }
    return router.flatMap(name -> share.map(part -> new Canary(name, part, seed)));
  }
}
