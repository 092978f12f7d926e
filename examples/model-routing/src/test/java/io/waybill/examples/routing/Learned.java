package io.waybill.examples.routing;

import io.waybill.ledger.Posting;
import io.waybill.local.Encoders;
import io.waybill.prices.PriceBooks;
import io.waybill.routing.cascade.AnswerHead;
import io.waybill.routing.cascade.Answered;
import io.waybill.routing.cascade.BreakEven;
import io.waybill.routing.cascade.Duel;
import io.waybill.routing.cascade.Goal;
import io.waybill.routing.cascade.Threshold;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.gain.Target;
import io.waybill.work.Encoder;
import io.waybill.work.Money;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * What was learned from the half of the questions that both models were asked.
 *
 * @param router between the models, by the question; it prefers quality until it is told otherwise
 * @param scorer of the weak one's answers, fitted on some, with the bar that was found on the
 *     others
 * @param breakEven on those others
 * @param threshold the bar for half the money of the strong model
 */
record Learned(
    GainRouter router, AnswerHead scorer, BreakEven breakEven, Threshold.Found threshold) {
  /** A question that both models were asked. */
  private record Both(Row row, Measured.Asked weak, Measured.Asked strong) {
    Duel duel() {
      return new Duel(new Answered(row.text(), weak.answer()), weak.tried(), strong.tried());
    }

    /** The question, and whether each model was right. */
    Row labelled() {
      var right = Map.of("weak", "" + weak.right(), "strong", "" + strong.right());
      return new Row(row.line(), row.text(), right);
    }
  }

  static Learned from(Recorded recorded, House house) {
    var fit = both(house, recorded.fit());
    var bar = both(house, recorded.bar());
    var encoder = Encoders.minilm();
    var all = new ArrayList<>(fit);
    all.addAll(bar);
    var scorer = now(AnswerHead.fitted(duels(fit), encoder));
    var report = now(BreakEven.of(duels(bar), scorer));
    var strong = report.large().perCall().orElseThrow();
    var half = new Money(strong.nanoUsd() / 2);
    if (report.threshold(Goal.costPerCall(half)) instanceof Threshold.Found found) {
      return new Learned(router(all, encoder), scorer.bars(found.bars()), report, found);
    }
    throw new IllegalStateException("there is no bar for half the money:\n" + report);
  }

  private static List<Both> both(House house, List<Row> questions) {
    var weak = house.answer("weak", house.plans().weak(), questions).all();
    var strong = house.answer("strong", house.plans().strong(), questions).all();
    return IntStream.range(0, questions.size())
        .mapToObj(at -> new Both(questions.get(at), weak.get(at), strong.get(at)))
        .toList();
  }

  private static List<Duel> duels(List<Both> all) {
    return all.stream().map(Both::duel).toList();
  }

  /**
   * A hundred questions are few; for use it would be fitted on more, and would not be asked to
   * insist.
   */
  private static GainRouter router(List<Both> all, Encoder encoder) {
    var weak = all.stream().map(Both::weak).toList();
    var strong = all.stream().map(Both::strong).toList();
    var fit =
        GainFit.on(encoder)
            .withTarget(Target.of("weak", "openai/weak").writing(tokens(weak)), "weak")
            .withTarget(Target.of("strong", "openai/strong").writing(tokens(strong)), "strong")
            .withFewRows();
    var rows = Rows.of(all.stream().map(Both::labelled).toList());
    var waits = Map.of("weak", wait(weak), "strong", wait(strong));
    return now(fit.fit(rows))
        .priced(PriceBooks.read(House.FOLDER.resolve("prices.yaml")), Clock.systemUTC())
        .timed(target -> Optional.ofNullable(waits.get(target.label())));
  }

  /** Of an answer, on average. */
  private static long tokens(List<Measured.Asked> all) {
    return Math.round(
        all.stream()
            .map(Learned::posting)
            .mapToLong(one -> one.usage().output())
            .average()
            .orElse(0));
  }

  /** Until the first token, in half of the cases. */
  private static Duration wait(List<Measured.Asked> all) {
    var sorted =
        all.stream()
            .map(
                asked ->
                    Duration.ofNanos(posting(asked).marks().first() - posting(asked).began())
                        .multipliedBy(asked.faster()))
            .sorted()
            .toList();
    return sorted.get(sorted.size() / 2);
  }

  private static Posting posting(Measured.Asked asked) {
    return asked.waybill().ledger().postings().get(0);
  }

  private static <T> T now(Mono<T> value) {
    return Objects.requireNonNull(value.block());
  }
}
