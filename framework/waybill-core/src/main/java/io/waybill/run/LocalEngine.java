package io.waybill.run;

import io.waybill.ledger.PoolUse;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs plans in this process: each step begins as soon as the values it reads exist. */
public final class LocalEngine implements Engine {
  final PriceBook prices;
  final Journal journal;
  final List<RunListener> listeners;
  final EngineClock clock;
  final Protection protection;
  final Limits limits;
  final Wall wall;
  final Pools pools;

  private LocalEngine(Builder builder) {
    this.prices = builder.prices;
    this.journal = builder.journal;
    this.listeners = builder.listeners.stream().filter(RunListener::listens).toList();
    this.clock = builder.clock;
    this.protection = builder.protection;
    this.limits = builder.limits;
    this.wall = new Wall(clock);
    this.pools = new Pools(prices, clock);
  }

  /** An engine that keeps no journal and knows no prices. */
  public static LocalEngine create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public <O> Run<O> start(Plan<O> plan, Map<String, ?> inputs, RunOptions options) {
    var run = new LocalRun<>(this, plan, Inputs.of(plan, inputs), options);
    run.start();
    return run;
  }

  /** How the machines that its price book knows were used since it was made. */
  public List<PoolUse> pools() {
    return pools.uses();
  }

  /** Gathers what an engine works with. */
  public static final class Builder {
    private PriceBook prices = PriceBook.EMPTY;
    private Journal journal = Journal.NONE;
    private final List<RunListener> listeners = new ArrayList<>();
    private EngineClock clock = EngineClock.SYSTEM;
    private Protection protection = Protection.NONE;
    private Limits limits = Limits.DEFAULT;

    private Builder() {}

    public Builder prices(PriceBook prices) {
      this.prices = prices;
      return this;
    }

    public Builder journal(Journal journal) {
      this.journal = journal;
      return this;
    }

    /** Adds one; they are told in the order they were added. */
    public Builder listener(RunListener listener) {
      listeners.add(listener);
      return this;
    }

    public Builder clock(EngineClock clock) {
      this.clock = clock;
      return this;
    }

    /** What stands between its runs and whoever they ask. */
    public Builder protection(Protection protection) {
      this.protection = protection;
      return this;
    }

    public Builder limits(Limits limits) {
      this.limits = limits;
      return this;
    }

    public LocalEngine build() {
      return new LocalEngine(this);
    }
  }
}
