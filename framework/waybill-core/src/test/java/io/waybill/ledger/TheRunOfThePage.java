package io.waybill.ledger;

import io.waybill.plan.Outline;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The support run that the design page prints, from hand-made postings and a price book. */
final class TheRunOfThePage {
  static final PriceBook PRICES =
      PriceBook.of(
          Map.of("gpt-4.1-mini", Price.Rate.of("0.40", "1.60")),
          Map.of("gpu0", new BigDecimal("0.459"), "cpu", new BigDecimal("0.18")),
          Optional.of(LocalDate.of(2026, 8, 1)));

  private static final WorkInfo INSTANT = WorkInfo.named("guard.redact").model("instant").build();
  private static final WorkInfo MINILM =
      WorkInfo.named("intents").model("minilm").pool("cpu").build();
  private static final WorkInfo HANDBOOK =
      WorkInfo.named("handbook").model("handbook").pool("cpu").build();
  private static final WorkInfo GPT = WorkInfo.named("chat").model("gpt-4.1-mini").build();
  private static final WorkInfo QWEN =
      WorkInfo.named("guard.grounded").model("qwen2.5-7b").pool("gpu0").build();

  private TheRunOfThePage() {}

  static Waybill waybill() {
    return waybill(LINES);
  }

  static Waybill waybill(List<Waybill.Line> lines) {
    return new Waybill(
        "r1",
        "support",
        Instant.parse("2026-08-02T09:00:00Z"),
        Duration.ofMillis(4925),
        Waybill.Status.OK,
        Optional.empty(),
        lines,
        List.of(),
        new Ledger(lines.stream().flatMap(line -> line.attempts().stream()).toList()),
        List.of(),
        PRICES,
        List.of(),
        Outline.NONE);
  }

  private static final Posting REDACT = at("", "redact", INSTANT, Usage.NONE, 0, 0, 2);
  private static final Posting INTENT = at("", "intent", MINILM, engine("minilm", 6, 0), 2, 2, 8);
  private static final Posting FACTS =
      at("", "facts", HANDBOOK, engine("handbook", 4, 0), 2, 2, 392);
  private static final Posting BILLING =
      streamed(
          at(
              "intent:billing/",
              "billing",
              GPT,
              Usage.tokens("openai", "gpt-4.1-mini", 9200, 130),
              392,
              662,
              3412),
          610);
  private static final Posting CHECK =
      streamed(at("", "check", QWEN, engine("qwen2.5-7b", 1490, 100), 3412, 3432, 4922), 190);

  static final List<Waybill.Line> LINES =
      List.of(
          line(REDACT),
          new Waybill.Line(
              "intent",
              List.of("redact"),
              List.of(INTENT),
              Optional.of(new Choice("billing", 0.93, Map.of(), "")),
              Optional.of(Outcome.Kind.COMPUTED),
              List.of()),
          line(FACTS, "redact"),
          line(BILLING, "intent", "facts", "redact"),
          line(CHECK, "intent:billing/billing", "facts"));

  private static Waybill.Line line(Posting posting, String... after) {
    return new Waybill.Line(
        posting.path(),
        List.of(after),
        List.of(posting),
        Optional.empty(),
        Optional.of(Outcome.Kind.COMPUTED),
        List.of());
  }

  private static Usage engine(String model, long millis, long output) {
    return Usage.engine(model, Duration.ofMillis(millis), 0, output);
  }

  private static Posting at(
      String scope, String step, WorkInfo work, Usage usage, long ready, long began, long ended) {
    return new Posting(
        scope,
        step,
        1,
        work,
        Posting.Fate.USED,
        usage,
        PRICES.price(work, usage, Instant.EPOCH),
        ready * 1_000_000,
        began * 1_000_000,
        ended * 1_000_000,
        Posting.Marks.NONE);
  }

  private static Posting streamed(Posting posting, long ttftMillis) {
    return new Posting(
        posting.scope(),
        posting.step(),
        posting.attempt(),
        posting.work(),
        posting.fate(),
        posting.usage(),
        posting.cost(),
        posting.ready(),
        posting.began(),
        posting.ended(),
        new Posting.Marks(
            posting.began(),
            posting.began(),
            posting.began() + ttftMillis * 1_000_000,
            posting.ended()));
  }
}
