package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Pool;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Machines of our own are paid for once, however many calls are on them. */
class PooledRunsTest {
  private static final int ENGINES = 400;

  /** A thousandth of a dollar a second. */
  private static final Pool GPU =
      new Pool(
          "gpu0",
          new BigDecimal("3.6"),
          Optional.of(BigDecimal.valueOf(300)),
          1,
          "",
          Optional.empty());

  private final VirtualTime time = new VirtualTime();

  private LocalEngine engine(Pool pool) {
    var prices = new PriceBook(List.of(), List.of(), List.of(pool), List.of(), Optional.empty());
    return LocalEngine.builder().prices(prices).clock(time.clock()).build();
  }

  private ScriptedWork<Integer, Integer> taking() {
    return ScriptedWork.<Integer, Integer>of(
            WorkInfo.named("local").model("m").pool("gpu0").build())
        .by(
            (millis, call) -> {
              var took = Duration.ofMillis(millis);
              return Reply.of(
                      Outcome.of(millis, Usage.engine("m", took, 1, 1), Outcome.Kind.GENERATED))
                  .after(took);
            })
        .on(time.scheduler());
  }

  private static Plan<List<Integer>> all(Work<Integer, Integer> work) {
    return Flow.plan(
        "all",
        flow -> {
          Work<String, List<Integer>> split =
              Work.instant(
                  "split", text -> Stream.of(text.split(" ")).map(Integer::valueOf).toList());
          var millis = flow.call("split", flow.input("millis", String.class), split);
          return flow.each(
              "each",
              millis,
              100,
              (body, one) -> body.call("local", one, work, Policy.NONE.within(seconds(10))));
        });
  }

  @Test
  void threeCallsAtOnceCostWhatTheMachineCostsMeanwhile() {
    var engine = engine(GPU);
    var waybill = time.run(engine, all(taking()), Map.of("millis", "3000 3000 3000")).waybill();
    assertEquals("$0.003", waybill.ledger().total().known().toString());
    assertEquals(
        List.of("$0.001", "$0.001", "$0.001"),
        waybill.ledger().postings().stream()
            .filter(posting -> posting.step().equals("local"))
            .map(posting -> posting.cost().known().toString())
            .toList());
    var use = waybill.pools().get(0);
    assertEquals(new PoolUse(GPU, seconds(3), seconds(3), Duration.ZERO), use);
    assertEquals(new BigDecimal("0.25"), use.wattHours().orElseThrow());
  }

  @Test
  void whatRunsAtTheSameTimeShareAndWhatNobodyUsesIsIdle() {
    var engine = engine(GPU);
    var first = engine.start(all(taking()), Map.of("millis", "2000"), RunOptions.DEFAULT);
    time.pass(seconds(1));
    var second = engine.start(all(taking()), Map.of("millis", "2000"), RunOptions.DEFAULT);
    time.pass(seconds(4));
    assertEquals("$0.0015", bill(first).ledger().total().known().toString());
    assertEquals("$0.0015", bill(second).ledger().total().known().toString());
    assertEquals(Duration.ofMillis(500), bill(first).pools().get(0).others());
    assertEquals(List.of(new PoolUse(GPU, seconds(3), seconds(5), seconds(2))), engine.pools());
  }

  @Test
  void onAMachineWithSlotsEachPaysItsOwn() {
    var engine = engine(GPU.serving(4));
    var waybill = time.run(engine, all(taking()), Map.of("millis", "4000 4000")).waybill();
    assertEquals("$0.002", waybill.ledger().total().known().toString());
    assertEquals(seconds(2), waybill.pools().get(0).idle());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Waybill bill(Run<?> run) {
    try {
      return Objects.requireNonNull(run.result().block(seconds(10))).waybill();
    } catch (RunException e) {
      return e.waybill();
    }
  }

  /** Retries, timeouts, cancels, failures, engines that say too little or too much. */
  @Test
  void whateverHappensSharesAndIdleAreWhatPassed() {
    long postings = 0;
    long dropped = 0;
    for (long seed = 0; seed < ENGINES; seed++) {
      var runs = new PooledRunsTest().random(seed);
      postings += runs.size();
      dropped += runs.stream().filter(posting -> posting.fate().dropped()).count();
    }
    System.out.printf(
        "%d engines, %d attempts on a machine, %d of them dropped: seeds 0 to %d%n",
        ENGINES, postings, dropped, ENGINES - 1);
    assertTrue(dropped > ENGINES / 2);
  }

  private List<Posting> random(long seed) {
    var random = new Random(seed);
    var pool = GPU.serving(1 + random.nextInt(3));
    var engine = engine(pool);
    var plan = all(restless(random));
    var runs = new ArrayList<Run<?>>();
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      var millis =
          random
              .ints(1 + random.nextInt(5), 0, 4000)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      runs.add(engine.start(plan, Map.of("millis", millis), RunOptions.DEFAULT));
      time.pass(Duration.ofNanos(random.nextLong(3_000_000_000L)));
      if (random.nextInt(3) == 0) {
        runs.get(random.nextInt(runs.size())).cancel("the seed said so");
      }
    }
    time.pass(seconds(200));
    var postings = runs.stream().flatMap(run -> bill(run).ledger().postings().stream()).toList();
    var use = engine.pools().get(0);
    var shares = postings.stream().mapToLong(posting -> Math.max(0, posting.marks().share())).sum();
    var where = "seed " + seed;
    assertEquals(use.elapsed().toNanos(), shares + use.idle().toNanos(), where);
    assertEquals(use.share().toNanos(), shares, where);
    assertTrue(use.elapsed().compareTo(time.passed()) >= 0, where);
    runs.forEach(run -> bill(run).pools().forEach(one -> sound(one, where)));
    return postings;
  }

  private static void sound(PoolUse use, String where) {
    assertTrue(!use.share().isNegative() && !use.others().isNegative(), where + ": " + use);
  }

  private Work<Integer, Integer> restless(Random random) {
    return ScriptedWork.<Integer, Integer>of(
            WorkInfo.named("local").model("m").pool("gpu0").build())
        .by(
            (millis, call) -> {
              if (random.nextInt(4) == 0) {
                call.reached(CallContext.Moment.ADMITTED);
              }
              return switch (random.nextInt(8)) {
                case 0 -> Reply.<Integer>failed(ErrorKind.TRANSIENT, "broken").after(ms(millis));
                case 1 -> Reply.<Integer>never();
                default ->
                    Reply.of(
                            Outcome.of(
                                millis,
                                Usage.engine("m", ms(random.nextInt(6000)), 1, 1),
                                Outcome.Kind.GENERATED))
                        .after(ms(millis));
              };
            })
        .on(time.scheduler());
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
