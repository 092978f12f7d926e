package io.waybill.routing.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Between what figures lie when the rows are drawn anew: samples of as many rows, with repeats. The
 * same rows give the same samples, so figures of two routers can be paired row by row.
 */
public final class Bootstrap {
  /** Of fewer rows, what is drawn from them says little of others. */
  public static final int LEAST = 30;

  private static final int SAMPLES = 1000;
  private static final long SEED = 1;

  private Bootstrap() {}

  /**
   * The middle 95 of 100 of each figure; empty where fewer than half of the samples tell it.
   *
   * @param rows how many there are
   * @param figures of rows of which each counts so many times, always as many and in one order; NaN
   *     where those rows cannot tell one
   */
  public static List<Optional<Metric.Range>> ranges(int rows, Function<int[], double[]> figures) {
    var random = new SplittableRandom(SEED);
    var times = new int[rows];
    var samples = new double[SAMPLES][];
    for (int i = 0; i < SAMPLES; i++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < rows; draw++) {
        times[random.nextInt(rows)]++;
      }
      samples[i] = figures.apply(times);
    }
    return IntStream.range(0, samples[0].length)
        .mapToObj(
            figure -> range(Arrays.stream(samples).mapToDouble(sample -> sample[figure]).toArray()))
        .toList();
  }

  /**
   * The range of a distance from the truth. To draw anew makes it larger, as drawing the rows once
   * did already, so the middle of the samples lies too high: the range reaches as far below the
   * value as they reach above it, and not below 0.
   */
  public static Metric.Range ofDistance(double value, Metric.Range range) {
    double high = Math.max(value, range.high());
    return new Metric.Range(Math.max(0, 2 * value - high), high);
  }

  private static Optional<Metric.Range> range(double[] sample) {
    var sorted = Arrays.stream(sample).filter(value -> !Double.isNaN(value)).sorted().toArray();
    return sorted.length < SAMPLES / 2
        ? Optional.empty()
        : Optional.of(
            new Metric.Range(
                sorted[(int) Math.floor(0.025 * (sorted.length - 1))],
                sorted[(int) Math.ceil(0.975 * (sorted.length - 1))]));
  }
}
