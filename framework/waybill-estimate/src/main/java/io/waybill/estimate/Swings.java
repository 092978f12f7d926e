package io.waybill.estimate;

import io.waybill.estimate.Turned.Which;
import io.waybill.plan.Step;
import io.waybill.work.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * What it would mean if assumptions were off, one at a time: each is set to what 10 of 100 are
 * below, then to what 90 are, and the same runs are drawn again.
 */
final class Swings {
  private static final double Z90 = 1.2815515655446004;
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  /** Both ends are drawn with the same dice, so that few show the difference. */
  private static final int DRAWS = 400;

  /** Routes of more branches tell less of each. */
  private static final int MOST_BRANCHES = 8;

  /** How far an assumption that nobody made may be off, if nobody knows. */
  private static final double OFF = 2;

  /** An assumption at its two ends. */
  private record Doubt(String name, String values, Grounds grounds, Turned low, Turned high) {}

  private final Sketch sketch;
  private final Gathered gathered;
  private final List<Doubt> doubts = new ArrayList<>();

  private Swings(Sketch sketch, Gathered gathered) {
    this.sketch = sketch;
    this.gathered = gathered;
  }

  /** The weightiest first; what changes nothing is left out. */
  static List<Estimate.Swing> of(Sketch sketch, Till till, Gathered gathered, long seed) {
    var swings = new Swings(sketch, gathered);
    swings.inputs();
    swings.models();
    sketch.stops().forEach(swings::step);
    var base = Gathered.of(sketch, till, Turned.NOTHING, seed, DRAWS);
    return swings.doubts.stream()
        .map(
            doubt ->
                swings.swing(
                    doubt,
                    base,
                    Gathered.of(sketch, till, doubt.low, seed, DRAWS),
                    Gathered.of(sketch, till, doubt.high, seed, DRAWS)))
        .filter(swing -> swing.weight() > 0.0005)
        .sorted(Comparator.comparingDouble(Estimate.Swing::weight).reversed())
        .toList();
  }

  /** What changes among the few that are drawn again changes as much among all. */
  private Estimate.Swing swing(Doubt doubt, Gathered base, Gathered low, Gathered high) {
    double cost = share(base.nano(), low.nano(), high.nano());
    double time = share(p95(base), p95(low), p95(high));
    return new Estimate.Swing(
        doubt.name,
        doubt.values,
        doubt.grounds,
        new Estimate.Between<>(cost(base, low), cost(base, high)),
        new Estimate.Between<>(time(base, low), time(base, high)),
        Math.max(cost, time));
  }

  private Money cost(Gathered base, Gathered turned) {
    double times = base.nano() == 0 ? 1 : turned.nano() / base.nano();
    return Summing.money(1000 * gathered.nano() * times);
  }

  private Duration time(Gathered base, Gathered turned) {
    double times = p95(base) == 0 ? 1 : p95(turned) / p95(base);
    return Summing.time(p95(gathered) * times);
  }

  private static double share(double base, double low, double high) {
    return base <= 0 ? 0 : Math.abs(high - low) / base;
  }

  private static double p95(Gathered gathered) {
    return gathered.seconds.quantile(0.95);
  }

  private void inputs() {
    for (var input : sketch.inputs()) {
      boolean read = sketch.recorded().runs().isEmpty();
      if (read) {
        around(
            "tokens of input " + input.name(),
            input.tokens(),
            input.grounds(),
            by -> new Turned(Which.INPUT, -1, input.name(), by),
            Swings::count);
      }
    }
  }

  /** How fast models are that answer at steps where nobody saw them. */
  private void models() {
    var speeds = new LinkedHashMap<String, Duty>();
    for (var stop : sketch.stops()) {
      var duty = stop.duty();
      if (duty != null
          && duty.sent().writes()
          && duty.seconds().isEmpty()
          && !duty.asRecorded()
          && gathered.at(stop).seconds.count() > 0) {
        speeds.putIfAbsent(duty.info().display(), duty);
      }
    }
    speeds.forEach(
        (model, duty) -> {
          boolean known = duty.paced().kind() != Grounds.Kind.ASSUMED;
          var off = duty.speed().apart() + duty.speed().each().sigma();
          double by = known ? StrictMath.exp(Z90 * off) : OFF;
          doubt(
              "time of " + model,
              "×%.2f … ×%.2f".formatted(1 / by, by),
              duty.paced(),
              at -> new Turned(Which.SPEED, -1, model, at),
              new double[] {1 / by, by});
        });
  }

