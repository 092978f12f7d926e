package io.waybill.routing.gain;

import io.waybill.routing.data.Rows;
import io.waybill.routing.judge.Bootstrap;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Yardstick;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Two routers between the same models, on the same rows. */
public final class GainComparison {
  private final GainMarks ofA;
  private final GainMarks ofB;

  private GainComparison(List<Trial> a, List<Trial> b) {
    this.ofA = new GainMarks(a);
    this.ofB = new GainMarks(b);
  }

  /** A router, and what it says of the rows. */
  public static final class Side {
    private final GainRouter router;
    private final float[][] vectors;

    private Side(GainRouter router, float[][] vectors) {
      this.router = router;
      this.vectors = vectors;
    }

    /**
     * Of a router.
     *
     * @param vectors of the rows, in their order, of the router's encoder
     */
    public static Side of(GainRouter router, float[][] vectors) {
      return new Side(router, vectors);
    }

    private GainModel.Member weak() {
      return router.model().members().get(0);
    }

    private GainModel.Member strong() {
      var members = router.model().members();
      return members.get(members.size() - 1);
    }

    private String between() {
      return "'%s' and '%s'".formatted(weak().field(), strong().field());
    }

    private List<Trial> trials(Rows rows) {
      return new Judging(router.model(), Live.NOTHING).calls(rows, vectors);
    }
  }

  /**
   * Holds B against A, without prices: what is saved is saved in calls of the strong model. The
   * same rows give the same comparison.
   *
   * @throws IllegalArgumentException if they were not fitted between the same models, going by the
   *     fields of their rows, or an outcome cannot be read, or no row has both
   */
  public static Comparison of(Rows rows, Side a, Side b) {
    if (!a.between().equals(b.between())) {
      throw new IllegalArgumentException(
          "routers are compared between the same models: A was fitted to the fields %s, B to %s"
              .formatted(a.between(), b.between()));
    }
    return new GainComparison(a.trials(rows), b.trials(rows)).comparison();
  }

  private Comparison comparison() {
    var a = ofA.once();
    var b = ofB.once();
    var ranges = Bootstrap.ranges(ofA.size(), times -> above(ofA.of(times), ofB.of(times)));
    var differences = new ArrayList<Comparison.Difference>();
    var unknown = new LinkedHashMap<Yardstick, String>();
    var measures = GainMeasure.values();
    for (int i = 0; i < measures.length; i++) {
      if (Double.isNaN(a[i])) { // as it hangs on the rows, of B too
        unknown.put(measures[i], "the strong model is right no more often: there is no gap");
      } else {
        differences.add(difference(measures[i], a[i], b[i], ranges.get(i)));
      }
    }
    return new Comparison(ofA.size(), differences, unknown, Comparison.Changes.NONE);
  }

  private Comparison.Difference difference(
      GainMeasure measure, double a, double b, Optional<Metric.Range> range) {
    return new Comparison.Difference(
        measure, ofA.size(), a, b, range.orElse(Metric.Range.ANY), OptionalDouble.empty());
  }

  private static double[] above(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> b[i] - a[i]).toArray();
  }
}
