package io.waybill.routing.gain;

import io.waybill.routing.judge.Bootstrap;
import io.waybill.routing.judge.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Every measure of one router on its trials, each trial counted as often as somebody says: what
 * {@link Curve} and {@link Calibration} tell of trials that count once, without sorting them again.
 */
final class GainMarks {
  private static final double NEAR_STRONG = 0.95;

  private final int[] order;
  private final boolean[] tied; // with the one before it in order
  private final double[] weakRight;
  private final double[] gain;
  private final double[] weakCost;
  private final double[] extra;
  private final Doubts weak;
  private final Doubts strong;

  GainMarks(List<Trial> trials) {
    var ranks = trials.stream().mapToDouble(Trial::forecast).toArray();
    this.order =
        IntStream.range(0, ranks.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> ranks[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    this.tied = new boolean[order.length];
    for (int i = 1; i < order.length; i++) {
      tied[i] = ranks[order[i]] == ranks[order[i - 1]];
    }
    this.weakRight = trials.stream().mapToDouble(trial -> trial.weak().right()).toArray();
    this.gain = trials.stream().mapToDouble(Trial::gain).toArray();
    this.weakCost = trials.stream().mapToDouble(trial -> trial.weak().cost()).toArray();
    this.extra =
        trials.stream().mapToDouble(each -> each.strong().cost() - each.weak().cost()).toArray();
    this.weak = Doubts.of(trials, Trial::weak);
    this.strong = Doubts.of(trials, Trial::strong);
  }

  /** How far a model's forecasts were from what came true, and in which bin. */
  private static final class Doubts {
    private final int[] bins;
    private final double[] off;

    private Doubts(List<Trial.Answer> answers) {
      this.bins = answers.stream().mapToInt(each -> Calibration.bin(each.forecast())).toArray();
      this.off = answers.stream().mapToDouble(each -> each.forecast() - each.right()).toArray();
    }

    static Doubts of(List<Trial> trials, Function<Trial, Trial.Answer> side) {
      return new Doubts(trials.stream().map(side).toList());
    }

    double ece(int[] times) {
      var sums = new double[Calibration.BINS];
      for (int i = 0; i < times.length; i++) {
        sums[bins[i]] += times[i] * off[i];
      }
      return Arrays.stream(sums).map(Math::abs).sum() / times.length;
    }

    double brier(int[] times) {
      double sum = 0;
      for (int i = 0; i < times.length; i++) {
        sum += times[i] * off[i] * off[i];
      }
      return sum / times.length;
    }
  }

  int size() {
    return order.length;
  }

  /**
   * In the order of {@link GainMeasure#values}; NaN where nothing counts for one.
   *
   * @param times how often each trial counts; together as often as there are trials
   */
  double[] of(int[] times) {
    var walk = new Walk(sum(weakRight, times), sum(gain, times), times);
    walk.all();
    return new double[] {
      walk.apgr(),
      walk.half,
      walk.fourFifths,
      walk.saving,
      weak.ece(times),
      strong.ece(times),
      weak.brier(times),
      strong.brier(times)
    };
  }

  /** Of trials that count once. */
  double[] once() {
    var once = new int[size()];
    Arrays.fill(once, 1);
    return of(once);
  }

  /** Between what measures lie in 95 of 100 samples; none of too few trials. */
  Map<GainMeasure, Metric.Range> ranges() {
    var ranges = new EnumMap<GainMeasure, Metric.Range>(GainMeasure.class);
    if (size() < Bootstrap.LEAST) {
      return ranges;
    }
    var values = once();
    var found = Bootstrap.ranges(size(), this::of);
    var measures = GainMeasure.values();
    for (int i = 0; i < measures.length; i++) {
      var measure = measures[i];
      double value = values[i];
      if (!Double.isNaN(value)) {
        found
            .get(i)
            .map(range -> distance(measure) ? Bootstrap.ofDistance(value, range) : range)
            .ifPresent(range -> ranges.put(measure, range));
      }
    }
    return ranges;
  }

  private static boolean distance(GainMeasure measure) {
    return measure == GainMeasure.ECE_WEAK || measure == GainMeasure.ECE_STRONG;
  }

  private static double sum(double[] values, int[] times) {
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      sum += times[i] * values[i];
    }
    return sum;
  }

  /** One walk along the curve, from everything to the weak model to everything to the strong. */
  private final class Walk {
    private final double begin;
    private final double gap;
    private final double strongCost;
    private final int[] times;
    private int steps;
    private double gained;
    private double spent;
    private double area;
    private double half = Double.NaN;
    private double fourFifths = Double.NaN;
    private double saving = Double.NaN;

    Walk(double begin, double gap, int[] times) {
      this.begin = begin;
      this.gap = gap;
      this.times = times;
      this.spent = sum(weakCost, times);
      this.strongCost = spent + sum(extra, times);
    }

    private double n() {
      return times.length;
    }

    void all() {
      if (gap / n() <= Curve.ROUNDING) {
        return;
      }
      if (begin >= needed()) {
        saved(spent);
      }
      for (int from = 0, to; from < order.length; from = to) {
        to = from;
        int together = 0;
        double gains = 0;
        double costs = 0;
        do {
          int at = order[to];
          together += times[at];
          gains += times[at] * gain[at];
          costs += times[at] * extra[at];
          to++;
        } while (to < order.length && tied[to]);
        if (together > 0) {
          go(together, gains, costs);
        }
      }
    }

    /** The sum of right answers at which quality is near the strong model's. */
    private double needed() {
      return NEAR_STRONG * (begin + gap) - Curve.ROUNDING * n();
    }

    /** So many of one rank: every order of them on average, which is a straight line. */
    private void go(int together, double gains, double costs) {
      area += together * (gained + gains / 2);
      half = Double.isNaN(half) ? share(0.5, together, gains) : half;
      fourFifths = Double.isNaN(fourFifths) ? share(0.8, together, gains) : fourFifths;
      if (Double.isNaN(saving)) {
        int more = first(needed() - begin, together, gains);
        if (more > 0) {
          saved(spent + costs * more / together);
        }
      }
      steps += together;
      gained += gains;
      spent += costs;
    }

    private double share(double recovered, int together, double gains) {
      int more = first((recovered - Curve.ROUNDING) * gap, together, gains);
      return more > 0 ? (steps + more) / n() : Double.NaN;
    }

    /** After how many of these the gain is reached; 0 if it is not. */
    private int first(double wanted, int together, double gains) {
      if (gained + gains < wanted) {
        return 0;
      }
      int more = (int) Math.ceil((wanted - gained) / gains * together);
      return Math.max(1, Math.min(together, more));
    }

    private void saved(double cost) {
      saving = strongCost > 0 ? 1 - cost / strongCost : Double.NaN;
    }

    double apgr() {
      return gap / n() <= Curve.ROUNDING ? Double.NaN : area / gap / n();
    }
  }
}
