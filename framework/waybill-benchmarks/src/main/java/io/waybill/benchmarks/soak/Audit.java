package io.waybill.benchmarks.soak;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.run.Limits;
import io.waybill.run.RunException;
import io.waybill.run.RunResult;
import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Holds a run that has ended against what was planned, and its bill against what was done. */
final class Audit {
  private final Trip trip;
  private final List<String> wrong = new ArrayList<>();

  private Audit(Trip trip) {
    this.trip = trip;
  }

  /** What is wrong with a run that gave a value; mostly nothing. */
  static List<String> of(Trip trip, RunResult<?> result) {
    var audit = new Audit(trip);
    var planned = trip.scenario.planned().apply(trip).value();
    if (!Optional.of(result.value()).equals(planned)) {
      audit.wrong("value %s, planned %s".formatted(result.value(), planned));
    }
    audit.bill(result.waybill());
    return audit.wrong;
  }

  /** What is wrong with a run that gave none. */
  static List<String> of(Trip trip, Throwable error) {
    var audit = new Audit(trip);
    if (error instanceof RunException ended) {
      audit.failure(ended);
      audit.bill(ended.waybill());
    } else {
      audit.wrong("ended with %s".formatted(error));
    }
    return audit.wrong;
  }

  private void failure(RunException ended) {
    var failure = ended.failure();
    if (trip.caller() != Trip.Caller.STAYS && failure.kind() == ErrorKind.CANCELLED) {
      return;
    }
    var planned = trip.scenario.planned().apply(trip).failure();
    if (!planned.equals(Optional.of(new Planned.At(failure.kind(), failure.path())))) {
      wrong(
          "failed with %s, planned %s"
              .formatted(failure, planned.map(Objects::toString).orElse("a value")));
    }
  }

  private void bill(Waybill waybill) {
    var total = waybill.ledger().total();
    lines(waybill, total);
    wallet(total);
    attempts(waybill.ledger().postings());
    if (trip.underWay() != 0) {
      wrong("%d of its calls are still under way".formatted(trip.underWay()));
    }
  }

  /** Every attempt is on one line, and nothing else is. */
  private void lines(Waybill waybill, Cost total) {
    var onLines = Cost.NOTHING;
    int attempts = 0;
    for (var line : waybill.lines()) {
      attempts += line.attempts().size();
      for (var attempt : line.attempts()) {
        onLines = onLines.plus(attempt.cost());
      }
    }
    if (!onLines.equals(total) || attempts != waybill.ledger().postings().size()) {
      wrong("%d attempts for %s on lines, %s in the ledger".formatted(attempts, onLines, total));
    }
  }

  /**
   * What is spent is what was posted, and nothing is held; what has no price may have cost more.
   */
  private void wallet(Cost total) {
    var limit = trip.scenario.plan().budget().cost().orElse(Limits.DEFAULT.spend()).nanoUsd();
    trip.purse()
        .flatMap(purse -> purse.remaining())
        .ifPresent(
            left -> {
              long gone = limit - left.nanoUsd();
              boolean right =
                  total.unpriced() == 0
                      ? gone == total.known().nanoUsd()
                      : gone >= total.known().nanoUsd();
              if (!right) {
                wrong("%d nano-dollars are gone from the wallet, posted %s".formatted(gone, total));
              }
            });
  }

  /** What was asked was posted, once; what was not asked gave no value. */
  private void attempts(List<Posting> postings) {
    var posted = new HashMap<String, Integer>();
    for (var posting : postings) {
      posted.merge(posting.path() + " " + posting.attempt(), 1, Integer::sum);
    }
    if (posted.values().stream().anyMatch(times -> times > 1)) {
      wrong("posted more than once: %s".formatted(more(posted)));
    }
    var asked = trip.asked();
    if (asked.values().stream().anyMatch(times -> times > 1)) {
      wrong("asked more than once: %s".formatted(more(asked)));
    }
    asked.keySet().stream()
        .filter(attempt -> !posted.containsKey(attempt))
        .forEach(attempt -> wrong("asked and not posted: %s".formatted(attempt)));
    postings.stream()
        .filter(Audit::isOurs)
        .filter(posting -> !asked.containsKey(posting.path() + " " + posting.attempt()))
        .forEach(posting -> wrong("used and never asked: %s".formatted(posting.path())));
  }

  private static List<String> more(Map<String, Integer> times) {
    return times.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether it gave a value that one of our stubs must have given. */
  private static boolean isOurs(Posting posting) {
    var role = posting.how().role();
    return posting.fate() == Posting.Fate.USED
        && posting.how().origin().own()
        && role != Posting.Role.SKIPPED
        && role != Posting.Role.CACHED
        && role != Posting.Role.PARTIAL
        && posting.work().name().startsWith("stub.");
  }

  private void wrong(String what) {
    wrong.add(trip + ": " + what);
  }
}
