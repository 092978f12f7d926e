package io.waybill.reports;

import io.waybill.ledger.Cost;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What many runs came to. Times are nanoseconds. Sums are those of the runs' own totals, exactly.
 *
 * @param steps in the order of the plan, calls inside them below them
 * @param models the dearest first
 * @param routes held against a baseline
 * @param books what priced them
 */
public record Statistics(
    Runs runs,
    List<OfStep> steps,
    Spending spending,
    List<OfModel> models,
    List<OfPool> pools,
    List<OfRoute> routes,
    List<Quality> qualities,
    Persons persons,
    List<Book> books) {
  public Statistics {
    steps = List.copyOf(steps);
    models = List.copyOf(models);
    pools = List.copyOf(pools);
    routes = List.copyOf(routes);
    qualities = List.copyOf(qualities);
    books = List.copyOf(books);
  }

  /**
   * How they ended.
   *
   * @param plans a plan's name → how many runs of it
   * @param wall of those that ended by themselves
   * @param cost of all, in nano-dollars, without what has no price
   * @param wallShape how the walls are distributed
   * @param costShape how the costs are
   * @param walls the walls of all, added up
   * @param orchestration what of it was on no step
   */
  public record Runs(
      Map<String, Long> plans,
      long ok,
      long failed,
      long cancelled,
      Spread.Figure wall,
      Spread.Figure cost,
      Spread.Histogram wallShape,
      Spread.Histogram costShape,
      long walls,
      long orchestration) {
    public long all() {
      return ok + failed + cancelled;
    }
  }

  /**
   * One step, over all runs.
   *
   * @param path of the step in its plan, without numbers of items, turns and calls
   * @param who did it, mostly
   * @param inner whether it is a call inside the call of another: its time is part of that one's
   * @param times how often it was done
   * @param wall of each time, from ready to ended
   * @param queued of all times, added up
   * @param critical on the critical paths of their runs, added up
   * @param bottleneck in how many runs nothing was longer on the critical path
   * @param slack of each time: how much longer it could have taken for free
   * @param cost of all times
   * @param costs of each time, in nano-dollars
   */
  public record OfStep(
      String path,
      String who,
      boolean inner,
      long times,
      Spread.Figure wall,
      long queued,
      long critical,
      long bottleneck,
      Spread.Figure slack,
      Cost cost,
      Spread.Figure costs) {}

  /**
   * The money.
   *
   * @param attempts that anybody bills
   * @param wasted the dearest first
   */
  public record Spending(Cost total, long attempts, List<Waste> wasted) {
    public Spending {
      wasted = List.copyOf(wasted);
    }

    /** Attempts that have a price. */
    public long priced() {
      return attempts - total.unpriced();
    }
  }

  /** What came of an attempt whose answer was not used. */
  public enum Loss {
    /** It failed, and was tried again. */
    RETRIED,
    /** It failed, and nothing else was tried. */
    FAILED,
    CANCELLED,
    /** Another was faster or better. */
    DISCARDED
  }

  /** What a step paid for nothing. */
  public record Waste(String path, Loss loss, long attempts, Cost cost) {}

  /**
   * A model, or a machine of our own.
   *
   * @param name {@code openai/gpt-4.1-mini}, {@code minilm @cpu}
   * @param input tokens, the cached ones included
   * @param cached tokens read from a cache
   * @param output tokens
   * @param streamed of these, those of answers whose first part was seen
   * @param generation how long these took
   */
  public record OfModel(
      String name,
      long calls,
      long input,
      long cached,
      long output,
      long streamed,
      long generation,
      Cost cost) {}

  /**
   * A machine of our own, added up over the runs that used it: where runs were under way at once,
   * each has its own elapsed and idle time.
   */
  public record OfPool(String name, long runs, long share, long elapsed, long idle) {}

  /**
   * A route.
   *
   * @param times how often it chose
   * @param router what choosing cost
   * @param routing how long choosing took
   * @param saved against the baseline, an estimate in nano-dollars; unknown where something has no
   *     price
   * @param sooner against the baseline, an estimate; unknown against a model
   */
  public record OfRoute(
      String path,
      long times,
      Cost router,
      long routing,
      List<Branch> branches,
      String baseline,
      OptionalLong saved,
      OptionalLong sooner) {
    public OfRoute {
      branches = List.copyOf(branches);
    }
  }

  /** What choosing a branch came to, what was done instead of it after a failure included. */
  public record Branch(String label, long times, Cost cost, long wall) {
    /** Of one time, in nano-dollars, rounded half to even. */
    public long mean() {
      return Branches.mean(cost.known().nanoUsd(), times);
    }

    /** Of one time. */
    public long meanWall() {
      return Branches.mean(wall, times);
    }
  }

  /**
   * A score that a step was given, or the run if the path is empty. More is better, so the low end
   * is given too.
   *
   * @param p1 99 % are at least that
   * @param p5 95 % are at least that
   */
  public record Quality(
      String path,
      String metric,
      long n,
      double mean,
      double p1,
      double p5,
      double p50,
      double p95,
      double p99) {}

  /**
   * What persons did.
   *
   * @param runs in which one was asked
   * @param steps that are theirs
   * @param waited for each answer
   * @param waiting all of it
   * @param critical what of it runs waited for and did nothing else
   */
  public record Persons(
      long runs, List<String> steps, Spread.Figure waited, long waiting, long critical) {
    public Persons {
      steps = List.copyOf(steps);
    }
  }

  /** A price book that priced runs. */
  public record Book(String digest, Optional<LocalDate> checked, long runs) {}
}
