package io.waybill.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.waybill.estimate.Assumptions;
import io.waybill.estimate.Speed;
import io.waybill.estimate.Spread;
import io.waybill.plan.DidYouMean;
import io.waybill.reports.Shown;
import io.waybill.yaml.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What somebody takes to be so, as a file says it. */
final class AssumeFile {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final List<String> problems;

  private AssumeFile(Path file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Every problem is added to the list. */
  static Assumptions read(Path file, List<String> problems) {
    var reader = new AssumeFile(file, problems);
    try {
      Disk.mustExist(file, "assumptions");
      var root = MAPPER.readTree(Files.readString(file));
      return reader.all(root == null ? MAPPER.createObjectNode() : root);
    } catch (Complaint missing) {
      problems.add(String.valueOf(missing.getMessage()));
      return Assumptions.NONE;
    } catch (JacksonException e) {
      reader.problem("", "is no YAML: " + e.getOriginalMessage());
      return Assumptions.NONE;
    } catch (IOException e) {
      throw Complaint.trouble("read", file, e);
    }
  }

  private void problem(String where, String what) {
    problems.add("%s: %s".formatted(file, (where + " " + what).strip()));
  }

  private Assumptions all(JsonNode root) {
    known("", root, "inputs", "steps", "models", "pools");
    return new Assumptions(
        each("inputs", root, this::amount),
        each("steps", root, this::step),
        each("models", root, this::speed),
        each("pools", root, this::pool));
  }

  /** Says which keys there are not; whether there can be any. */
  private boolean known(String where, JsonNode node, String... keys) {
    if (!node.isObject()) {
      problem(where, "should be keys and values");
      return false;
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!List.of(keys).contains(name)) {
                problem(
                    where.isEmpty() ? name : where + "." + name,
                    "is nothing to assume. " + DidYouMean.among(name, List.of(keys)));
              }
            });
    return true;
  }

  private <T> Map<String, T> each(
      String section, JsonNode root, BiFunction<String, JsonNode, Optional<T>> read) {
    var found = new LinkedHashMap<String, T>();
    var node = root.path(section);
    if (!node.isMissingNode() && !node.isObject()) {
      problem(section, "should be names and what is said of each");
    }
    node.properties()
        .forEach(
            entry ->
                read.apply(section + "." + entry.getKey(), entry.getValue())
                    .ifPresent(value -> found.put(entry.getKey(), value)));
    return found;
  }

  private Optional<Assumptions.OfStep> step(String where, JsonNode node) {
    if (!known(
        where,
        node,
        "tokens_in",
        "tokens_out",
        "latency",
        "branches",
        "items",
        "turns",
        "failing")) {
      return Optional.empty();
    }
    var said = Assumptions.OfStep.NONE;
    said = amountAt(where, node, "tokens_in").map(said::withTokensIn).orElse(said);
    said = amountAt(where, node, "tokens_out").map(said::withTokensOut).orElse(said);
    said = at(where, node, "latency", this::seconds).map(said::withSeconds).orElse(said);
    said = amountAt(where, node, "items").map(said::withRounds).orElse(said);
    said = amountAt(where, node, "turns").map(said::withRounds).orElse(said);
    said = at(where, node, "failing", this::share).map(said::withFailing).orElse(said);
    var shares = each(where, node, "branches");
    try {
      return Optional.of(said.withBranches(shares));
    } catch (IllegalArgumentException e) {
      problem(where + ".branches", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Map<String, Double> each(String where, JsonNode node, String key) {
    var shares = new LinkedHashMap<String, Double>();
    node.path(key)
        .properties()
        .forEach(
            entry ->
                share(where + "." + key + "." + entry.getKey(), entry.getValue())
                    .ifPresent(share -> shares.put(entry.getKey(), share)));
    return shares;
  }

  private Optional<Speed> speed(String where, JsonNode node) {
    if (!known(where, node, "ttft", "tokens_per_second")) {
      return Optional.empty();
    }
    var first = at(where, node, "ttft", this::seconds);
    var perSecond = amountAt(where, node, "tokens_per_second");
    if (first.isEmpty() || perSecond.isEmpty()) {
      problem(where, "needs both a ttft and tokens_per_second");
      return Optional.empty();
    }
    var rate = perSecond.get();
    return Optional.of(new Speed(first.get(), new Spread(1 / rate.median(), rate.sigma()), 0));
  }

  private Optional<Double> pool(String where, JsonNode node) {
    return known(where, node, "tokens_per_second")
        ? amountAt(where, node, "tokens_per_second").map(Spread::median)
        : Optional.empty();
  }

  private Optional<Spread> amountAt(String where, JsonNode node, String key) {
    return at(where, node, key, this::amount);
  }

  private static <T> Optional<T> at(
      String where, JsonNode node, String key, BiFunction<String, JsonNode, Optional<T>> read) {
    return node.has(key) ? read.apply(where + "." + key, node.get(key)) : Optional.empty();
  }

  private Optional<Spread> amount(String where, JsonNode node) {
    return spread(where, node, AssumeFile::number, "a number: 300, or { p50: 200, p95: 700 }");
  }

  private Optional<Spread> seconds(String where, JsonNode node) {
    return spread(
        where,
        node,
        one -> Durations.parse(one.asText()).map(Duration::toNanos).map(nanos -> nanos / 1e9),
        "a time: 800ms, or { p50: 800ms, p95: 2s }");
  }

  private Optional<Double> share(String where, JsonNode node) {
    var share = number(node).filter(one -> one <= 1);
    if (share.isEmpty()) {
      problem(where, "should be a share from 0 to 1, found " + Shown.brief(node.toString(), 40));
    }
    return share;
  }

  private static Optional<Double> number(JsonNode node) {
    return node.isNumber() && node.asDouble() >= 0
        ? Optional.of(node.asDouble())
        : Optional.empty();
  }

  private Optional<Spread> spread(
      String where, JsonNode node, Function<JsonNode, Optional<Double>> read, String wanted) {
    var p50 = read.apply(node.isObject() ? node.path("p50") : node).filter(one -> one > 0);
    var p95 = node.isObject() ? read.apply(node.path("p95")) : p50;
    boolean fits = p50.isPresent() && p95.isPresent() && p95.get() >= p50.get();
    if (!fits || (node.isObject() && node.size() != 2)) {
      problem(where, "should be %s, found %s".formatted(wanted, Shown.brief(node.toString(), 60)));
      return Optional.empty();
    }
    return Optional.of(Spread.of(p50.get(), p95.get()));
  }
}
