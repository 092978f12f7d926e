package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final int SIMULATIONS = 400;

  /** Two samples of which it is known what they differ by. */
  private record Drawn(double[] a, double[] b) {}

  /** How often the interval held the truth, and how often it claimed what is so. */
  private record Seen(double covered, double found, double claimed) {}

  @Test
  void unpairedItFindsHowMuchDearerBIsAndClaimsNothingWhereThereIsNothing() {
    judge("skewed, 30 % dearer", 0.3, false, true, random -> skewed(random, 250, 1.3));
    judge("skewed, the same", 0, false, true, random -> skewed(random, 250, 1));
    judge("skewed, few, the same", 0, false, true, random -> skewed(random, 40, 1));
    judge("skewed, 3,000, the same", 0, false, true, random -> skewed(random, 3000, 1));
  }

  @Test
  void pairedItFindsSmallerOnes() {
    judge("paired, 8 % slower", 0.08, true, true, random -> paired(random, 150, 1.08));
    judge("paired, the same", 0, true, true, random -> paired(random, 150, 1));
  }

  @Test
  void itFindsHowManyMoreAreRight() {
    judge("right 0.8 → 0.9", 0.1, false, false, random -> right(random, 400, 0.9));
    judge("right 0.8 → 0.8", 0, false, false, random -> right(random, 400, 0.8));
  }

  private static void judge(
      String what, double truth, boolean paired, boolean ratio, Function<Random, Drawn> draw) {
    var seen = seen(truth, paired, ratio, draw);
    System.out.printf(
        "%s: %d simulations, the interval held the truth in %.1f %%, a difference was claimed in"
            + " %.1f %%%n",
        what, SIMULATIONS, 100 * seen.covered, 100 * seen.claimed);
    assertTrue(seen.covered >= 0.93, what + ": covered " + seen.covered);
    if (truth == 0) {
      assertTrue(seen.claimed <= 0.07, what + ": claimed " + seen.claimed);
    } else {
      assertTrue(seen.found >= 0.93, what + ": found " + seen.found);
    }
  }

  private static Seen seen(
      double truth, boolean paired, boolean ratio, Function<Random, Drawn> draw) {
    int covered = 0;
    int found = 0;
    int claimed = 0;
    for (int seed = 0; seed < SIMULATIONS; seed++) {
      var drawn = draw.apply(new Random(seed));
      var interval =
          (ratio
                  ? Interval.ratio(drawn.a, drawn.b, paired)
                  : Interval.difference(drawn.a, drawn.b, paired))
              .orElseThrow();
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
      claimed += interval.sure() ? 1 : 0;
      found += interval.sure() && Math.signum(interval.value()) == Math.signum(truth) ? 1 : 0;
    }
    return new Seen(
        (double) covered / SIMULATIONS,
        (double) found / SIMULATIONS,
        (double) claimed / SIMULATIONS);
  }

  /** Log-normal, as latencies and costs are. */
  private static Drawn skewed(Random random, int n, double times) {
    var a = new double[n];
    var b = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = 1e6 * Math.exp(0.6 * random.nextGaussian());
      b[i] = 1e6 * times * Math.exp(0.6 * random.nextGaussian());
    }
    return new Drawn(a, b);
  }

  /** The same inputs, of which some are long for both. */
  private static Drawn paired(Random random, int n, double times) {
    var a = new double[n];
    var b = new double[n];
    for (int i = 0; i < n; i++) {
      double length = Math.exp(0.8 * random.nextGaussian());
      a[i] = length * Math.exp(0.1 * random.nextGaussian());
      b[i] = times * length * Math.exp(0.1 * random.nextGaussian());
    }
    return new Drawn(a, b);
  }

  private static Drawn right(Random random, int n, double share) {
    var a = new double[n];
    var b = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = random.nextDouble() < 0.8 ? 1 : 0;
      b[i] = random.nextDouble() < share ? 1 : 0;
    }
    return new Drawn(a, b);
  }

  @Test
  void theSameNumbersGiveTheSameInterval() {
    var drawn = skewed(new Random(7), 100, 1.2);
    assertEquals(Interval.ratio(drawn.a, drawn.b, false), Interval.ratio(drawn.a, drawn.b, false));
  }

  @Test
  void whatNeverDiffersHasAnIntervalOfOnePoint() {
    var a = new double[20];
    var b = new double[20];
    Arrays.fill(a, 4);
    Arrays.fill(b, 3);
    var interval = Interval.ratio(a, b, true).orElseThrow();
    assertEquals(-0.25, interval.value(), 1e-12);
    assertEquals(interval.low(), interval.high());
    assertTrue(interval.sure());
  }

  @Test
  void ofTooFewAndOfNothingThereIsNone() {
    var few = new double[Interval.LEAST - 1];
    Arrays.fill(few, 1);
    assertTrue(Interval.ratio(few, few, false).isEmpty());
    assertTrue(Interval.ratio(new double[20], new double[20], false).isEmpty());
    assertEquals(0, Interval.difference(new double[20], new double[20], true).orElseThrow().high());
  }
}
