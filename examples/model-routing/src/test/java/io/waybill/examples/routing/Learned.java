package io.waybill.examples.routing;

import io.waybill.routing.cascade.Answered;
import io.waybill.routing.cascade.BreakEven;
import io.waybill.routing.cascade.Duel;
import io.waybill.routing.cascade.Goal;
import io.waybill.routing.cascade.Signs;
import io.waybill.routing.cascade.Threshold;
import io.waybill.work.Money;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What was learned from the half of the questions that both models were asked.
 *
 * @param scorer fitted on some of them, with the bar that was found on the others
 * @param breakEven on those others
 * @param threshold the bar for half the money of the strong model
 */
record Learned(Signs scorer, BreakEven breakEven, Threshold.Found threshold) {
  static Learned from(Recorded recorded, House house) {
    var scorer = Signs.fitted(duels(house, recorded.fit()));
    var report = Objects.requireNonNull(BreakEven.of(duels(house, recorded.bar()), scorer).block());
    var strong = report.large().perCall().orElseThrow();
    var half = new Money(strong.nanoUsd() / 2);
    if (report.threshold(Goal.costPerCall(half)) instanceof Threshold.Found found) {
      return new Learned(scorer.bars(found.bars()), report, found);
    }
    throw new IllegalStateException("there is no bar for half the money:\n" + report);
  }

  /** Both models answer all of them. */
  private static List<Duel> duels(House house, List<io.waybill.routing.data.Row> questions) {
    var weak = house.answer("weak", house.plans().weak(), questions).all();
    var strong = house.answer("strong", house.plans().strong(), questions).all();
    return IntStream.range(0, questions.size())
        .mapToObj(
            at ->
                new Duel(
                    new Answered(questions.get(at).text(), weak.get(at).answer()),
                    weak.get(at).tried(),
                    strong.get(at).tried()))
        .toList();
  }
}
