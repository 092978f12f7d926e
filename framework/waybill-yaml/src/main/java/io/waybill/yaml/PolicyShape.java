package io.waybill.yaml;

import io.waybill.plan.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a step is protected, as it was written.
 *
 * @param policy all of it but what the step makes do with, in which there are names
 */
record PolicyShape(Policy policy, List<RungShape> instead) {
  static final PolicyShape NONE = new PolicyShape(Policy.NONE, List.of());

  /** The keys of a step that say how it is protected. */
  static final List<String> KEYS = List.of("timeout", "retry", "fallback", "hedge", "cache");

  static final String PARTIAL = "partial";

  /** How many answers a cache keeps if it does not say. */
  static final int USUAL_SIZE = 1_000;

  PolicyShape {
    instead = List.copyOf(instead);
  }

  static PolicyShape of(Keys keys, Problems problems) {
    var written = new Written(keys, problems);
    return new PolicyShape(written.policy(), written.instead());
  }

  private record Written(Keys keys, Problems problems) {
    Policy policy() {
      var timeout = keys.lasting("timeout", "is no time: write 500ms, 8s or 1m30s");
      var policy = timeout.map(Policy.NONE::within).orElse(Policy.NONE);
      return new Policy(policy.timeout(), retry(), List.of(), hedge(), cache());
    }

    private Optional<Policy.Retry> retry() {
      if (keys.has("backoff")) {
        keys.knowing(List.of("backoff"));
        keys.problem("backoff", "belongs to the retry: write retry: { times: 2, backoff: 250ms }");
      }
      var usual = Policy.Retry.NEVER.backoff();
      var inner = keys.inner("retry");
      if (inner.isPresent()) {
        inner.get().required("times");
        var times = inner.get().integer("times", 0);
        var backoff = wait(inner.get(), "backoff", inner.get().duration("backoff")).orElse(usual);
        inner.get().refuseUnknown();
        return times.map(number -> new Policy.Retry(number, backoff));
      }
      return keys.integer("retry", 0).map(times -> new Policy.Retry(times, usual));
    }

    private Optional<Policy.Hedge> hedge() {
      var live = keys.node("hedge").filter(Keys::isTrue);
      return live.isPresent()
          ? Optional.of(Policy.Hedge.LIVE)
          : wait(
                  keys,
                  "hedge",
                  keys.lasting("hedge", "is no time to wait: write true, or one such as 300ms"))
              .map(Policy.Hedge::new);
    }

    private static Optional<Duration> wait(Keys keys, String key, Optional<Duration> written) {
      if (written.isPresent() && written.get().compareTo(Policy.LONGEST_WAIT) > 0) {
        keys.problem(key, "is a longer wait than a day");
        return Optional.empty();
      }
      return written;
    }

    private Optional<Policy.Cache> cache() {
      var inner = keys.inner("cache");
      if (inner.isPresent()) {
        inner.get().required("ttl");
        var ttl = inner.get().lasting("ttl", "is no time: write one such as 10m");
        int size = inner.get().integer("size", 1).orElse(USUAL_SIZE);
        inner.get().refuseUnknown();
        return ttl.map(age -> new Policy.Cache(age, size));
      }
      return keys.lasting("cache", "is no time: write 10m, or { ttl: 10m, size: 1000 }")
          .map(ttl -> new Policy.Cache(ttl, USUAL_SIZE));
    }

    List<RungShape> instead() {
      var rungs = new ArrayList<RungShape>();
      var items = keys.items("fallback");
      for (int i = 0; i < items.size(); i++) {
        rung(items.get(i), keys.path("fallback") + "." + i).ifPresent(rungs::add);
      }
      return rungs;
    }

    private Optional<RungShape> rung(Node item, String path) {
      return item instanceof Node.Mapping mapping
          ? told(mapping, path)
          : Keys.text(item, path, problems).map(text -> named(new Name(text, path)));
    }

    private static RungShape named(Name name) {
      return name.text().equals(PARTIAL) ? new RungShape.Partial(name) : new RungShape.Other(name);
    }

    private Optional<RungShape> told(Node.Mapping item, String path) {
      var inner = Keys.of(item, path, problems);
      var skip = inner.node("skip");
      var age = inner.lasting("cached", "is no age: write one such as 1h");
      inner.refuseUnknown();
      if (item.entries().size() != 1) {
        problems.add(item.at(), path, "is one thing: { cached: 1h } or { skip: a value }");
      }
      return skip.<RungShape>map(value -> new RungShape.Skip(value, inner.path("skip")))
          .or(() -> age.map(RungShape.Cached::new));
    }
  }
}
