package io.waybill.estimate;

import io.waybill.plan.Finish;
import java.util.Comparator;
import java.util.List;

/** How a race goes in a draw. */
record Race(Walked walked, Finish finish) {
  /**
   * A runner as if it ran alone.
   *
   * @param from the first of its calls
   * @param to the one after its last
   */
  record Runner(Moment end, int from, int to) {
    boolean there() {
      return end.failure().isEmpty();
    }
  }

  /** The value, and when it is there; what the losers did after that is cut off. */
  Moment of(List<Runner> runners, Moment begin) {
    int needed =
        finish.match(
            new Finish.Cases<List<Runner>, Integer>() {
              @Override
              public Integer first(Finish.First first, List<Runner> all) {
                return 1;
              }

              @Override
              public Integer quorum(Finish.Quorum quorum, List<Runner> all) {
                return quorum.runners();
              }

              @Override
              public Integer best(Finish.Best best, List<Runner> all) {
                return (int) all.stream().filter(Runner::there).count();
              }
            },
            runners);
    var there =
        runners.stream()
            .filter(Runner::there)
            .map(Runner::end)
            .sorted(Comparator.comparingDouble(Moment::at))
            .toList();
    if (there.isEmpty() || there.size() < needed) {
      return runners.stream()
          .map(Runner::end)
          .filter(end -> end.failure().isPresent())
          .max(Comparator.comparingDouble(Moment::at))
          .orElse(begin);
    }
    var end = there.get(needed - 1);
    runners.forEach(runner -> walked.cut(runner.from(), runner.to(), end.at()));
    return end;
  }
}
