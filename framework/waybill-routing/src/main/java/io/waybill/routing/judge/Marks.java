package io.waybill.routing.judge;

import static io.waybill.routing.judge.Measure.ACCURACY;
import static io.waybill.routing.judge.Measure.COVERAGE;
import static io.waybill.routing.judge.Measure.COVERAGE_OF_ALL;
import static io.waybill.routing.judge.Measure.IN_SCOPE_ACCURACY;
import static io.waybill.routing.judge.Measure.OOS_PRECISION;
import static io.waybill.routing.judge.Measure.OOS_RECALL;
import static io.waybill.routing.judge.Measure.PRECISION_OBTAINED;
import static io.waybill.routing.judge.Measure.PRECISION_OF_ALL;

import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Every measure of one router on its rows, each row counted as often as somebody says: once to
 * evaluate, at random to see how much of it is chance.
 */
final class Marks {
  static final int BINS = 15;

  private final List<Judgement> rows;
  private final Map<Measure, Share> shares = new EnumMap<>(Measure.class);
  private final int[] truths;
  private final int[] said;
  private final int labels;
  private final int[] byScope;
  private final BitSet inScope = new BitSet();
  private final int[] bins;
  private final double[] off; // confidence above 1 if the first label is right, above 0 if not

  Marks(List<Judgement> rows) {
    this.rows = List.copyOf(rows);
    var numbers = new HashMap<String, Integer>();
    this.truths = this.rows.stream().mapToInt(row -> number(row.truth(), numbers)).toArray();
    this.said = this.rows.stream().mapToInt(row -> number(row.said(), numbers)).toArray();
    this.labels = numbers.size();
    this.byScope =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> rows.get(i).scope()))
            .mapToInt(i -> i)
            .toArray();
    this.bins = this.rows.stream().mapToInt(row -> bin(row.confidence())).toArray();
    this.off =
        this.rows.stream()
            .mapToDouble(row -> row.confidence() - (row.topIsRight() ? 1 : 0))
            .toArray();
    IntStream.range(0, rows.size()).filter(i -> rows.get(i).inScope()).forEach(inScope::set);
    boolean anyOutside = inScope.cardinality() < rows.size();
    share(ACCURACY, row -> true, Judgement::right);
    share(IN_SCOPE_ACCURACY, Judgement::inScope, Judgement::right);
    share(OOS_RECALL, row -> !row.inScope(), Judgement::right);
    share(OOS_PRECISION, row -> anyOutside && !row.passed(), Judgement::right);
    share(COVERAGE, Judgement::inScope, Marks::decided);
    share(COVERAGE_OF_ALL, row -> true, Marks::decided);
    share(PRECISION_OBTAINED, row -> row.inScope() && decided(row), Judgement::topIsRight);
    share(PRECISION_OF_ALL, Marks::decided, Judgement::topIsRight);
  }

  /** Some rows, and a part of them; by number of the row. */
  record Share(BitSet of, BitSet part) {}

  private static int number(String label, Map<String, Integer> numbers) {
    return numbers.computeIfAbsent(label, added -> numbers.size());
  }

  private void share(Measure measure, Predicate<Judgement> of, Predicate<Judgement> part) {
    var whole = new BitSet();
    var some = new BitSet();
    for (int i = 0; i < rows.size(); i++) {
      whole.set(i, of.test(rows.get(i)));
      some.set(i, whole.get(i) && part.test(rows.get(i)));
    }
    shares.put(measure, new Share(whole, some));
  }

  static boolean decided(Judgement row) {
    return row.fate() == Judgement.Fate.CHOSEN;
  }

  /** Which of so many equal parts of [0, 1] a confidence lies in, the first being 0. */
  static int bin(double confidence) {
    return Math.min(BINS - 1, (int) (confidence * BINS));
  }

  /** The rows a measure is a share of; empty if it is none. */
  Optional<Share> share(Measure measure) {
    return Optional.ofNullable(shares.get(measure));
  }

  /** How many rows a measure is taken over. */
  int over(Measure measure) {
    var share = share(measure);
    if (share.isPresent()) {
      return share.get().of.cardinality();
    }
    return switch (measure) {
      case ECE, BRIER -> inScope.cardinality();
      default -> rows.size();
    };
  }

  /** Why these rows cannot tell a measure. */
  String why(Measure measure) {
    return switch (measure) {
      case OOS_PRECISION ->
          inScope.cardinality() == rows.size()
              ? "no row is out of scope"
              : "no row was found to be out of scope";
      case OOS_RECALL -> "no row is out of scope";
      case OOS_AUROC ->
          inScope.cardinality() == rows.size() ? "no row is out of scope" : "no row is in scope";
      case PRECISION_OBTAINED -> "no row in scope was decided";
      case PRECISION_OF_ALL -> "no row was decided";
      default -> "no row is in scope";
    };
  }

  /**
   * A measure, or NaN if nothing counts for it.
   *
   * @param times how often each row counts
   */
  double of(Measure measure, int[] times) {
    return switch (measure) {
      case MACRO_F1 -> macroF1(times);
      case OOS_AUROC -> auroc(times);
      case ECE -> ece(times);
      case BRIER -> brier(times);
      default -> share(measure).map(share -> share(share, times)).orElse(Double.NaN);
    };
  }

  private static double share(Share share, int[] times) {
    long of = 0;
    long part = 0;
    for (int i = 0; i < times.length; i++) {
      of += share.of.get(i) ? times[i] : 0;
      part += share.part.get(i) ? times[i] : 0;
    }
    return (double) part / of;
  }

  private double macroF1(int[] times) {
    var has = new long[labels];
    var taken = new long[labels];
    var both = new long[labels];
    for (int i = 0; i < times.length; i++) {
      has[truths[i]] += times[i];
      taken[said[i]] += times[i];
      both[truths[i]] += truths[i] == said[i] ? times[i] : 0;
    }
    double sum = 0;
    int those = 0;
    for (int label = 0; label < labels; label++) {
      if (has[label] > 0) {
        sum += 2.0 * both[label] / (has[label] + taken[label]);
        those++;
      }
    }
    return sum / those;
  }

  private double auroc(int[] times) {
    double below = 0; // rows out of scope seen so far, in order of scope
    double inside = 0;
    double won = 0;
    for (int i = 0; i < byScope.length; ) {
      double scope = rows.get(byScope[i]).scope();
      long equalIn = 0;
      long equalOut = 0;
      for (; i < byScope.length && rows.get(byScope[i]).scope() == scope; i++) {
        boolean in = inScope.get(byScope[i]);
        equalIn += in ? times[byScope[i]] : 0;
        equalOut += in ? 0 : times[byScope[i]];
      }
      won += equalIn * (below + equalOut / 2.0);
      below += equalOut;
      inside += equalIn;
    }
    return won / (below * inside);
  }

  private double ece(int[] times) {
    var sums = new double[BINS];
    long all = 0;
    for (int i = inScope.nextSetBit(0); i >= 0; i = inScope.nextSetBit(i + 1)) {
      sums[bins[i]] += times[i] * off[i];
      all += times[i];
    }
    double sum = 0;
    for (double each : sums) {
      sum += Math.abs(each);
    }
    return sum / all;
  }

  private double brier(int[] times) {
    double sum = 0;
    long all = 0;
    for (int i = inScope.nextSetBit(0); i >= 0; i = inScope.nextSetBit(i + 1)) {
      sum += times[i] * off[i] * off[i];
      all += times[i];
    }
    return sum / all;
  }
}
