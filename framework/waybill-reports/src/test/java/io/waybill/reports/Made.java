package io.waybill.reports;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waybills of which every number was chosen: a route, and a model behind it. */
final class Made {
  /** A dollar per million tokens, and so 1,000 nano-dollars each. */
  static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Price.Rate.of("1", "1"), "large", Price.Rate.of("10", "10")),
          Map.of(),
          Optional.empty());

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final long MILLI = 1_000_000;

  private Made() {}

  /**
   * A run that went well: the route took a millisecond, then a model its time.
   *
   * @param tokens that the small model read
   */
  static Waybill run(String id, String branch, long tokens, long millis) {
    return run(id, branch, Usage.tokens("openai", "small", tokens, 0), millis, 0.5);
  }

  static Waybill run(String id, String branch, Usage usage, long millis, double score) {
    var router = WorkInfo.named("router").model("rules").build();
    var model = WorkInfo.named("model").model(usage.model()).build();
    var routed = posting("", "intent", router, Usage.NONE, 0, MILLI);
    var answered =
        posting("intent:" + branch + "/", "answer", model, usage, MILLI, MILLI + millis * MILLI);
    var lines =
        List.of(
            new Waybill.Line(
                "intent",
                List.of(),
                List.of(routed),
                Optional.of(Choice.of(branch)),
                Optional.of(Outcome.Kind.COMPUTED),
                List.of()),
            new Waybill.Line(
                answered.path(),
                List.of("intent"),
                List.of(answered),
                Optional.empty(),
                Optional.of(Outcome.Kind.GENERATED),
                List.of()));
    var right = new Score("right", score, "", Score.Origin.RULE);
    return new Waybill(
        id,
        "made",
        START,
        Duration.ofMillis(millis + 1),
        Waybill.Status.OK,
        Optional.empty(),
        lines,
        List.of(new Waybill.Group("intent", Shape.ROUTE, branch)),
        new Ledger(List.of(routed, answered)),
        List.of(new Waybill.Scored(answered.path(), right)),
        PRICES,
        List.of(),
        Outline.NONE);
  }

  private static Posting posting(
      String scope, String step, WorkInfo work, Usage usage, long from, long to) {
    return new Posting(
        scope,
        step,
        1,
        work,
        Posting.Fate.USED,
        usage,
        PRICES.price(work, usage, START.plusNanos(from)),
        from,
        from,
        to,
        Posting.Marks.NONE);
  }
}
