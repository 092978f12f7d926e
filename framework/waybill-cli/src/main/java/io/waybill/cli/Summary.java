package io.waybill.cli;

import io.waybill.ledger.Cost;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.reports.Spread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    Protection protection,
    List<Spread.Figure> latencies,
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

  /**
   * What was done so that calls went well, or in place of those that did not.
   *
   * @param degraded what steps made do with, in how many runs each
   * @param retried runs in which anything was tried again
   * @param hedged runs in which anything was asked a second time
   * @param refused runs in which a call did not fit a budget
   * @param shortened runs in which an answer was made shorter, for what was left of a budget
   */
  record Protection(
      Map<Posting.Role, Long> degraded, long retried, long hedged, long refused, long shortened) {}

  /** How often a route chose what was expected, of the times that something was. */
  record Routed(String route, long right, long expected) {}

  /**
   * What all runs cost.
   *
   * @param wasted what of it was for nothing, by what came of the attempts
   * @param pools how our own machines were used meanwhile
   */
  record Spent(Cost total, Map<Posting.Fate, Cost> wasted, List<PoolUse> pools) {}

  /** How often a route chose one label where another was expected, and two ids to look at. */
  record Confusion(String route, String expected, String chosen, long times, List<String> ids) {}

  /** The mean of a score that a step was given. */
  record Quality(String path, String metric, long n, double mean) {}

  /** A run that did not go well, or never began. */
  record NotOk(String id, String status, String why) {}
}
