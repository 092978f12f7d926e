package io.waybill.estimate;

import io.waybill.ledger.Fixed;
import io.waybill.work.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What runs of a plan will come to. It is made of many runs that were drawn, none that was made: no
 * model was asked.
 *
 * @param plan its name
 * @param volume how many items are to be gone through, if somebody said
 * @param latency of a run that goes well
 * @param costs of a thousand runs
 * @param steps those that do work, as they are written
 * @param machines what of our own machines it needs
 * @param makeOrBuy whether machines of our own would be cheaper than whoever is paid by the token
 * @param fixed what is paid however many runs there are
 * @param swings what the assumptions mean for it, the weightiest first
 * @param made how it was made
 */
public record Estimate(
    String plan,
    Optional<Volume> volume,
    Latency latency,
    PerThousand costs,
    List<OfStep> steps,
    List<Machines> machines,
    List<MakeOrBuy> makeOrBuy,
    List<Fixed> fixed,
    List<Swing> swings,
    Made made) {

  /** Times of what is not always equally long. */
  public record Latency(Duration mean, Duration p50, Duration p95) {}

  /**
   * What a thousand runs cost, as far as there are prices.
   *
   * @param low if all calls were as cheap as the cheapest tenth
   * @param likely on average
   * @param high if each call cost all that a budget would hold for it; empty if that has no bound
   * @param coverage the share of calls that have a price; 1 if nobody bills any
   * @param unpriced who has none
   */
  public record PerThousand(
      Money low, Money likely, Optional<Money> high, double coverage, List<String> unpriced) {
    public PerThousand {
      unpriced = List.copyOf(unpriced);
    }
  }

  /**
   * One step.
   *
   * @param path as waybills have it, without the numbers of items and turns
   * @param who does it, as receipts show it
   * @param times how often it is done in a run, on average
   * @param latency of one time
   * @param critical the share of the time of all runs that it is what everybody waits for
   * @param costs its part of the costs of a thousand runs
   * @param inFlight how many of it are under way at once; known with a volume
   * @param grounds what its tokens and its time rest on
   */
  public record OfStep(
      String path,
      String who,
      double times,
      Latency latency,
      double critical,
      PerThousand costs,
      OptionalDouble inFlight,
      Grounds grounds) {}

  /**
   * What is needed of a pool.
   *
   * @param secondsPerItem that a machine works for one item
   * @param tokensPerItem that are written there
   * @param load what is needed for the volume; empty without one
   */
  public record Machines(
      String pool, double secondsPerItem, double tokensPerItem, Optional<Load> load) {}

  /**
   * What a volume needs of a pool.
   *
   * @param tokensPerSecond that are written there
   * @param machines that work no more than 70 % of the time
   * @param perMonth dollars for them; unknown if the book has no price
   */
  public record Load(double tokensPerSecond, long machines, Optional<BigDecimal> perMonth) {}

  /**
   * The machines of a pool instead of whoever is paid by the token.
   *
   * @param pool whose machines
   * @param perItem dollars that whoever is paid by the token takes for an item
   * @param perDay dollars for a machine, and a day's part of what is fixed
   * @param itemsPerDay that one machine can do in 70 % of the time; empty if nobody knows how many
   *     tokens a second it writes
   * @param from items a day from which it is cheaper; empty if it never is
   */
  public record MakeOrBuy(
      String pool,
      BigDecimal perItem,
      BigDecimal perDay,
      OptionalDouble itemsPerDay,
      OptionalDouble from) {}

  /**
   * What it would mean if one assumption were off: at what 10 of 100 are below, and at what 90 are.
   *
   * @param assumption which: {@code tokens out of draft}
   * @param values what it is taken to be then: {@code 120 … 480}
   * @param grounds what it rests on
   * @param cost what a thousand runs would cost then
   * @param p95 what 95 of 100 runs would take at most
   * @param weight the greater of the two changes, as a share
   */
  public record Swing(
      String assumption,
      String values,
      Grounds grounds,
      Between<Money> cost,
      Between<Duration> p95,
      double weight) {}

  /** From one value of an assumption to the other. */
  public record Between<T>(T low, T high) {}

  /**
   * How an estimate was made.
   *
   * @param runs that were recorded, of this plan
   * @param draws how many runs were drawn
   * @param failing the share of them that failed
   * @param inFlight runs under way at once; known with a volume
   * @param checked when somebody last looked at the prices
   */
  public record Made(
      int runs,
      int draws,
      long seed,
      double failing,
      OptionalDouble inFlight,
      Optional<LocalDate> checked) {}

  public Estimate {
    steps = List.copyOf(steps);
    machines = List.copyOf(machines);
    makeOrBuy = List.copyOf(makeOrBuy);
    fixed = List.copyOf(fixed);
    swings = List.copyOf(swings);
  }

  /** Dollars for so many items, as far as there are prices. */
  public BigDecimal likely(double items) {
    return costs.likely().usd().multiply(BigDecimal.valueOf(items / 1000));
  }

  /** A page that a person can read. */
  @Override
  public String toString() {
    return EstimatePage.of(this);
  }
}
