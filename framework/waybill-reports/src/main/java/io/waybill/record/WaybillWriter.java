package io.waybill.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.EngineTimes;
import io.waybill.work.Failure;
import io.waybill.work.Origin;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A waybill as JSON. Every number is whole and exact (nanoseconds, nano-dollars), save confidences
 * and scores. Postings and works are written once and named by their position: a line's attempts
 * are positions in {@code ledger}, a posting's work is one in {@code works}.
 */
final class WaybillWriter {
  private final Map<WorkInfo, Integer> works = new LinkedHashMap<>();
  private final Map<Posting, Integer> postings = new LinkedHashMap<>();

  private WaybillWriter() {}

  static ObjectNode of(Waybill waybill) {
    return new WaybillWriter().waybill(waybill);
  }

  private ObjectNode waybill(Waybill waybill) {
    var ledger = array(waybill.ledger().postings(), posting -> posting(waybill, posting));
    var lines = array(waybill.lines(), line -> line(line, ledger));
    var object = Json.object();
    object.put("run", waybill.run());
    object.put("plan", waybill.plan());
    object.put("started", waybill.started().toString());
    object.put("wall_ns", waybill.wall().toNanos());
    object.put("status", waybill.status().name());
    waybill.failure().ifPresent(failure -> object.set("failure", failure(failure)));
    SumsJson.of(waybill, object);
    object.set("lines", lines);
    object.set("groups", array(waybill.groups(), WaybillWriter::group));
    object.set("ledger", ledger);
    object.set("scores", array(waybill.scores(), WaybillWriter::scored));
    object.set("works", array(works.keySet(), WaybillWriter::work));
    object.set("prices", PricesJson.of(waybill.prices()));
    object.set("pools", array(waybill.pools(), WaybillWriter::pool));
    object.set("plan_steps", PlanJson.of(waybill.outline()));
    return object;
  }

  private ObjectNode line(Waybill.Line line, ArrayNode ledger) {
    var object = Json.object();
    object.put("path", line.path());
    object.set("after", array(line.after(), Json.NODES::textNode));
    object.set("attempts", array(line.attempts(), posting -> position(posting, ledger)));
    line.decision().ifPresent(choice -> object.set("decision", choice(choice)));
    line.kind().ifPresent(kind -> object.put("kind", kind.name()));
    object.set("sources", array(line.sources(), WaybillWriter::source));
    return object;
  }

  private static ObjectNode pool(PoolUse use) {
    var object = Json.object();
    object.set("pool", PricesJson.of(use.pool()));
    object.put("share_ns", use.share().toNanos());
    object.put("elapsed_ns", use.elapsed().toNanos());
    object.put("idle_ns", use.idle().toNanos());
    object.put("others_ns", use.others().toNanos());
    return object;
  }

  private static ObjectNode group(Waybill.Group group) {
    var object = Json.object();
    object.put("path", group.path());
    object.put("shape", group.shape().name());
    object.put("name", group.name());
    return object;
  }

  private JsonNode position(Posting posting, ArrayNode ledger) {
    if (!postings.containsKey(posting)) {
      throw new IllegalArgumentException(
          "an attempt at '%s' stands on a line but not in the ledger of %d postings"
              .formatted(posting.path(), ledger.size()));
    }
    return Json.NODES.numberNode(postings.get(posting));
  }

  private ObjectNode posting(Waybill waybill, Posting posting) {
    postings.putIfAbsent(posting, postings.size());
    works.putIfAbsent(posting.work(), works.size());
    var object = Json.object();
    object.put("scope", posting.scope());
    object.put("step", posting.step());
    object.put("attempt", posting.attempt());
    object.put("work", works.get(posting.work()));
    object.put("fate", posting.fate().name());
    object.set("usage", usage(posting.usage()));
    object.set("cost", SumsJson.cost(posting.cost()));
    object.put("ready", posting.ready());
    object.put("began", posting.began());
    object.put("ended", posting.ended());
    if (!posting.marks().equals(Posting.Marks.NONE)) {
      object.set("marks", marks(posting.marks()));
    }
    if (!posting.how().equals(Posting.How.FIRST)) {
      object.set("how", how(posting.how()));
    }
    SumsJson.of(waybill, posting, object);
    return object;
  }

