package io.waybill.testkit;

import io.waybill.ledger.PriceBook;
import io.waybill.run.Engine;
import io.waybill.run.EngineClock;
import io.waybill.run.Journal;
import io.waybill.run.RunListener;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/**
 * What every engine promises, as tests. Extend it beside your engine, say how to make one, and run
 * the class: a test that fails names the promise that is broken.
 */
@Timeout(60)
public abstract class EngineContract
    implements EngineShapes,
        EngineTimes,
        EngineFailures,
        EngineRescues,
        EngineRaces,
        EngineNestedRaces,
        EngineBooks,
        EngineRuns,
        EngineMeans,
        EnginePolicies,
        EngineOverlap {
  /** What an engine is to work with. */
  public record Setting(
      PriceBook prices, Journal journal, List<RunListener> listeners, EngineClock clock) {
    public Setting {
      listeners = List.copyOf(listeners);
    }

    static Setting plain() {
      return new Setting(PriceBook.EMPTY, Journal.NONE, List.of(), EngineClock.SYSTEM);
    }

    Setting prices(PriceBook prices) {
      return new Setting(prices, journal, listeners, clock);
    }

    Setting journal(Journal journal) {
      return new Setting(prices, journal, listeners, clock);
    }

    Setting listeners(RunListener... listeners) {
      return new Setting(prices, journal, List.of(listeners), clock);
    }

    Setting clock(EngineClock clock) {
      return new Setting(prices, journal, listeners, clock);
    }
  }

  /** An engine that works with this. */
  @Override
  public abstract Engine engine(Setting setting);
}