  private void step(Stop stop) {
    var duty = stop.duty();
    if (duty != null && gathered.at(stop).seconds.count() > 0) {
      work(stop, duty);
    }
    var shares = sketch.shares(stop);
    if (shares.byLabel().size() > 1 && shares.byLabel().size() <= MOST_BRANCHES) {
      shares.byLabel().forEach((label, share) -> branch(stop, shares, label, share));
    }
    var rounds = stop.rounds();
    if (!rounds.seen().isEmpty()) {
      var seen = new Samples();
      rounds.seen().forEach(seen::add);
      seen(seen, rounds(stop), rounds.grounds(), stop, Which.ROUNDS, Swings::count);
    }
    rounds
        .told()
        .ifPresent(
            told ->
                around(
                    rounds(stop),
                    told,
                    rounds.grounds(),
                    by -> new Turned(Which.ROUNDS, stop.number(), "", by),
                    Swings::count));
  }

  private void work(Stop stop, Duty duty) {
    var at = gathered.at(stop);
    if (duty.writes()) {
      var grounds = duty.out().grounds();
      seen(at.out, "tokens out of " + stop.path(), grounds, stop, Which.TOKENS_OUT, Swings::count);
    }
    if (duty.asRecorded() && duty.sent().writes()) {
      seen(
          at.in,
          "tokens in of " + stop.path(),
          duty.out().grounds(),
          stop,
          Which.TOKENS_IN,
          Swings::count);
    }
    if (duty.asRecorded() || duty.seconds().isPresent()) {
      seen(at.seconds, "time of " + stop.path(), duty.paced(), stop, Which.SECONDS, Swings::time);
    }
  }

  private void branch(Stop stop, Shares shares, String label, double share) {
    double off = shares.recorded() ? Z90 * Math.sqrt(share * (1 - share) / shares.seen()) : 0;
    var ends =
        shares.recorded()
            ? new double[] {Math.max(0, share - off), Math.min(1, share + off)}
            : new double[] {odds(share, 1 / OFF), odds(share, OFF)};
    doubt(
        "share of %s in %s".formatted(label, stop.path()),
        String.format(Locale.ROOT, "%.1f … %.1f %%", 100 * ends[0], 100 * ends[1]),
        shares.grounds(),
        by -> new Turned(Which.BRANCH, stop.number(), label, by),
        ends);
  }

  private static String rounds(Stop stop) {
    return (stop.step() instanceof Step.Loop ? "turns of " : "items of ") + stop.path();
  }

  /** A share whose odds are so many times as good. */
  private static double odds(double share, double times) {
    return share * times / (1 - share + share * times);
  }

  /** What was drawn, by how far its tenths are from its middle. */
  private void seen(
      Samples drawn,
      String name,
      Grounds grounds,
      Stop stop,
      Which which,
      DoubleFunction<String> shown) {
    double middle = drawn.quantile(0.5);
    if (middle > 0) {
      double low = drawn.quantile(LOW);
      double high = drawn.quantile(HIGH);
      doubt(
          name,
          shown.apply(low) + " … " + shown.apply(high),
          grounds,
          by -> new Turned(which, stop.number(), "", by),
          new double[] {low / middle, high / middle});
    }
  }

  private void around(
      String name,
      Spread told,
      Grounds grounds,
      DoubleFunction<Turned> turned,
      DoubleFunction<String> shown) {
    double by = StrictMath.exp(Z90 * told.sigma());
    doubt(
        name,
        shown.apply(told.median() / by) + " … " + shown.apply(told.median() * by),
        grounds,
        turned,
        new double[] {1 / by, by});
  }

  private void doubt(
      String name, String values, Grounds grounds, DoubleFunction<Turned> turned, double[] ends) {
    if (ends[0] < ends[1]) {
      doubts.add(new Doubt(name, values, grounds, turned.apply(ends[0]), turned.apply(ends[1])));
    }
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }

  private static String time(double seconds) {
    return Written.time(Summing.time(seconds));
  }
}
