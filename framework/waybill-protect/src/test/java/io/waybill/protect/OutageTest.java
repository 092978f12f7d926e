package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.protect.Provider.Doing;
import io.waybill.run.EngineClock;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An hour in which a provider fails whatever it is asked, on virtual time. */
class OutageTest {
  private static final Duration BEGINS = Duration.ofMinutes(5);
  private static final Duration ENDS = BEGINS.plusHours(1);
  private static final Duration OVER = ENDS.plusMinutes(5);

  /** What a provider does that is down. */
  enum How {
    FAILS(Doing.failing(ErrorKind.TRANSIENT, Duration.ZERO)),
    REFUSES(Doing.failing(ErrorKind.RATE_LIMITED, Duration.ZERO)),
    HANGS(Doing.answering(Duration.ofHours(2), 1));

    private final Doing doing;

    How(Doing doing) {
      this.doing = doing;
    }
  }

  private record Ended(Duration began, boolean well, int attempts) {}

  private final VirtualTime time = new VirtualTime();
  private final EngineClock clock = EngineClock.of(time.scheduler(), new Random(1)::nextDouble);
  private final Protect protect = Protect.builder().clock(clock).build();
  private final LocalEngine engine = LocalEngine.builder().clock(clock).protection(protect).build();
  private final List<Ended> ended = new ArrayList<>();

  @ParameterizedTest(name = "{0} runs a second, the provider {1}")
  @CsvSource({"1, FAILS", "10, FAILS", "10, HANGS", "10, REFUSES", "50, FAILS"})
  void anHourOfFailuresIsNotMadeWorseAndIsOverSoonAfterwards(int aSecond, How how) {
    var provider =
        new Provider(
            time, "small", nth -> down() ? how.doing : Doing.answering(Duration.ofMillis(400), 40));
    var plan =
        Flow.plan(
            "ask",
            flow ->
                flow.call(
                    "ask",
                    flow.input("n", Long.class),
                    provider,
                    Bind.within(Duration.ofSeconds(5))));
    int runs = 0;
    while (time.passed().compareTo(OVER) < 0) {
      start(engine, plan);
      runs++;
      time.pass(Duration.ofNanos(1_000_000_000L / aSecond));
    }
    time.pass(Duration.ofMinutes(5));

    assertEquals(runs, ended.size());
    var during =
        ended.stream()
            .filter(
                run -> !run.began().minus(BEGINS).isNegative() && run.began().compareTo(ENDS) < 0)
            .toList();
    long attempts = during.stream().mapToInt(Ended::attempts).sum();
    long wire = provider.askedBetween(BEGINS, ENDS);
    var recovered = recovered();
    long busiest = provider.busiestSecond(ENDS, OVER);
    System.out.printf(
        "%d runs a second, it %s: %d calls in the outage made %d attempts (%.3f), %d of them (%.3f) reached the provider; all is well again %s after its end; at most %d requests in one second after it%n",
        aSecond,
        how.name().toLowerCase(Locale.ROOT),
        during.size(),
        attempts,
        (double) attempts / during.size(),
        wire,
        (double) wire / during.size(),
        Times.of(recovered),
        busiest);
    assertTrue(attempts <= 1.1 * during.size(), "attempts: " + attempts);
    assertTrue(wire <= 1.1 * during.size(), "on the wire: " + wire);
    assertTrue(recovered.compareTo(Duration.ofSeconds(30)) <= 0, "recovered: " + recovered);
    assertTrue(busiest <= 4L * aSecond, "a herd: " + busiest);
    assertEquals(Health.Breaker.CLOSED, protect.health().all().get(0).breaker());
    assertEquals(0, protect.health().all().get(0).inFlight());
  }

  /** So that the test above is known to see what it is there for. */
  @Test
  void withoutProtectionTheSameFailuresMakeThreeAttemptsACall() {
    var provider =
        new Provider(time, "small", nth -> Doing.failing(ErrorKind.TRANSIENT, Duration.ZERO));
    var policy = Bind.within(Duration.ofSeconds(5)).retry(2);
    var plan =
        Flow.plan("ask", flow -> flow.call("ask", flow.input("n", Long.class), provider, policy));
    var bare = LocalEngine.builder().clock(clock).build();
    for (int run = 0; run < 60; run++) {
      start(bare, plan);
      time.pass(Duration.ofSeconds(1));
    }
    time.pass(Duration.ofMinutes(1));

    assertEquals(3 * 60, provider.asked.size());
  }

  private boolean down() {
    var now = time.passed();
    return now.compareTo(BEGINS) >= 0 && now.compareTo(ENDS) < 0;
  }

  /** How long after the end of the outage the last run began that failed. */
  private Duration recovered() {
    return ended.stream()
        .filter(run -> !run.well())
        .map(run -> run.began().minus(ENDS))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void start(LocalEngine engine, Plan<Long> plan) {
    var began = time.passed();
    engine
        .start(plan, Map.of("n", 1L), RunOptions.UNFOLLOWED)
        .result()
        .subscribe(
            result -> note(began, true, result.waybill()),
            error -> note(began, false, ((RunException) error).waybill()));
  }

  private void note(Duration began, boolean well, Waybill waybill) {
    ended.add(new Ended(began, well, waybill.ledger().postings().size()));
  }
}
