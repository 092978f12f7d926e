package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price.Rate;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Policy;
import io.waybill.protect.Provider.Doing;
import io.waybill.run.EngineClock;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A provider of whose answers 2 in 100 take twenty times as long, on virtual time. */
class HedgeTest {
  private static final int RUNS = 10_000;
  private static final int WRITTEN = 150;
  private static final PriceBook PRICES =
      PriceBook.of(Map.of("small", Rate.of("0.4", "1.6")), Map.of(), Optional.empty());

  /** What came of many runs. */
  private record Tried(long[] walls, long bill, long ledger, List<Posting> wasted, long hedges) {
    Duration percentile(double percent) {
      return Duration.ofNanos(walls[(int) Math.ceil(walls.length * percent / 100) - 1]);
    }
  }

  @Test
  void stragglersAreOvertakenAtLittleCost() {
    var without = tried(Policy.NONE);
    var with = tried(Policy.NONE.hedged(Policy.Hedge.LIVE));

    double faster = 1 - (double) with.percentile(99).toNanos() / without.percentile(99).toNanos();
    double dearer = (double) with.bill() / without.bill() - 1;
    System.out.printf(
        "%d calls of %d tokens read and %d written, 2 %% stragglers: p50 %s → %s, p99 %s → %s (%.1f %% less), spend %+.2f %%, %d hedges, %d of two cut off%n",
        RUNS,
        Provider.READ,
        WRITTEN,
        Times.of(without.percentile(50)),
        Times.of(with.percentile(50)),
        Times.of(without.percentile(99)),
        Times.of(with.percentile(99)),
        100 * faster,
        100 * dearer,
        with.hedges(),
        with.wasted().size());
    assertTrue(faster >= 0.6, "p99 falls by " + faster);
    assertTrue(dearer <= 0.03, "spend rises by " + dearer);
    assertTrue(with.hedges() <= RUNS / 20, "hedges: " + with.hedges());
    assertEquals(with.hedges(), with.wasted().size());
    assertTrue(
        with.wasted().stream().allMatch(posting -> posting.cost().known().nanoUsd() > 0),
        "what was cut off is paid for");
    assertEquals(without.bill(), without.ledger());
    assertEquals(with.bill(), with.ledger());
  }

  private static Tried tried(Policy policy) {
    var time = new VirtualTime();
    var clock = EngineClock.of(time.scheduler(), new Random(2)::nextDouble);
    var luck = new Random(3);
    var provider =
        new Provider(
            time,
            "small",
            nth -> {
              double usual = 400 * Math.exp(0.25 * luck.nextGaussian());
              boolean straggles = luck.nextInt(100) < 2;
              return Doing.answering(
                  Duration.ofMillis((long) (straggles ? 20 * usual : usual)), WRITTEN);
            });
    var protect = Protect.builder().clock(clock).build();
    var engine = LocalEngine.builder().prices(PRICES).clock(clock).protection(protect).build();
    var plan =
        Flow.plan("ask", flow -> flow.call("ask", flow.input("n", Long.class), provider, policy));
    var walls = new ArrayList<Long>();
    var postings = new ArrayList<Posting>();
    for (int run = 0; run < RUNS; run++) {
      engine
          .start(plan, Map.of("n", 1L), RunOptions.UNFOLLOWED)
          .result()
          .subscribe(
              result -> {
                walls.add(result.waybill().wall().toNanos());
                postings.addAll(result.waybill().ledger().postings());
              });
      time.pass(Duration.ofMillis(200));
    }
    time.pass(Duration.ofMinutes(10));
    assertEquals(RUNS, walls.size());
    var bill = PRICES.price(provider.info(), billed(provider), Instant.EPOCH).known().nanoUsd();
    return new Tried(
        walls.stream().mapToLong(wall -> wall).sorted().toArray(),
        bill,
        new Ledger(postings).total().known().nanoUsd(),
        postings.stream().filter(each -> each.fate() == Posting.Fate.DISCARDED).toList(),
        protect.health().all().get(0).hedges());
  }

  private static Usage billed(Provider provider) {
    return Usage.tokens("maker", "small", provider.read, provider.written);
  }
}
