package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to tell of a run as a whole. */
final class RunFacts {
  private static final int MOST_PATHS = 100;
  private static final int FASTER = 2;

  private RunFacts() {}

  static void put(Books books, Map<Operation, Sum> byKind, Canvas canvas) {
    var waybill = books.waybill;
    canvas.put(Names.OPERATION, Operation.WORKFLOW);
    canvas.put(Names.WORKFLOW, waybill.plan());
    canvas.put(Names.STATUS, Names.word(waybill.status()));
    waybill
        .failure()
        .ifPresent(
            why -> {
              canvas.put(Names.ERROR_TYPE, Names.word(why.kind()));
              canvas.put(Names.FAILED_AT, why.path());
            });
    money(waybill, byKind, canvas);
    time(books, canvas);
    RouteFacts.ofRun(books, canvas);
    StepFacts.scores(books.scores(""), canvas);
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

  private static void money(Waybill waybill, Map<Operation, Sum> byKind, Canvas canvas) {
    var total = new Sum();
    var wasted = new Sum();
    for (var posting : waybill.ledger().postings()) {
      total.add(posting.cost());
      if (posting.fate() != Posting.Fate.USED) {
        wasted.add(posting.cost());
      }
    }
    total.put(Names.COST_TOTAL, canvas);
    total.putUnpriced(canvas);
    byKind.forEach((kind, sum) -> sum.put(Names.costOf(kind.word()), canvas));
    wasted.put(Names.WASTED, canvas);
    canvas.put(Names.COVERAGE, total.coverage());
    var prices = waybill.prices();
    prices.checked().ifPresent(date -> canvas.put(Names.PRICES_CHECKED, date.toString()));
    canvas.put(Names.PRICES_DIGEST, prices.digest());
    canvas.put(Names.COST_BAND, Bands.of(total.cost()));
  }

  private static void time(Books books, Canvas canvas) {
    var timing = books.timing;
    canvas.put(Names.WALL, timing.wall().toNanos());
    canvas.put(Names.WORK, timing.work().toNanos());
    canvas.put(Names.BUSY, timing.busy().toNanos());
    canvas.put(Names.CRITICAL_TIME, timing.longest().toNanos());
    canvas.put(Names.ORCHESTRATION, timing.orchestration().toNanos());
    canvas.put(
        Names.CRITICAL_PATH,
        List.copyOf(books.critical.subList(0, Math.min(books.critical.size(), MOST_PATHS))));
    canvas.put(Names.CRITICAL_STEPS, (long) books.critical.size());
    timing
        .best(FASTER)
        .ifPresent(
            line -> {
              canvas.put(Names.BOTTLENECK, line.path());
              canvas.put(Names.SAVED, line.saved(FASTER).toNanos());
            });
    canvas.put(Names.LATENCY_BAND, Bands.of(timing.wall()));
  }
}
