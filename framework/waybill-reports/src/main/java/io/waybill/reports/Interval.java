package io.waybill.reports;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A number found in a sample, and between which two it lies in 95 of 100 samples. By bootstrap: the
 * sample is drawn again from itself 2,000 times, and each time it is seen how many of its own
 * standard errors it is off (bootstrap-t); the same seed always, so that the same runs give the
 * same interval.
 *
 * @param value in the sample
 */
public record Interval(double value, double low, double high) {
  /** With fewer there is no telling. */
  static final int LEAST = 10;

  private static final int RESAMPLES = 2000;
  private static final int MOST = 1000;
  private static final long SEED = 1;

  /** Whether 0 is not in it. */
  public boolean sure() {
    return low > 0 || high < 0;
  }

  /**
   * By what part the mean of B is above that of A: 0.1 if it is a tenth more. Empty if there are
   * too few, or if A or B is nothing on average.
   */
  static Optional<Interval> ratio(double[] a, double[] b, boolean paired) {
    if (tooFew(a, b) || mean(a) <= 0 || mean(b) <= 0) {
      return Optional.empty();
    }
    return Optional.of(of(a, b, paired, true));
  }

  /** By how much the mean of B is above that of A; empty if there are too few. */
  static Optional<Interval> difference(double[] a, double[] b, boolean paired) {
    return tooFew(a, b) ? Optional.empty() : Optional.of(of(a, b, paired, false));
  }

  private static boolean tooFew(double[] a, double[] b) {
    return Math.min(a.length, b.length) < LEAST;
  }

  private static Interval of(double[] a, double[] b, boolean paired, boolean ratio) {
    var from = new Sample(grouped(a), grouped(b), paired, ratio);
    double value = from.effect;
    double exact =
        ratio ? Math.log(mean(b) / mean(a)) : mean(b) - mean(a); // groups differ by one in size
    if (!(from.error > 1e-12 * Math.max(1e-9, Math.abs(value)))) {
      return new Interval(shown(exact, ratio), shown(exact, ratio), shown(exact, ratio));
    }
    var random = new SplittableRandom(SEED);
    var off = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      var again = from.again(random);
      double error = Math.max(again.error, from.error * 1e-3);
      off[i] = Double.isFinite(again.effect) ? (again.effect - value) / error : 0;
    }
    Arrays.sort(off);
    double low = off[(int) Math.floor(0.025 * (RESAMPLES - 1))];
    double high = off[(int) Math.ceil(0.975 * (RESAMPLES - 1))];
    return new Interval(
        shown(exact, ratio),
        shown(exact - high * from.error, ratio),
        shown(exact - low * from.error, ratio));
  }

  private static double shown(double effect, boolean ratio) {
    return ratio ? Math.expm1(effect) : effect;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  /** Of many runs the means of some thousand groups, which are as good for the mean of them all. */
  private static double[] grouped(double[] values) {
    if (values.length <= MOST) {
      return values;
    }
    var mixed = values.clone(); // pairs alike, as it is the same seed; files may come in a rhythm
    var random = new SplittableRandom(SEED);
    for (int i = mixed.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double value = mixed[i];
      mixed[i] = mixed[other];
      mixed[other] = value;
    }
    var sums = new double[MOST];
    for (int i = 0; i < mixed.length; i++) {
      sums[i % MOST] += mixed[i];
    }
    for (int group = 0; group < MOST; group++) {
      sums[group] /= mixed.length / MOST + (group < mixed.length % MOST ? 1 : 0);
    }
    return sums;
  }

  /** Two samples, what they differ by, and the standard error of that. */
  private static final class Sample {
    private final double[] a;
    private final double[] b;
    private final boolean paired;
    private final boolean ratio;
    private final double effect;
    private final double error;

    private Sample(double[] a, double[] b, boolean paired, boolean ratio) {
      this.a = a;
      this.b = b;
      this.paired = paired;
      this.ratio = ratio;
      double meanA = mean(a);
      double meanB = mean(b);
      this.effect = ratio ? Math.log(meanB / meanA) : meanB - meanA;
      double scaleA = ratio ? meanA : 1;
      double scaleB = ratio ? meanB : 1;
      if (paired) {
        var off = new double[a.length];
        for (int i = 0; i < a.length; i++) {
          off[i] = b[i] / scaleB - a[i] / scaleA;
        }
        this.error = Math.sqrt(variance(off) / off.length);
      } else {
        this.error =
            Math.sqrt(
                variance(b) / (b.length * scaleB * scaleB)
                    + variance(a) / (a.length * scaleA * scaleA));
      }
    }

    private Sample again(SplittableRandom random) {
      var newA = new double[a.length];
      var newB = new double[b.length];
      for (int i = 0; i < a.length; i++) {
        int at = random.nextInt(a.length);
        newA[i] = a[at];
        if (paired) {
          newB[i] = b[at];
        }
      }
      for (int i = 0; !paired && i < b.length; i++) {
        newB[i] = b[random.nextInt(b.length)];
      }
      return new Sample(newA, newB, paired, ratio);
    }

    private static double variance(double[] values) {
      double mean = mean(values);
      double sum = 0;
      for (double value : values) {
        sum += (value - mean) * (value - mean);
      }
      return sum / (values.length - 1);
    }
  }
}
