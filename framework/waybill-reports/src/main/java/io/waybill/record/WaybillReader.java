package io.waybill.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.EngineTimes;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The waybill that {@link WaybillWriter} wrote. */
final class WaybillReader {
  private final List<WorkInfo> works;
  private final List<Posting> postings;

  private WaybillReader(Field root) {
    works = root.items("works").stream().map(WaybillReader::work).toList();
    postings = root.items("ledger").stream().map(this::posting).toList();
  }

  /**
   * Reads a waybill.
   *
   * @throws Json.NotJson saying which field is not what it should be
   */
  static Waybill read(JsonNode node) {
    var root = new Field("waybill", node);
    try {
      return new WaybillReader(root).waybill(root);
    } catch (IllegalArgumentException e) {
      throw new Json.NotJson("'waybill' contradicts itself: " + e.getMessage());
    }
  }

  private Waybill waybill(Field root) {
    return new Waybill(
        root.text("run"),
        root.text("plan"),
        root.parsed("started", Instant::parse),
        Duration.ofNanos(root.whole("wall_ns")),
        root.word("status", Waybill.Status.class),
        root.maybe("failure").map(WaybillReader::failure),
        root.items("lines").stream().map(this::line).toList(),
        root.items("groups").stream().map(WaybillReader::group).toList(),
        new Ledger(postings),
        root.items("scores").stream().map(WaybillReader::scored).toList(),
        PricesJson.read(root.in("prices")),
        root.items("pools").stream().map(WaybillReader::pool).toList(),
        PlanJson.read(root, "plan_steps"));
  }

  private Waybill.Line line(Field line) {
    return new Waybill.Line(
        line.text("path"),
        line.texts("after"),
        line.items("attempts").stream().map(at -> named(at, postings)).toList(),
        line.maybe("decision").map(WaybillReader::choice),
        line.maybe("kind").map(kind -> line.word("kind", Outcome.Kind.class)),
        line.items("sources").stream().map(WaybillReader::source).toList());
  }

  private static PoolUse pool(Field use) {
    return new PoolUse(
        PricesJson.pool(use.in("pool")),
        Duration.ofNanos(use.whole("share_ns")),
        Duration.ofNanos(use.whole("elapsed_ns")),
        Duration.ofNanos(use.whole("idle_ns")));
  }

  private static Waybill.Group group(Field group) {
    return new Waybill.Group(
        group.text("path"), group.word("shape", Shape.class), group.text("name"));
  }

  private Posting posting(Field posting) {
    return new Posting(
        posting.text("scope"),
        posting.text("step"),
        posting.small("attempt"),
        named(posting.in("work"), works),
        posting.word("fate", Posting.Fate.class),
        usage(posting.in("usage")),
        cost(posting.in("cost")),
        posting.whole("ready"),
        posting.whole("began"),
        posting.whole("ended"),
        posting.maybe("marks").map(WaybillReader::marks).orElse(Posting.Marks.NONE),
        posting.maybe("how").map(WaybillReader::how).orElse(Posting.How.FIRST));
  }

  private static <T> T named(Field position, List<T> among) {
    long at = position.whole();
    position.must(at >= 0 && at < among.size(), "a position below " + among.size());
    return among.get((int) at);
  }

  private static Posting.Marks marks(Field marks) {
    return new Posting.Marks(
        marks.whole("admitted"),
        marks.whole("sent"),
        marks.whole("first"),
        marks.whole("last"),
        marks.small("exchanges"),
        marks.maybe("pieces").isEmpty()
            ? List.of()
            : marks.items("pieces").stream().map(Field::whole).toList(),
        marks.maybe("engine").map(WaybillReader::engine),
        marks.maybe("share").map(Field::whole).orElse(-1L));
  }

  private static EngineTimes engine(Field times) {
    return new EngineTimes(
        times.text("engine"),
        took(times, "queue_ns"),
        took(times, "load_ns"),
        took(times, "prefill_ns"),
        took(times, "decode_ns"));
  }

  private static Optional<Duration> took(Field times, String name) {
    return times.maybe(name).map(time -> Duration.ofNanos(time.whole()));
  }

  private static Posting.How how(Field how) {
    return new Posting.How(
        how.word("role", Posting.Role.class),
        how.text("since"),
        how.maybe("error").map(error -> how.word("error", ErrorKind.class)),
        how.maybe("origin").map(WaybillReader::origin).orElse(Origin.OWN),
        how.whole("most_output"));
  }

  private static Origin origin(Field origin) {
    return new Origin(
        origin.text("run"),
        origin.text("path"),
        origin.small("attempt"),
        origin.text("traceparent"));
  }

  private static Usage usage(Field usage) {
    var basis = usage.word("basis", Usage.Basis.class);
    if (usage.maybe("provider").isEmpty()) {
      return basis == Usage.Basis.NOTHING ? Usage.NONE : Usage.UNKNOWN;
    }
    return new Usage(
        usage.text("provider"),
        usage.text("model"),
        usage.whole("input"),
        usage.whole("cache_read"),
        usage.whole("cache_write"),
        usage.whole("output"),
        usage.whole("reasoning"),
        Duration.ofNanos(usage.whole("engine_ns")),
        basis);
  }

  private static Cost cost(Field cost) {
    return new Cost(new Money(cost.whole("nano_usd")), cost.small("unpriced"));
  }

  private static Failure failure(Field failure) {
    var kind = failure.word("kind", ErrorKind.class);
    return new Failure(failure.text("path"), kind, failure.text("message"), null);
  }

  private static Choice choice(Field choice) {
    var runnersUp = new LinkedHashMap<String, Double>();
    var written = choice.in("runners_up");
    written
        .node()
        .fieldNames()
        .forEachRemaining(label -> runnersUp.put(label, written.number(label)));
    return new Choice(
        choice.text("label"),
        choice.number("confidence"),
        runnersUp,
        choice.text("reason"),
        choice.maybe("grounds").map(WaybillReader::grounds).orElse(Choice.Grounds.NONE));
  }

  private static Choice.Grounds grounds(Field grounds) {
    return new Choice.Grounds(
        grounds.text("stage"),
        grounds.text("policy"),
        grounds.maybe("expected_nano_usd").map(Field::whole).map(Money::new),
        grounds.number("propensity"));
  }

  private static Source source(Field source) {
    return new Source(
        source.text("document"), source.small("from"), source.small("to"), source.text("digest"));
  }

  private static Waybill.Scored scored(Field scored) {
    return new Waybill.Scored(
        scored.text("path"),
        new Score(
            scored.text("metric"),
            scored.number("value"),
            scored.text("label"),
            scored.word("origin", Score.Origin.class)));
  }

  @SuppressWarnings("unchecked") // a JSON object is a map with string keys
  private static WorkInfo work(Field work) {
    var config = work.in("config");
    return WorkInfo.named(work.text("name"))
        .version(work.text("version"))
        .model(work.text("model"))
        .pool(work.text("pool"))
        .ownRetries(work.small("own_retries"))
        .config(
            (Map<String, Object>) Json.plain(config.must(config.node().isObject(), "an object")))
        .labels(Set.copyOf(work.texts("labels")))
        .effects(work.word("effects", WorkInfo.Effects.class))
        .location(work.word("location", WorkInfo.Location.class))
        .trust(work.word("trust", WorkInfo.Trust.class))
        .privacy(work.word("privacy", WorkInfo.Privacy.class))
        .build();
  }
}
