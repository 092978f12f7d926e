package io.waybill.routing.judge;

import io.waybill.routing.judge.Comparison.Changed;
import io.waybill.routing.judge.Comparison.Changes;
import io.waybill.routing.judge.Comparison.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Holds two routers against each other. */
final class Comparing {
  private final List<Judgement> a;
  private final List<Judgement> b;
  private final Marks ofA;
  private final Marks ofB;

  Comparing(List<Judgement> a, List<Judgement> b) {
    this.a = byLine(a);
    this.b = byLine(b);
    mustBeTheSameRows();
    this.ofA = new Marks(this.a);
    this.ofB = new Marks(this.b);
  }

  private static List<Judgement> byLine(List<Judgement> judgements) {
    return judgements.stream().sorted(Comparator.comparingInt(Judgement::line)).toList();
  }

  private void mustBeTheSameRows() {
    if (a.isEmpty() || a.size() != b.size()) {
      throw new IllegalArgumentException(
          "routers are compared on the same rows: A was judged on %d, B on %d"
              .formatted(a.size(), b.size()));
    }
    for (int i = 0; i < a.size(); i++) {
      var one = a.get(i);
      var other = b.get(i);
      if (!one.text().equals(other.text()) || !one.truth().equals(other.truth())) {
        throw new IllegalArgumentException(
            "routers are compared on the same rows: A has '%s' (%s) in line %d, B '%s' (%s) in line %d"
                .formatted(
                    one.text(),
                    one.truth(),
                    one.line(),
                    other.text(),
                    other.truth(),
                    other.line()));
      }
    }
  }

  Comparison comparison() {
    var once = new int[a.size()];
    Arrays.fill(once, 1);
    var known = new ArrayList<Measure>();
    var unknown = new LinkedHashMap<Yardstick, String>();
    for (var measure : Measure.values()) {
      if (Double.isNaN(ofA.of(measure, once))) {
        unknown.put(measure, "of A, " + ofA.why(measure));
      } else if (Double.isNaN(ofB.of(measure, once))) {
        unknown.put(measure, "of B, " + ofB.why(measure));
      } else {
        known.add(measure);
      }
    }
    var ranges =
        Bootstrap.ranges(
            a.size(),
            times ->
                known.stream()
                    .mapToDouble(measure -> ofB.of(measure, times) - ofA.of(measure, times))
                    .toArray());
    var differences =
        IntStream.range(0, known.size())
            .mapToObj(i -> difference(known.get(i), once, ranges.get(i)))
            .toList();
    return new Comparison(a.size(), differences, unknown, changes());
  }

  private Difference difference(Measure measure, int[] once, Optional<Metric.Range> range) {
    return new Difference(
        measure,
        Math.min(ofA.over(measure), ofB.over(measure)),
        ofA.of(measure, once),
        ofB.of(measure, once),
        range.orElse(Metric.Range.ANY),
        chance(measure));
  }

  private OptionalDouble chance(Measure measure) {
    var shareA = ofA.share(measure);
    var shareB = ofB.share(measure);
    if (shareA.isEmpty() || shareB.isEmpty() || !shareA.get().of().equals(shareB.get().of())) {
      return OptionalDouble.empty();
    }
    var onlyA = (BitSet) shareA.get().part().clone();
    onlyA.andNot(shareB.get().part());
    var onlyB = (BitSet) shareB.get().part().clone();
    onlyB.andNot(shareA.get().part());
    return OptionalDouble.of(mcNemar(onlyA.cardinality(), onlyB.cardinality()));
  }

  /** How likely a fair coin is to fall at least so unevenly, to either side. */
  static double mcNemar(int one, int other) {
    int all = one + other;
    double logTerm = -all * Math.log(2); // of no heads; by logarithm, as it may be below any double
    double sum = 0;
    for (int heads = 0; heads <= Math.min(one, other); heads++) {
      sum += Math.exp(logTerm);
      logTerm += Math.log(all - heads) - Math.log(heads + 1);
    }
    return Math.min(1, 2 * sum);
  }

  private Changes changes() {
    var newlyRight = new ArrayList<Changed>();
    var newlyWrong = new ArrayList<Changed>();
    var otherwiseWrong = new ArrayList<Changed>();
    for (int i = 0; i < a.size(); i++) {
      var changed = new Changed(a.get(i), b.get(i));
      if (changed.a().right() != changed.b().right()) {
        (changed.b().right() ? newlyRight : newlyWrong).add(changed);
      } else if (!changed.a().said().equals(changed.b().said())) {
        otherwiseWrong.add(changed);
      }
    }
    return new Changes(newlyRight, newlyWrong, otherwiseWrong);
  }
}
