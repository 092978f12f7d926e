package io.waybill.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PoolMeterTest {
  private static final int MACHINES = 5000;

  @Test
  void twoAtOnceShareAMachine() {
    var meter = new PoolMeter(1, 0);
    var one = meter.enter(10);
    var other = meter.enter(20);
    assertEquals(10 + 5, one.over(30, 20).time());
    assertEquals(5 + 10, other.over(40, 20).time());
    assertEquals(new PoolMeter.Standing(50, 20), meter.standing(50));
  }

  @Test
  void asManyAsThereAreSlotsDoNotSlowEachOtherDown() {
    var meter = new PoolMeter(4, 0);
    var one = meter.enter(0);
    var other = meter.enter(0);
    assertEquals(10, one.over(40, 40).time());
    assertEquals(10, other.over(40, 40).time());
    assertEquals(new PoolMeter.Standing(40, 20), meter.standing(40));
  }

  @Test
  void whatACallWasNotAtWorkForIsIdle() {
    var meter = new PoolMeter(1, 0);
    var call = meter.enter(0);
    assertEquals(30, call.over(100, 30).time());
    assertEquals(new PoolMeter.Standing(100, 70), meter.standing(100));
  }

  @Test
  void whoWaitsForHisTurnIsNotChargedForIt() {
    var meter = new PoolMeter(1, 0);
    var call = meter.enter(0);
    call.admitted(60);
    assertEquals(40, call.over(100, 40).time());
    assertEquals(new PoolMeter.Standing(100, 60), meter.standing(100));
  }

  @Test
  void whoWasAtWorkOnSeveralSlotsPaysForThem() {
    var meter = new PoolMeter(4, 0);
    var call = meter.enter(0);
    assertEquals(40, call.over(40, 160).time());
    assertEquals(new PoolMeter.Standing(40, 0), meter.standing(40));
  }

  @Test
  void whatWasUsedBeforeAnybodySawIsTimeThatPassed() {
    var meter = new PoolMeter(1, 0);
    var call = meter.enter(0);
    assertEquals(100, call.over(10, 100).time());
    assertEquals(new PoolMeter.Standing(100, 0), meter.standing(10));
  }

  @Test
  void sharesAndIdleAreWhatPassedToTheNanosecond() {
    long calls = 0;
    for (long seed = 0; seed < MACHINES; seed++) {
      calls += machine(new Random(seed), "seed " + seed);
    }
    System.out.printf("%d machines with %d calls: seeds 0 to %d%n", MACHINES, calls, MACHINES - 1);
  }

  private static long machine(Random random, String where) {
    int slots = 1 + random.nextInt(4);
    long now = random.nextInt(1000);
    long made = now;
    var meter = new PoolMeter(slots, now);
    var inside = new ArrayList<PoolMeter.Stay>();
    long charged = 0;
    long calls = 0;
    for (int events = 1 + random.nextInt(60); events > 0; events--) {
      now += random.nextInt(4) == 0 ? 0 : random.nextLong(1_000_000);
      int what = random.nextInt(5);
      if (what < 2 || inside.isEmpty()) {
        inside.add(meter.enter(now));
        calls++;
      } else if (what == 2) {
        inside.get(random.nextInt(inside.size())).admitted(now);
      } else {
        var stay = inside.remove(random.nextInt(inside.size()));
        long engine = random.nextBoolean() ? random.nextLong(2_000_000) : 0;
        charged += stay.over(now, engine).time();
      }
    }
    for (var stay : inside) {
      now += random.nextInt(1000);
      charged += stay.over(now, random.nextLong(100)).time();
    }
    now += random.nextInt(1000);
    var standing = meter.standing(now);
    long elapsed = standing.elapsed();
    assertEquals(elapsed, charged + standing.idle(), where);
    assertTrue(elapsed >= now - made, where);
    assertTrue(standing.idle() >= 0, where);
    return calls;
  }

  /** The integral of one over how many are there, held against exact fractions. */
  @Test
  void everyShareIsTheIntegralToANanosecondForEachThatCameOrWent() {
    for (long seed = 0; seed < 1000; seed++) {
      var random = new Random(seed);
      int slots = 1 + random.nextInt(3);
      var meter = new PoolMeter(slots, 0);
      List<PoolMeter.Stay> stays = new ArrayList<>();
      List<BigDecimal> exact = new ArrayList<>();
      List<Long> came = new ArrayList<>();
      long now = 0;
      int changes = 0;
      for (int events = 40; events > 0; events--) {
        long gap = random.nextLong(10_000);
        var each =
            BigDecimal.valueOf(gap)
                .divide(
                    BigDecimal.valueOf(Math.max(slots, Math.max(1, stays.size()))),
                    MathContext.DECIMAL64);
        exact.replaceAll(share -> share.add(each));
        now += gap;
        changes++;
        if (stays.isEmpty() || random.nextBoolean()) {
          stays.add(meter.enter(now));
          exact.add(BigDecimal.ZERO);
          came.add(now);
        } else {
          int which = random.nextInt(stays.size());
          long time = stays.remove(which).over(now, now - came.remove(which)).time();
          var off = exact.remove(which).subtract(BigDecimal.valueOf(time)).abs();
          assertTrue(
              off.compareTo(BigDecimal.valueOf(changes)) <= 0, "seed %d: %s".formatted(seed, off));
        }
      }
    }
  }
}
