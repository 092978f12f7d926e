package io.waybill.routing.cascade;

import io.waybill.ledger.Figures;
import io.waybill.routing.judge.Promise;
import io.waybill.work.Money;
import java.time.Duration;
import java.util.Locale;

/** What the bar of a cascade is chosen for. */
public final class Goal {
  /** Of fewer rows a mean says little. */
  private static final int FOR_A_MEAN = 30;

  /** The slowest of so many is slower than 95 of 100, 95 times of 100. */
  private static final int FOR_P95 = 59;

  /** What is limited. */
  enum Kind {
    COST,
    P95,
    QUALITY
  }

  private final Kind kind;
  private final double limit;
  private final int rows;
  private final String said;

  private Goal(Kind kind, double limit, int rows, String said) {
    this.kind = kind;
    this.limit = limit;
    this.rows = rows;
    this.said = said;
  }

  /** A call costs at most so much, on average; with that, as good as can be. */
  public static Goal costPerCall(Money most) {
    return new Goal(Kind.COST, most.nanoUsd(), FOR_A_MEAN, "at most " + most + " a call");
  }

  /** 95 of 100 calls take at most so long; with that, as good as can be. */
  public static Goal p95(Duration most) {
    return new Goal(
        Kind.P95,
        most.toNanos(),
        FOR_P95,
        "p95 of at most " + Figures.seconds(most.toNanos()) + " s");
  }

  /**
   * This share of the answers is right, as far as one can be sure of it ({@link Toll#sureQuality});
   * with that, as few escalations as can be.
   */
  public static Goal quality(double least) {
    if (!(least > 0 && least < 1)) {
      throw new IllegalArgumentException("a quality to promise is in (0, 1), not " + least);
    }
    return new Goal(
        Kind.QUALITY,
        least,
        Math.max(FOR_A_MEAN, Promise.rowsFor(least)),
        String.format(Locale.ROOT, "%.1f %% right", 100 * least));
  }

  Kind kind() {
    return kind;
  }

  /** The least number of rows that it can be judged by. */
  int rows() {
    return rows;
  }

  /** Whether it can be told at all whether a toll meets it. */
  boolean known(Toll toll) {
    return switch (kind) {
      case COST -> toll.perCall().isPresent();
      case P95 -> toll.time().isPresent();
      case QUALITY -> true;
    };
  }

  boolean met(Toll toll) {
    return switch (kind) {
      case COST -> toll.perCall().filter(cost -> cost.nanoUsd() <= limit).isPresent();
      case P95 -> toll.time().filter(time -> time.p95().toNanos() <= limit).isPresent();
      case QUALITY -> toll.sureQuality() >= limit;
    };
  }

  /** Whether it would be met if one could be sure of what was seen. */
  boolean seen(Toll toll) {
    return kind == Kind.QUALITY ? toll.quality() >= limit : met(toll);
  }

  /** {@code at most $0.0001 a call}. */
  @Override
  public String toString() {
    return said;
  }
}
