package io.waybill.plan;

import io.waybill.work.Nothing;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as plain data: what decides whether two plans are the same, and nothing else. Order has a
 * meaning only where something runs in it. Work without a name stands for itself, so plans that
 * hold one are equal only if they share it.
 */
final class Canonical implements Step.Cases<String, Map<String, Object>> {
  private final Object tree;
  private final int hashCode;
  private final List<String> anonymous = new ArrayList<>();
  private @Nullable String digest;

  Canonical(Plan<?> plan) {
    var inputs = new TreeMap<String, Object>();
    plan.inputs().forEach(input -> inputs.put(input.id(), input.type().getName() + input.marks()));
    var map = steps(plan.steps(), plan.output(), "");
    map.put("plan", plan.name());
    map.put("inputs", inputs);
    plan.budget().time().ifPresent(time -> map.put("budget_time", time.toString()));
    plan.budget().cost().ifPresent(cost -> map.put("budget_cost", cost.nanoUsd()));
    tree = map;
    hashCode = map.hashCode();
  }

  String hash(String plan) {
    if (!anonymous.isEmpty()) {
      throw new IllegalStateException(
          "plan '%s' has no hash: step '%s' does anonymous work. Name it: Work.instant(\"its_name\", …)"
              .formatted(plan, String.join("', '", anonymous)));
    }
    return digest();
  }

  /** Made when it is first asked for; made twice by a race, it is the same. */
  private String digest() {
    var made = digest;
    if (made == null) {
      made = sha256(json(tree));
      digest = made;
    }
    return made;
  }

  private static String sha256(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Canonical that && tree.equals(that.tree));
  }

  @Override
  public int hashCode() {
    return hashCode;
  }

  private Map<String, Object> body(Body body, String path) {
    var map = steps(body.steps(), body.output(), path);
    map.put("given", body.given().stream().map(Ref::toString).toList());
    return map;
  }

  private Map<String, Object> steps(List<Step> steps, Ref<?> output, String path) {
    var byId = new TreeMap<String, Object>();
    steps.forEach(step -> byId.put(step.id(), step.match(this, path + step.id())));
    var map = new TreeMap<String, Object>();
    map.put("steps", byId);
    map.put("output", output.toString());
    return map;
  }

  @Override
  public Map<String, Object> call(Step.Call step, String path) {
    return working("call", step, path);
  }

  @Override
  public Map<String, Object> route(Step.Route step, String path) {
    var map = working("route", step, path);
    var when = new TreeMap<String, Object>();
    step.when().forEach((label, body) -> when.put(label, body(body, path + ":" + label + "/")));
    map.put("when", when);
    map.put("otherwise", body(step.otherwise(), path + ":otherwise/"));
    return map;
  }

  @Override
  public Map<String, Object> sub(Step.Sub step, String path) {
    var map = shape("sub", step, path);
    var plan = step.plan().canonical();
    plan.anonymous.forEach(inside -> anonymous.add(path + "/" + inside));
    map.put("plan", plan);
    return map;
  }

  @Override
  public Map<String, Object> each(Step.Each step, String path) {
    var map = shape("each", step, path);
    map.put("body", body(step.body(), path + "/"));
    map.put("at_most", (long) step.atMost());
    return map;
  }

  @Override
  public Map<String, Object> loop(Step.Loop step, String path) {
    var map = shape("loop", step, path);
    map.put("body", body(step.body(), path + "/"));
    map.put("turns", (long) step.turns());
    return map;
  }

  /** Its runners are in order: of two that are there at once, the first wins. */
  @Override
  public Map<String, Object> race(Step.Race step, String path) {
    var map = shape("race", step, path);
    map.put(
        "runners",
        step.runners().entrySet().stream()
            .map(
                runner ->
                    List.of(
                        runner.getKey(),
                        body(runner.getValue(), path + ":" + runner.getKey() + "/")))
            .toList());
    map.put("finish", step.finish().toString());
    return map;
  }

  private Map<String, Object> working(String shape, Step.Working step, String path) {
    var map = shape(shape, step, path);
    map.put("work", work(step.work(), path));
    policy(step.policy(), map, path);
    return map;
  }

  private void policy(Policy policy, Map<String, Object> map, String path) {
    if (!policy.timeout().isZero()) {
      map.put("timeout", policy.timeout().toString());
    }
    policy
        .retry()
        .ifPresent(
            retry -> {
              map.put("retries", (long) retry.times());
              map.put("backoff", retry.backoff().toString());
            });
    if (!policy.instead().isEmpty()) {
      map.put("instead", policy.instead().stream().map(rung -> rung(rung, path)).toList());
    }
    policy.hedge().ifPresent(hedge -> map.put("hedge", hedge.after().toString()));
    policy
        .cache()
        .ifPresent(cache -> map.put("cache", List.of(cache.ttl().toString(), (long) cache.size())));
  }

  private Object rung(Rung rung, String path) {
    return rung.match(
        new Rung.Cases<Object>() {
          @Override
          public Object ask(Rung.Ask ask) {
            return work(ask.work(), path);
          }

          @Override
          public Object cached(Rung.Cached cached) {
            return List.of("cached", cached.age().toString());
          }

          @Override
          public Object skip(Rung.Skip skip) {
            return List.of("skip", skip.value());
          }

          @Override
          public Object partial(Rung.Partial partial) {
            return "partial";
          }
        });
  }

  private Map<String, Object> shape(String shape, Step step, String path) {
    var map = new TreeMap<String, Object>();
    map.put("shape", shape);
    map.put("input", binding(step.input()));
    step.rescue()
        .when()
        .forEach((kind, body) -> map.put("on " + kind, body(body, path + "!" + kind + "/")));
    step.rescue()
        .otherwise()
        .ifPresent(body -> map.put("on otherwise", body(body, path + "!otherwise/")));
    return map;
  }

  private Object work(Work<?, ?> work, String path) {
    WorkInfo info = work.info();
    if (info.anonymous()) {
      anonymous.add(path);
      return work;
    }
    var map = new TreeMap<String, Object>();
    map.put("name", info.name());
    map.put("version", info.version());
    map.put("config", info.config());
    return map;
  }

  private static Object binding(Binding<?> binding) {
    return binding.match(PlainBinding.CASES);
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      var parts = new ArrayList<String>();
      new TreeMap<Object, Object>(map)
          .forEach((key, part) -> parts.add(quoted(String.valueOf(key)) + ":" + json(part)));
      return "{" + String.join(",", parts) + "}";
    }
    if (value instanceof List<?> list) {
      return "[" + String.join(",", list.stream().map(Canonical::json).toList()) + "]";
    }
    if (value instanceof Canonical plan) {
      return quoted(plan.digest());
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return value == Nothing.NOTHING ? "null" : quoted(value.toString());
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c < 0x20) {
                quoted.append("\\u%04x".formatted(c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