  private static ObjectNode marks(Posting.Marks marks) {
    var object = Json.object();
    object.put("admitted", marks.admitted());
    object.put("sent", marks.sent());
    object.put("first", marks.first());
    object.put("last", marks.last());
    object.put("exchanges", marks.exchanges());
    if (!marks.pieces().isEmpty()) {
      object.set("pieces", array(marks.pieces(), Json.NODES::numberNode));
    }
    if (marks.share() >= 0) {
      object.put("share", marks.share());
    }
    marks.engine().ifPresent(times -> object.set("engine", engine(times)));
    return object;
  }

  private static ObjectNode engine(EngineTimes times) {
    var object = Json.object();
    object.put("engine", times.engine());
    times.queue().ifPresent(time -> object.put("queue_ns", time.toNanos()));
    times.load().ifPresent(time -> object.put("load_ns", time.toNanos()));
    times.prefill().ifPresent(time -> object.put("prefill_ns", time.toNanos()));
    times.decode().ifPresent(time -> object.put("decode_ns", time.toNanos()));
    return object;
  }

  private static ObjectNode how(Posting.How how) {
    var object = Json.object();
    object.put("role", how.role().name());
    object.put("since", how.since());
    how.error().ifPresent(error -> object.put("error", error.name()));
    if (!how.origin().own()) {
      object.set("origin", origin(how.origin()));
    }
    object.put("most_output", how.mostOutput());
    return object;
  }

  private static ObjectNode origin(Origin origin) {
    var object = Json.object();
    object.put("run", origin.run());
    object.put("path", origin.path());
    object.put("attempt", origin.attempt());
    object.put("traceparent", origin.traceparent());
    return object;
  }

  private static ObjectNode usage(Usage usage) {
    var object = Json.object();
    object.put("basis", usage.basis().name());
    if (usage.equals(Usage.NONE) || usage.equals(Usage.UNKNOWN)) {
      return object;
    }
    object.put("provider", usage.provider());
    object.put("model", usage.model());
    object.put("input", usage.input());
    object.put("cache_read", usage.cacheRead());
    object.put("cache_write", usage.cacheWrite());
    object.put("output", usage.output());
    object.put("reasoning", usage.reasoning());
    object.put("engine_ns", usage.engine().toNanos());
    return object;
  }

  private static ObjectNode failure(Failure failure) {
    var object = Json.object();
    object.put("path", failure.path());
    object.put("kind", failure.kind().name());
    object.put("message", failure.message());
    return object;
  }

  private static ObjectNode choice(Choice choice) {
    var object = Json.object();
    object.put("label", choice.label());
    object.put("confidence", choice.confidence());
    object.set("runners_up", Json.of(choice.runnersUp()));
    object.put("reason", choice.reason());
    if (!choice.grounds().equals(Choice.Grounds.NONE)) {
      object.set("grounds", grounds(choice.grounds()));
    }
    return object;
  }

  private static ObjectNode grounds(Choice.Grounds grounds) {
    var object = Json.object();
    object.put("stage", grounds.stage());
    object.put("policy", grounds.policy());
    grounds.expected().ifPresent(cost -> object.put("expected_nano_usd", cost.nanoUsd()));
    object.put("propensity", grounds.propensity());
    return object;
  }

  private static ObjectNode source(Source source) {
    var object = Json.object();
    object.put("document", source.document());
    object.put("from", source.from());
    object.put("to", source.to());
    object.put("digest", source.digest());
    return object;
  }

  private static ObjectNode scored(Waybill.Scored scored) {
    Score score = scored.score();
    var object = Json.object();
    object.put("path", scored.path());
    object.put("metric", score.metric());
    object.put("value", score.value());
    object.put("label", score.label());
    object.put("origin", score.origin().name());
    return object;
  }

  private static ObjectNode work(WorkInfo work) {
    var object = Json.object();
    object.put("name", work.name());
    object.put("version", work.version());
    object.put("model", work.model());
    object.put("pool", work.pool());
    object.put("own_retries", work.ownRetries());
    object.set("config", Json.of(work.config()));
    object.set("labels", array(work.labels(), Json.NODES::textNode));
    object.put("effects", work.safety().effects().name());
    object.put("location", work.safety().location().name());
    object.put("trust", work.safety().trust().name());
    object.put("privacy", work.safety().privacy().name());
    return object;
  }

  private static <T> ArrayNode array(
      Collection<T> items, Function<? super T, ? extends JsonNode> form) {
    var array = Json.array();
    items.forEach(item -> array.add(form.apply(item)));
    return array;
  }
}
