package io.waybill.routing.gain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  /** Ten questions: strong knows four that weak does not, weak none that strong does not. */
  private static final List<Trial> TEN =
      IntStream.range(0, 10).mapToObj(i -> trial("x".repeat(i + 1), i < 6 ? 1 : 0, 1, 0)).toList();

  @Test
  void aPerfectRouterRecoversTheGapWithTheFewestCalls() {
    var perfect = Curve.of(TEN, Trial::gain);
    // 0, 1/4, 2/4, 3/4, 1 and then six times 1, by trapezoids
    assertEquals((0.125 + 0.375 + 0.625 + 0.875 + 6) / 10, perfect.apgr().getAsDouble(), 1e-12);
    assertEquals(0.2, perfect.share(0.5).getAsDouble(), 1e-12);
    assertEquals(0.4, perfect.share(0.8).getAsDouble(), 1e-12);
    // 0.95 of 1 is reached with all four
    assertEquals(0.6, perfect.saving(0.95).getAsDouble(), 1e-12);
  }

  @Test
  void anInverseRouterIsAsBadAsThePerfectOneIsGood() {
    var perfect = Curve.of(TEN, Trial::gain).apgr().getAsDouble();
    var inverse = Curve.of(TEN, trial -> -trial.gain());
    assertEquals(1 - perfect, inverse.apgr().getAsDouble(), 1e-12);
    assertEquals(0.8, inverse.share(0.5).getAsDouble(), 1e-12);
    assertEquals(1, inverse.share(0.8).getAsDouble(), 1e-12);
    assertEquals(0, inverse.saving(0.95).getAsDouble(), 1e-12);
  }

  @Test
  void aRuleThatTellsNothingApartIsChance() {
    var constant = Curve.of(TEN, trial -> 0.3);
    assertEquals(0.5, constant.apgr().getAsDouble(), 1e-12);
    assertEquals(0.5, constant.share(0.5).getAsDouble(), 1e-12);
    assertEquals(0.8, constant.share(0.8).getAsDouble(), 1e-12);
  }

  @Test
  void whatIsRankedAlikeHasNoOrder() {
    ToDoubleFunction<Trial> halves = trial -> trial.text().length() > 5 ? 1 : 0;
    var shuffled = new ArrayList<>(TEN);
    Collections.shuffle(shuffled, new Random(7));
    assertEquals(
        Curve.of(TEN, halves).apgr().getAsDouble(),
        Curve.of(shuffled, halves).apgr().getAsDouble(),
        1e-12);
    assertEquals(Curve.of(TEN, halves).points(11), Curve.of(shuffled, halves).points(11));
  }

  @Test
  void oneQuestionIsEnough() {
    var one = Curve.of(List.of(trial("a", 0, 1, 0)), trial -> 1);
    assertEquals(0.5, one.apgr().getAsDouble(), 1e-12);
    assertEquals(1, one.share(0.5).getAsDouble(), 1e-12);
    assertEquals(0, one.saving(0.95).getAsDouble(), 1e-12);
    assertEquals(List.of(new Curve.Point(0, 0, 0), new Curve.Point(1, 1, 1)), one.points(50));
  }

  @Test
  void withoutAGapThereIsNothingToRecover() {
    for (var none :
        List.of(
            List.of(trial("a", 1, 1, 0)),
            List.of(trial("a", 1, 0, 0)),
            List.of(trial("a", 0, 0, 0)))) {
      var curve = Curve.of(none, trial -> 1);
      assertEquals(OptionalDouble.empty(), curve.apgr());
      assertEquals(OptionalDouble.empty(), curve.share(0.5));
      assertEquals(OptionalDouble.empty(), curve.saving(0.95));
      assertFalse(curve.points(2).isEmpty());
    }
  }

  @Test
  void aModelThatKnowsWhatTheStrongOneDoesNotLetsARuleBeatIt() {
    var both = new ArrayList<>(TEN);
    both.add(trial("weak alone", 1, 0, 0));
    assertTrue(Curve.of(both, Trial::gain).apgr().getAsDouble() > 0.8);
    assertEquals(10 / 11.0, bestQuality(Curve.of(both, trial -> 0)), 1e-12);
    assertEquals(1, bestQuality(Curve.of(both, Trial::gain)), 1e-12);
  }

  @Test
  void savingsAreOfMoneyWhereAnswersHaveAPrice() {
    // strong costs 1 each, weak 0.1: six weak and four strong ones are 4.6 of 10
    var priced = TEN.stream().map(t -> trial(t.text(), t.weak().right(), 1, 0.1)).toList();
    assertEquals(0.54, Curve.of(priced, Trial::gain).saving(0.95).getAsDouble(), 1e-12);
  }

  @Test
  void itAgreesWithARuleThatTriesEveryOrder() {
    var random = new Random(11);
    for (int round = 0; round < 300; round++) {
      var trials = some(random, 1 + random.nextInt(6));
      var ranks = trials.stream().map(trial -> (double) random.nextInt(3)).toList();
      var curve = Curve.of(trials, trial -> ranks.get(trials.indexOf(trial)));
      var brute = new EveryOrder(trials, ranks);
      assertEquals(brute.apgr().isPresent(), curve.apgr().isPresent());
      if (brute.apgr().isPresent()) {
        assertEquals(brute.apgr().getAsDouble(), curve.apgr().getAsDouble(), 1e-9);
        assertEquals(brute.share(0.5), curve.share(0.5).getAsDouble(), 1e-9);
        assertEquals(brute.share(0.8), curve.share(0.8).getAsDouble(), 1e-9);
        assertEquals(brute.saving(0.95), curve.saving(0.95).getAsDouble(), 1e-9);
      }
    }
  }

  @Test
  void pointsAreEquallyFarApartAndHoldBothEnds() {
    var points = Curve.of(TEN, Trial::gain).points(6);
    assertEquals(
        List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), points.stream().map(Curve.Point::share).toList());
    assertEquals(new Curve.Point(0.4, 0.4, 1), points.get(2));
  }

  @Test
  void whatCannotBeRankedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Curve.of(List.of(), trial -> 0));
    assertThrows(IllegalArgumentException.class, () -> Curve.of(TEN, trial -> Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Trial.Answer(1.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Trial.Answer(0, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Trial.Answer(0, 0, -1));
  }

  static Trial trial(String text, double weak, double strong, double weakCost) {
    return new Trial(text, new Trial.Answer(0.5, weak, weakCost), new Trial.Answer(0.5, strong, 1));
  }

  private static double bestQuality(Curve curve) {
    return curve.points(100).stream().mapToDouble(Curve.Point::quality).max().orElseThrow();
  }

  /** Outcomes between 0 and 1 as well; each text stands once, so that it can be found. */
  private static List<Trial> some(Random random, int n) {
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                trial(
                    "question " + i,
                    random.nextInt(5) / 4.0,
                    random.nextInt(5) / 4.0,
                    random.nextInt(3) / 4.0))
        .toList();
  }

  /** The same figures from the mean over every order that the ranks allow: slow and plain. */
  private record EveryOrder(List<Trial> trials, List<Double> ranks) {
    private List<List<Trial>> orders() {
      var orders = new ArrayList<List<Trial>>();
      permute(new ArrayList<>(), IntStream.range(0, trials.size()).boxed().toList(), orders);
      return orders;
    }

    private void permute(List<Trial> begun, List<Integer> left, List<List<Trial>> orders) {
      if (left.isEmpty()) {
        orders.add(List.copyOf(begun));
      }
      var top = left.stream().mapToDouble(ranks::get).max().orElse(0);
      for (var next : left) {
        if (ranks.get(next) == top) {
          begun.add(trials.get(next));
          permute(begun, left.stream().filter(i -> !i.equals(next)).toList(), orders);
          begun.remove(begun.size() - 1);
        }
      }
    }

    /** Quality, or cost, when the first so many are asked of the strong model. */
    private double mean(int asked, ToDoubleFunction<Trial.Answer> of) {
      return orders().stream()
          .mapToDouble(
              order ->
                  IntStream.range(0, order.size())
                      .mapToDouble(
                          i ->
                              of.applyAsDouble(
                                  i < asked ? order.get(i).strong() : order.get(i).weak()))
                      .average()
                      .orElseThrow())
          .average()
          .orElseThrow();
    }

    private double quality(int asked) {
      return mean(asked, Trial.Answer::right);
    }

    private double recovered(int asked) {
      return (quality(asked) - quality(0)) / (quality(trials.size()) - quality(0));
    }

    OptionalDouble apgr() {
      int n = trials.size();
      return quality(n) - quality(0) < 1e-9
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              IntStream.range(0, n)
                  .mapToDouble(i -> (recovered(i) + recovered(i + 1)) / 2 / n)
                  .sum());
    }

    double share(double target) {
      return IntStream.rangeClosed(0, trials.size())
          .filter(i -> recovered(i) > target - 1e-9)
          .mapToDouble(i -> (double) i / trials.size())
          .min()
          .orElseThrow();
    }

    double saving(double ofStrong) {
      int n = trials.size();
      return IntStream.rangeClosed(0, n)
          .filter(i -> quality(i) > ofStrong * quality(n) - 1e-9)
          .mapToDouble(i -> 1 - mean(i, Trial.Answer::cost) / mean(n, Trial.Answer::cost))
          .findFirst()
          .orElseThrow();
    }
  }
}
