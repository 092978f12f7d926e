package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Charge;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.testkit.RandomPlan;
import io.waybill.work.Money;
import io.waybill.work.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for the bill of any run, whatever happened in it. */
@Timeout(1200)
class InvariantsTest {
  private static final int RUNS = 4000;

  @Test
  void theBooksOfRandomRunsAgree() {
    var seen = Collections.synchronizedMap(new TreeMap<String, Integer>());
    var wrong = Collections.synchronizedList(new ArrayList<String>());
    new ForkJoinPool(8)
        .submit(() -> LongStream.range(0, RUNS).parallel().forEach(seed -> run(seed, seen, wrong)))
        .join();
    System.out.printf("%d random runs, seeds 0 to %d: %s%n", RUNS, RUNS - 1, seen);
    assertEquals(List.of(), wrong);
    for (var kind :
        List.of("LOOP", "EACH", "RESCUE", "RACE", "RETRY", "HEDGE", "CANCELLED", "FAILED")) {
      assertTrue(seen.getOrDefault(kind, 0) > RUNS / 50, "too few of " + kind);
    }
  }

  private static void run(long seed, Map<String, Integer> seen, Collection<String> wrong) {
    var waybill = seed % 3 == 0 ? Runs.hedged(seed) : Runs.of(seed);
    try {
      count(waybill, seen);
      money(waybill);
      orders(waybill, new Random(seed));
      time(waybill);
    } catch (AssertionError | RuntimeException e) {
      wrong.add("seed %d: %s%n%s".formatted(seed, e, waybill));
    }
  }

  private static void count(Waybill waybill, Map<String, Integer> seen) {
    var kinds =
        waybill.groups().stream()
            .map(group -> group.shape() == Shape.ROUTE ? "ROUTE" : group.shape().name())
            .collect(Collectors.toSet());
    waybill.ledger().postings().forEach(posting -> kinds.add(posting.how().role().name()));
    waybill.ledger().postings().forEach(posting -> kinds.add(posting.fate().name()));
    kinds.add("run " + waybill.status());
    kinds.forEach(kind -> seen.merge(kind, 1, Integer::sum));
  }

  /** Steps, suppliers, kinds of charges and the root of the trace come to the same. */
  private static void money(Waybill waybill) {
    var ledger = waybill.ledger();
    var total = ledger.total();
    assertEquals(total, sum(ledger.byStep().values()), "by step");
    var suppliers =
        ledger.postings().stream()
            .collect(
                Collectors.groupingBy(
                    posting -> posting.usage().provider() + "/" + posting.usage().model(),
                    Collectors.reducing(Cost.NOTHING, Posting::cost, Cost::plus)));
    assertEquals(total, sum(suppliers.values()), "by supplier");
    assertEquals(
        total,
        ledger
            .wasted()
            .plus(
                sum(
                    ledger.postings().stream()
                        .filter(posting -> posting.fate() == Posting.Fate.USED)
                        .map(Posting::cost)
                        .toList())),
        "by fate");
    for (var posting : ledger.postings()) {
      charged(waybill, posting);
    }
    assertEquals(ledger, waybill.under(RandomPlan.PRICES).ledger(), "priced anew");
    var root = Drawing.of(waybill);
    var attributes = root.get(root.size() - 1).attributes();
    assertEquals(
        total.known().nanoUsd(),
        Objects.requireNonNullElse(attributes.get(Names.COST_TOTAL), 0L),
        "on the root");
    assertEquals(waybill.prices().digest(), attributes.get(Names.PRICES_DIGEST));
  }

  private static void charged(Waybill waybill, Posting posting) {
    var usage = posting.usage();
    var charges =
        waybill.prices().charges(posting.work(), posting.billed(), waybill.began(posting));
    var money = charges.stream().map(Charge::money).reduce(Money.ZERO, Money::plus);
    assertEquals(posting.cost().known(), money, posting.path());
    boolean priced = posting.cost().unpriced() == 0 && usage.basis() != Usage.Basis.NOTHING;
    if (priced) {
      long tokens = charges.stream().mapToLong(Charge::quantity).sum();
      assertEquals(usage.input() + usage.output(), tokens, "tokens of " + posting.path());
    }
  }

  private static Cost sum(Collection<Cost> costs) {
    return costs.stream().reduce(Cost.NOTHING, Cost::plus);
  }

  /** No order of the postings, and no cut through them, changes a total. */
  private static void orders(Waybill waybill, Random random) {
    var postings = new ArrayList<>(waybill.ledger().postings());
    var total = waybill.ledger().total();
    Collections.shuffle(postings, random);
    assertEquals(total, new Ledger(postings).total());
    int cut = random.nextInt(postings.size() + 1);
    assertEquals(
        total,
        new Ledger(postings.subList(0, cut))
            .total()
            .plus(new Ledger(postings.subList(cut, postings.size())).total()));
  }

  private static void time(Waybill waybill) {
    var timing = waybill.timing();
    long critical =
        timing.lines().stream()
            .filter(Timing.OfLine::critical)
            .mapToLong(line -> line.wall().toNanos())
            .sum();
    assertEquals(timing.wall().toNanos(), critical + timing.orchestration().toNanos());
    var busy = timing.busy();
    long longest = 0;
    for (var line : waybill.lines()) {
      for (var attempt : line.inner() ? List.<Posting>of() : line.attempts()) {
        var parts = attempt.parts();
        longest = Math.max(longest, parts.service());
        assertEquals(
            Math.max(0, attempt.ended() - attempt.ready()), parts.queue() + parts.service());
      }
    }
    assertTrue(longest <= busy.toNanos() && busy.compareTo(timing.work()) <= 0);
    assertTrue(busy.compareTo(timing.wall()) <= 0);
    assertTrue(timing.unqueued().compareTo(timing.longest()) <= 0);
    assertTrue(timing.longest().compareTo(timing.wall()) <= 0);
    assertTrue(!timing.capacityLoss().isNegative() && !timing.orchestration().isNegative());
    for (var line : timing.lines()) {
      assertTrue(line.drag().compareTo(line.service()) <= 0 || !line.overlapped().isZero());
    }
  }
}
