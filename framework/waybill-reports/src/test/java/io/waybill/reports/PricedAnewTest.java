package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.testkit.RandomPlan;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Over thousands of random runs; the seed of one that is wrong is told. */
class PricedAnewTest {
  private static final int RUNS = 3000;

  /** Dollars per million tokens: input, output. */
  private static final Map<String, String[]> OTHER =
      Map.of("small", new String[] {"0.123456789", "3.3"}, "third", new String[] {"7", "0.001"});

  private static final PriceBook BOOK =
      PriceBook.of(
          Map.of(
              "small", Price.Rate.of(OTHER.get("small")[0], OTHER.get("small")[1]),
              "third", Price.Rate.of(OTHER.get("third")[0], OTHER.get("third")[1])),
          Map.of(),
          Optional.empty());

  @Test
  void underTheSameBookNothingChangesAndUnderAnotherItIsAsPricedByHand() {
    int attempts = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      var run = RandomRuns.of(seed);
      var seen = "seed " + seed;
      assertEquals(run, run.under(RandomPlan.PRICES), seen);
      var other = run.under(BOOK);
      assertEquals(byHand(run.ledger().postings()), other.ledger().total(), seen);
      assertEquals(other, other.under(BOOK), seen);
      assertEquals(run, other.under(RandomPlan.PRICES), seen);
      attempts += run.ledger().postings().size();
    }
    System.out.printf("%d random runs, %d attempts priced anew%n", RUNS, attempts);
    assertTrue(attempts > 10 * RUNS);
  }

  private static Cost byHand(List<Posting> postings) {
    long nano = 0;
    int unpriced = 0;
    for (var posting : postings) {
      var usage = posting.usage();
      var rates = OTHER.get(usage.model());
      if (usage.basis() == Usage.Basis.UNKNOWN
          || usage.basis() != Usage.Basis.NOTHING && rates == null) {
        unpriced++;
      } else if (usage.basis() != Usage.Basis.NOTHING && rates != null) {
        nano +=
            new BigDecimal(rates[0])
                .multiply(BigDecimal.valueOf(usage.input()))
                .add(new BigDecimal(rates[1]).multiply(BigDecimal.valueOf(usage.output())))
                .multiply(BigDecimal.valueOf(1000))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
      }
    }
    return new Cost(new Money(nano), unpriced);
  }

  @Test
  void asIfAnotherModelHadDoneItIsTheSameTokensAtItsPriceAndNothingElse() {
    int changed = 0;
    for (long seed = 0; seed < RUNS / 10; seed++) {
      var run = RandomRuns.of(seed);
      var seen = "seed " + seed;
      var all =
          run.ledger().postings().stream()
              .map(posting -> StepPath.of(posting.path()))
              .distinct()
              .map(step -> new AsIf(step, "openai", "third"))
              .toList();
      assertEquals(run.under(BOOK), AsIf.in(run, List.of(), BOOK), seen);
      var asIf = AsIf.in(run, all, BOOK);
      assertEquals(asIf, AsIf.in(asIf, all, BOOK), seen);
      assertEquals(run.timing(), asIf.timing(), seen);
      for (int i = 0; i < run.ledger().postings().size(); i++) {
        var before = run.ledger().postings().get(i).usage();
        var after = asIf.ledger().postings().get(i).usage();
        assertEquals(before.input() + before.output(), after.input() + after.output(), seen);
        assertEquals(AsIf.ofModel(before) ? "third" : before.model(), after.model(), seen);
        changed += before.equals(after) ? 0 : 1;
      }
      assertEquals(byHand(asIf.ledger().postings()), asIf.ledger().total(), seen);
    }
    assertTrue(changed > 1000, "changed " + changed);
  }

  @Test
  void theSumsBeforeAndAfterAreThoseOfTheRuns() {
    var rerating = new Rerating(Optional.of(BOOK), List.of());
    var before = Cost.NOTHING;
    var after = Cost.NOTHING;
    for (long seed = 0; seed < 200; seed++) {
      var run = RandomRuns.of(seed);
      before = before.plus(run.ledger().total());
      after = after.plus(rerating.of(run).ledger().total());
    }
    var total = rerating.result().orElseThrow().total();
    assertEquals(new Rerating.Row("", before, after, after), total);
  }

  @Test
  void withoutAnotherBookARunStaysWhatItIs() {
    var run = RandomRuns.of(1);
    var rerating = new Rerating(Optional.empty(), List.of());
    assertEquals(run, rerating.of(run));
    assertTrue(rerating.result().isEmpty());
  }

  @Test
  void aModelInThePlaceOfNoneIsTold() {
    Waybill run = Made.run("t-1", "billing", 1000, 10);
    var rerating = new Rerating(Optional.of(Made.PRICES), List.of(AsIf.of("anwser=openai/large")));
    rerating.of(run);
    assertEquals(
        "no step 'anwser' that a model did. Known: intent:billing/answer.",
        assertThrows(IllegalArgumentException.class, rerating::result).getMessage());
    assertThrows(IllegalArgumentException.class, () -> AsIf.of("answer=large"));
    assertThrows(IllegalArgumentException.class, () -> AsIf.of("openai/large"));
  }
}
