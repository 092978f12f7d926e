package io.waybill.routing.cascade;

import io.waybill.ledger.Figures;
import io.waybill.routing.cascade.BreakEven.Point;
import io.waybill.work.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses the bar for a goal, or says why it cannot. */
record Choosing(BreakEven among, Goal goal) {
  private static final Comparator<Point> FEWEST = Comparator.comparingInt(Point::escalated);
  private static final Comparator<Point> BEST =
      Comparator.<Point>comparingInt(point -> -point.toll().right()).thenComparing(FEWEST);

  Threshold threshold() {
    int rows = among.cheap().rows();
    if (rows < goal.rows()) {
      return refused(
          "%s cannot be promised from %d rows: it takes %d at least"
              .formatted(goal, rows, goal.rows()));
    }
    var points = among.points();
    if (points.stream().anyMatch(point -> !goal.known(point.toll()))) {
      return refused(unknown());
    }
    return points.stream()
        .filter(point -> goal.met(point.toll()))
        .min(goal.kind() == Goal.Kind.QUALITY ? FEWEST : BEST)
        .<Threshold>map(point -> new Threshold.Found(goal, point, cautions(point)))
        .orElseGet(() -> refused(unmet()));
  }

  private Threshold refused(String why) {
    return new Threshold.Refused(goal, why);
  }

  private String unknown() {
    return goal.kind() == Goal.Kind.COST
        ? "%d calls have no known price, and what is not known is not zero: price them first"
            .formatted(among.cheap().cost().unpriced() + among.large().cost().unpriced())
        : "some calls do not say how long they took";
  }

  private String unmet() {
    var first = among.points().get(0).toll();
    return switch (goal.kind()) {
      case COST ->
          "no bar costs %s: accepting every cheap answer costs %s a call"
              .formatted(goal, first.perCall().map(Money::toString).orElse(""));
      case P95 ->
          "no bar has a %s: accepting every cheap answer has one of %s s"
              .formatted(
                  goal, first.time().map(time -> Figures.seconds(time.p95().toNanos())).orElse(""));
      case QUALITY -> poor();
    };
  }

  private String poor() {
    var best = among.points().stream().min(BEST).orElseThrow().toll();
    var large = percent(among.large().quality());
    return goal.seen(best)
        ? "%d rows are too few for %s: they show %s at best, of which %s is sure, and %s of the large work alone; about %d rows would do"
            .formatted(
                best.rows(),
                goal,
                percent(best.quality()),
                percent(best.sureQuality()),
                large,
                rows(best))
        : "no bar has %s: it is %s at best, and the large work alone has %s"
            .formatted(goal, percent(best.quality()), large);
  }

  /** How many rows of the quality that was seen would be enough. */
  private int rows(Toll best) {
    for (int times = 2; times < 1000; times++) {
      var more = new Toll(best.rows() * times, best.right() * times, best.cost(), Optional.empty());
      if (goal.met(more)) {
        return more.rows();
      }
    }
    return best.rows() * 1000;
  }

  private List<String> cautions(Point point) {
    var cautions = new ArrayList<String>();
    var toll = point.toll();
    var large = among.large();
    toll.perCall()
        .flatMap(mine -> large.perCall().filter(other -> mine.compareTo(other) >= 0))
        .ifPresent(
            other ->
                cautions.add(
                    "no cheaper than asking the large work at once: " + other + " a call"));
    toll.time()
        .flatMap(mine -> large.time().filter(other -> mine.mean().compareTo(other.mean()) >= 0))
        .ifPresent(
            other ->
                cautions.add(
                    "no faster than asking the large work at once: "
                        + Figures.seconds(other.mean().toNanos())
                        + " s on average"));
    return cautions;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
