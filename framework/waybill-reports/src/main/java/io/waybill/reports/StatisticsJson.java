package io.waybill.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Cost;
import io.waybill.record.Json;
import java.util.Collection;
import java.util.function.Function;

/** Statistics as JSON: whole nanoseconds and nano-dollars, but for means and scores. */
public final class StatisticsJson {
  private StatisticsJson() {}

  public static ObjectNode of(Statistics statistics) {
    var object = Json.object();
    object.set("runs", runs(statistics.runs()));
    object.set("cost", cost(statistics.spending().total()));
    object.put("attempts", statistics.spending().attempts());
    object.put("priced", statistics.spending().priced());
    array(object, "steps", statistics.steps(), StatisticsJson::step);
    array(object, "models", statistics.models(), StatisticsJson::model);
    array(object, "pools", statistics.pools(), StatisticsJson::pool);
    array(object, "routes", statistics.routes(), StatisticsJson::route);
    array(object, "wasted", statistics.spending().wasted(), StatisticsJson::waste);
    array(object, "scores", statistics.qualities(), StatisticsJson::quality);
    object.set("persons", persons(statistics.persons()));
    array(object, "prices", statistics.books(), StatisticsJson::book);
    return object;
  }

  /** What pricing runs anew changed. */
  public static ObjectNode of(Rerating.Result result) {
    var object = row(result.total());
    object.put("book", result.book().digest());
    array(
        object,
        "as_if",
        result.models(),
        model ->
            Json.object()
                .put("step", model.step())
                .put("provider", model.provider())
                .put("model", model.model()));
    array(object, "steps", result.steps(), StatisticsJson::row);
    return object;
  }

  private static ObjectNode row(Rerating.Row row) {
    var object = Json.object();
    object.put("step", row.step());
    object.set("billed", cost(row.billed()));
    object.set("priced", cost(row.priced()));
    object.set("estimate", cost(row.asIf()));
    return object;
  }

  private static ObjectNode runs(Statistics.Runs runs) {
    var object = Json.object();
    object.put("all", runs.all());
    object.put("ok", runs.ok());
    object.put("failed", runs.failed());
    object.put("cancelled", runs.cancelled());
    object.set("plans", Json.of(runs.plans()));
    object.set("wall_ns", figure(runs.wall()));
    object.set("cost_nano_usd", figure(runs.cost()));
    object.put("walls_ns", runs.walls());
    object.put("orchestration_ns", runs.orchestration());
    return object;
  }

  private static ObjectNode step(Statistics.OfStep step) {
    var object = Json.object();
    object.put("step", step.path());
    object.put("by", step.who());
    object.put("inner", step.inner());
    object.put("times", step.times());
    object.set("wall_ns", figure(step.wall()));
    object.put("queued_ns", step.queued());
    object.put("critical_ns", step.critical());
    object.put("longest_in", step.bottleneck());
    object.set("slack_ns", figure(step.slack()));
    object.set("cost", cost(step.cost()));
    object.set("cost_nano_usd", figure(step.costs()));
    return object;
  }

  private static ObjectNode model(Statistics.OfModel model) {
    var object = Json.object();
    object.put("model", model.name());
    object.put("calls", model.calls());
    object.put("input", model.input());
    object.put("cache_read", model.cached());
    object.put("output", model.output());
    object.put("streamed", model.streamed());
    object.put("generation_ns", model.generation());
    object.set("cost", cost(model.cost()));
    return object;
  }

  private static ObjectNode pool(Statistics.OfPool pool) {
    return Json.object()
        .put("pool", pool.name())
        .put("runs", pool.runs())
        .put("share_ns", pool.share())
        .put("elapsed_ns", pool.elapsed())
        .put("idle_ns", pool.idle());
  }

  private static ObjectNode route(Statistics.OfRoute route) {
    var object = Json.object();
    object.put("route", route.path());
    object.put("times", route.times());
    object.set("router", cost(route.router()));
    object.put("router_ns", route.routing());
    array(
        object,
        "branches",
        route.branches(),
        branch -> {
          var one = Json.object().put("label", branch.label()).put("times", branch.times());
          one.set("cost", cost(branch.cost()));
          return one.put("wall_ns", branch.wall());
        });
    object.put("baseline", route.baseline());
    route.saved().ifPresent(nano -> object.put("estimated_saving_nano_usd", nano));
    route.sooner().ifPresent(nanos -> object.put("estimated_saving_ns", nanos));
    return object;
  }

  private static ObjectNode waste(Statistics.Waste waste) {
    var object = Json.object();
    object.put("step", waste.path());
    object.put("loss", waste.loss().name());
    object.put("attempts", waste.attempts());
    object.set("cost", cost(waste.cost()));
    return object;
  }

  private static ObjectNode quality(Statistics.Quality quality) {
    return Json.object()
        .put("step", quality.path())
        .put("metric", quality.metric())
        .put("n", quality.n())
        .put("mean", quality.mean())
        .put("p1", quality.p1())
        .put("p5", quality.p5())
        .put("p50", quality.p50())
        .put("p95", quality.p95())
        .put("p99", quality.p99());
  }

  private static ObjectNode persons(Statistics.Persons persons) {
    var object = Json.object();
    object.put("runs", persons.runs());
    object.set("steps", Json.of(persons.steps()));
    object.set("waited_ns", figure(persons.waited()));
    object.put("waiting_ns", persons.waiting());
    object.put("critical_ns", persons.critical());
    return object;
  }

  private static ObjectNode book(Statistics.Book book) {
    var object = Json.object();
    object.put("digest", book.digest());
    book.checked().ifPresent(day -> object.put("checked", day.toString()));
    return object.put("runs", book.runs());
  }

  static ObjectNode cost(Cost cost) {
    return Json.object().put("nano_usd", cost.known().nanoUsd()).put("unpriced", cost.unpriced());
  }

  private static ObjectNode figure(Spread.Figure figure) {
    return Json.object()
        .put("n", figure.n())
        .put("p50", figure.p50())
        .put("p95", figure.p95())
        .put("p99", figure.p99())
        .put("max", figure.max());
  }

  static <T> void array(
      ObjectNode object, String name, Collection<T> items, Function<T, ObjectNode> form) {
    var array = object.putArray(name);
    items.forEach(item -> array.add(form.apply(item)));
  }
}
