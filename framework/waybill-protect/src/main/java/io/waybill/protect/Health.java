package io.waybill.protect;

import io.waybill.work.Quota;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How it goes with everyone whom the runs of an engine ask: each model of a provider, and each
 * pool.
 *
 * @param all in the order of their names
 */
public record Health(List<Of> all) {
  /** Whether somebody is asked. */
  public enum Breaker {
    /** As ever. */
    CLOSED,
    /** Not for now: it failed too often. */
    OPEN,
    /** A few at a time, to see whether it is well again. */
    HALF_OPEN
  }

  /**
   * What is left of a limit.
   *
   * @param left until then; less than none if more was used than was thought
   * @param limit how many there are in all
   * @param learned whether the provider said so; else the operator did
   */
  public record Left(Quota.Unit unit, long left, long limit, boolean learned) {}

  /**
   * How it goes with one of them.
   *
   * @param whom {@code openai/gpt-4.1-mini}, {@code qwen2.5-7b @gpu0}
   * @param why it is not asked, and since when; empty while it is
   * @param calls attempts so far
   * @param inFlight of them on their way now
   * @param waiting for their turn
   * @param parallel how many may be on their way at once now
   * @param half of the first tokens came within this, where enough have come; of the whole answers,
   *     where nothing streams
   * @param nearlyAll 95 of 100 did
   * @param retriesLeft how many calls may be tried again now
   * @param hedges asked a second time so far
   * @param hits answered with what was answered before
   */
  public record Of(
      String whom,
      Breaker breaker,
      String why,
      long calls,
      int inFlight,
      int waiting,
      int parallel,
      List<Left> limits,
      Optional<Duration> half,
      Optional<Duration> nearlyAll,
      int retriesLeft,
      long hedges,
      long hits) {
    public Of {
      limits = List.copyOf(limits);
    }
  }

  public Health {
    all = List.copyOf(all);
  }

  /** What this work is called here: whom it asks; empty if that is nobody who could be ill. */
  public static Optional<String> whom(WorkInfo work) {
    return Whom.of(work).map(Whom::toString);
  }

  /** A table, as {@code run -v} prints it; empty if nobody was asked. */
  @Override
  public String toString() {
    return HealthTable.of(all);
  }
}
