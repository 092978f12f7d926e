package io.waybill.routing.fit;

import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Promise;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds how sure a router must be to keep a promise: the least confidence above which so few
 * held-out rows went wrong that, four times in five, the share of right ones is at least what was
 * promised (the one-sided bound of Clopper and Pearson).
 */
final class Promises {
  private static final double DOUBT = 0.2;

  private Promises() {}

  /**
   * The threshold that keeps a promise on these rows; empty if there are too few of them, or if no
   * threshold does.
   */
  static Optional<Promise> of(double precision, List<Judgement> held) {
    var inScope = held.stream().filter(Judgement::inScope).toList();
    if (inScope.size() < Promise.rowsFor(precision)) {
      return Optional.empty();
    }
    var decided =
        inScope.stream()
            .filter(Judgement::passed)
            .sorted(Comparator.comparingDouble(Judgement::confidence).reversed())
            .toList();
    Optional<Promise> found = Optional.empty();
    int wrong = 0;
    for (int n = 1; n <= decided.size(); n++) {
      var row = decided.get(n - 1);
      wrong += row.topIsRight() ? 0 : 1;
      boolean last = n == decided.size() || decided.get(n).confidence() < row.confidence();
      if (last && areUnlikely(wrong, n, 1 - precision)) {
        found =
            Optional.of(
                new Promise(
                    precision, row.confidence(), n / (double) inScope.size(), inScope.size()));
      }
    }
    return found;
  }

  /** Whether so few misses are unlikely if misses were as frequent as this. */
  private static boolean areUnlikely(int wrong, int of, double share) {
    if (wrong >= of * share) { // as many as there would be: about as likely as not
      return false;
    }
    double term = of * Math.log1p(-share);
    double chance = 0;
    for (int k = 0; k <= wrong; k++) {
      chance += Math.exp(term);
      term += Math.log((of - k) / (k + 1.0)) + Math.log(share) - Math.log1p(-share);
    }
    return chance <= DOUBT;
  }
}
