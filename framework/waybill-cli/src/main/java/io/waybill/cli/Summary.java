package io.waybill.cli;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Waybill;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What many runs of one plan came to.
 *
 * @param took from the first start to the last end
 * @param latencies of the runs that ended by themselves, then of each step
 * @param confusions worst first
 * @param notOk the first of those that did not go well, in the order of the input
 * @param typical the run whose time lies nearest to the median
 */
record Summary(
    String plan,
    Duration took,
    Counts counts,
    List<Routed> routes,
    Spent spent,
    List<Latencies.Figure> latencies,
    List<Confusion> confusions,
    List<Quality> qualities,
    List<NotOk> notOk,
    Optional<Waybill> typical) {

  /**
   * How they ended.
   *
   * @param refused inputs that no run could be started with
   * @param person runs in which anything was said by, or handed to, a person
   * @param rescued runs that went well though a step of theirs had failed for good
   */
  record Counts(long ok, long failed, long cancelled, long refused, long person, long rescued) {
    /** Those that ran. */
    long runs() {
      return ok + failed + cancelled;
    }

    long notOk() {
      return failed + cancelled + refused;
    }
  }

  /** How often a route chose what was expected, of the times that something was. */
  record Routed(String route, long right, long expected) {}

  /** What all runs cost, and how much of it was for attempts that failed or were cancelled. */
  record Spent(Cost total, Cost wasted) {}

  /** How often a route chose one label where another was expected, and two ids to look at. */
  record Confusion(String route, String expected, String chosen, long times, List<String> ids) {}

  /** The mean of a score that a step was given. */
  record Quality(String path, String metric, long n, double mean) {}

  /** A run that did not go well, or never began. */
  record NotOk(String id, String status, String why) {}
}
