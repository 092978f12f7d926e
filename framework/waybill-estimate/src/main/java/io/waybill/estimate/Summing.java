package io.waybill.estimate;

import io.waybill.work.Bound;
import io.waybill.work.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes an estimate of what many draws came to. */
final class Summing {
  private static final double THOUSAND = 1000;
  private static final double CHEAP = 0.1;

  private final Sketch sketch;
  private final Till till;
  private final Gathered gathered;
  private final Optional<Volume> volume;
  private final Assumptions assumptions;

  Summing(
      Sketch sketch,
      Till till,
      Gathered gathered,
      Optional<Volume> volume,
      Assumptions assumptions) {
    this.sketch = sketch;
    this.till = till;
    this.gathered = gathered;
    this.volume = volume;
    this.assumptions = assumptions;
  }

  Estimate estimate(List<Estimate.Swing> swings, long seed) {
    var steps =
        sketch.stops().stream().filter(stop -> stop.duty() != null).map(this::step).toList();
    var own = new OwnMachines(till.prices(), volume, assumptions, gathered);
    return new Estimate(
        sketch.plan().name(),
        volume,
        latency(gathered.seconds),
        total(steps),
        steps,
        own.machines(),
        own.makeOrBuy(sketch),
        till.prices().fixed(),
        swings,
        new Estimate.Made(
            sketch.recorded().runs().size(),
            gathered.draws(),
            seed,
            gathered.failing(),
            inFlight(1, gathered.seconds),
            till.prices().checked()));
  }

  static Estimate.Latency latency(Samples seconds) {
    return new Estimate.Latency(
        time(seconds.mean()), time(seconds.quantile(0.5)), time(seconds.quantile(0.95)));
  }

  static Duration time(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  static Money money(double nano) {
    return new Money(Math.round(nano));
  }

  private Estimate.OfStep step(Stop stop) {
    var at = gathered.at(stop);
    var duty = sketch.duty(stop);
    double times = (double) at.seconds.count() / gathered.draws();
    return new Estimate.OfStep(
        stop.path(),
        duty.info().display(),
        times,
        latency(at.seconds),
        gathered.critical(stop),
        costs(stop, duty, at, times),
        inFlight(times, at.seconds),
        duty.grounds());
  }

  private OptionalDouble inFlight(double times, Samples seconds) {
    return volume.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(volume.get().perSecond() * times * seconds.mean());
  }

  private Estimate.PerThousand costs(Stop stop, Duty duty, Gathered.AtStep at, double times) {
    double coverage = at.billed() == 0 ? 1 : 1 - (double) at.unpriced() / at.billed();
    return new Estimate.PerThousand(
        money(THOUSAND * times * at.nano.quantile(CHEAP)),
        money(THOUSAND * at.nano.sum() / gathered.draws()),
        hold(duty, at).map(one -> money(Math.max(one, at.nano.most()) * THOUSAND * times)),
        coverage,
        at.unpriced() == 0 ? List.of() : List.of(stop.path() + " (" + duty.info().display() + ")"));
  }

  /** Nano-dollars that a budget would hold for a call; empty if nobody can say. */
  private Optional<Double> hold(Duty duty, Gathered.AtStep at) {
    if (at.seconds.count() == 0 || at.billed() == 0) {
      return Optional.of(0.0);
    }
    var bound = duty.sent().bound();
    if (bound.kind() == Bound.Kind.NOTHING || duty.sent().inner()) {
      return at.unpriced() > 0 || duty.sent().inner() ? Optional.empty() : Optional.of(0.0);
    }
    double bytes = at.in.most() * Defaults.BYTES + Defaults.AROUND;
    var limit = duty.policy().timeout();
    double seconds = limit.isZero() ? at.seconds.most() : limit.toNanos() / 1e9;
    return till.most(duty, bytes, duty.most(), seconds).map(most -> (double) most.nanoUsd());
  }

  private Estimate.PerThousand total(List<Estimate.OfStep> steps) {
    double billed = 0;
    double unpriced = 0;
    var names = new ArrayList<String>();
    var low = Money.ZERO;
    var likely = Money.ZERO;
    var high = Optional.of(Money.ZERO);
    for (var stop : sketch.stops()) {
      billed += gathered.at(stop).billed();
      unpriced += gathered.at(stop).unpriced();
    }
    for (var step : steps) {
      low = low.plus(step.costs().low());
      likely = likely.plus(step.costs().likely());
      high = high.flatMap(sum -> step.costs().high().map(sum::plus));
      names.addAll(step.costs().unpriced());
    }
    return new Estimate.PerThousand(
        low, likely, high, billed == 0 ? 1 : 1 - unpriced / billed, names);
  }

  static BigDecimal usd(double nano) {
    return BigDecimal.valueOf(nano).movePointLeft(9);
  }
}
