package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributesBuilder;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What there is to tell of a run as a whole. */
final class RunFacts {
  private static final int MOST_PATHS = 100;
  private static final int FASTER = 2;

  private RunFacts() {}

  static void put(Books books, Map<Operation, Sum> byKind, AttributesBuilder facts) {
    var waybill = books.waybill;
    facts.put(Names.OPERATION, Operation.WORKFLOW);
    facts.put(Names.WORKFLOW, waybill.plan());
    facts.put(Names.STATUS, Names.word(waybill.status()));
    waybill
        .failure()
        .ifPresent(
            why -> {
              facts.put(Names.ERROR_TYPE, Names.word(why.kind()));
              facts.put(Names.FAILED_AT, why.path());
            });
    money(waybill, byKind, facts);
    time(books, facts);
    StepFacts.scores(books.scores(""), facts);
  }

  /** Why it did not succeed, in a few words, none of which came from a model. */
  static Optional<String> error(Waybill waybill) {
    return switch (waybill.status()) {
      case OK -> Optional.empty();
      case CANCELLED -> Optional.of("cancelled");
      case FAILED ->
          waybill
              .failure()
              .map(
                  why ->
                      why.path().isEmpty()
                          ? "failed (%s)".formatted(why.kind())
                          : "step '%s' failed (%s)".formatted(why.path(), why.kind()))
              .or(() -> Optional.of("failed"));
    };
  }

  static Map<Operation, Sum> none() {
    return new EnumMap<>(Operation.class);
  }

  private static void money(Waybill waybill, Map<Operation, Sum> byKind, AttributesBuilder facts) {
    var postings = waybill.ledger().postings();
    var total = new Sum(waybill.ledger().total(), postings.size());
    total.put(Names.COST_TOTAL, facts);
    total.putUnpriced(facts);
    byKind.forEach((kind, sum) -> sum.put(Names.costOf(kind.word()), facts));
    var wasted =
        postings.stream()
            .filter(posting -> posting.fate() != Posting.Fate.USED)
            .map(posting -> Sum.of(posting.cost()))
            .reduce(Sum.NOTHING, Sum::plus);
    wasted.put(Names.WASTED, facts);
    facts.put(Names.COVERAGE, total.coverage());
    waybill.pricesChecked().ifPresent(date -> facts.put(Names.PRICES_CHECKED, date.toString()));
    facts.put(Names.COST_BAND, Bands.of(total.cost()));
  }

  private static void time(Books books, AttributesBuilder facts) {
    var timing = books.timing;
    facts.put(Names.WALL, timing.wall().toNanos());
    facts.put(Names.WORK, timing.work().toNanos());
    facts.put(Names.BUSY, timing.busy().toNanos());
    facts.put(Names.CRITICAL_TIME, timing.longest().toNanos());
    facts.put(Names.ORCHESTRATION, timing.orchestration().toNanos());
    facts.put(
        Names.CRITICAL_PATH,
        books.critical.stream().limit(MOST_PATHS).map(Timing.OfLine::path).toList());
    facts.put(Names.CRITICAL_STEPS, (long) books.critical.size());
    timing
        .best(FASTER)
        .ifPresent(
            line -> {
              facts.put(Names.BOTTLENECK, line.path());
              facts.put(Names.SAVED, line.saved(FASTER).toNanos());
            });
    facts.put(Names.LATENCY_BAND, Bands.of(timing.wall()));
  }
}
