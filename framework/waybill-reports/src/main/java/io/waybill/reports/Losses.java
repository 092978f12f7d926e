package io.waybill.reports;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What steps paid for nothing. */
final class Losses {
  private record Key(String path, Statistics.Loss loss) {}

  private final Map<Key, Statistics.Waste> wasted = new LinkedHashMap<>();

  void add(Waybill run, UnaryOperator<String> name) {
    var last = new HashMap<String, Integer>();
    for (var posting : run.ledger().postings()) {
      last.merge(posting.path(), posting.attempt(), Math::max);
    }
    for (var posting : run.ledger().postings()) {
      boolean again = posting.attempt() < last.getOrDefault(posting.path(), 0);
      if (posting.fate() != Posting.Fate.USED) {
        var key = new Key(name.apply(posting.path()), loss(posting.fate(), again));
        wasted.merge(
            key, new Statistics.Waste(key.path, key.loss, 1, posting.cost()), Losses::plus);
      }
    }
  }

  private static Statistics.Loss loss(Posting.Fate fate, boolean again) {
    return switch (fate) {
      case USED, FAILED -> again ? Statistics.Loss.RETRIED : Statistics.Loss.FAILED;
      case CANCELLED -> Statistics.Loss.CANCELLED;
      case DISCARDED -> Statistics.Loss.DISCARDED;
    };
  }

  private static Statistics.Waste plus(Statistics.Waste one, Statistics.Waste other) {
    return new Statistics.Waste(
        one.path(), one.loss(), one.attempts() + other.attempts(), one.cost().plus(other.cost()));
  }

  /** The dearest first. */
  List<Statistics.Waste> wasted() {
    return wasted.values().stream()
        .sorted(
            Comparator.<Statistics.Waste>comparingLong(waste -> waste.cost().known().nanoUsd())
                .thenComparingLong(Statistics.Waste::attempts)
                .reversed()
                .thenComparing(Statistics.Waste::path)
                .thenComparing(Statistics.Waste::loss))
        .toList();
  }
}
