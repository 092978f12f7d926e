package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.protect.Provider.Doing;
import io.waybill.run.Run;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
  private static final Policy ONCE =
      Policy.NONE.within(Duration.ofSeconds(2)).retry(0).backoff(Duration.ofMillis(1));

  private final Desk desk = new Desk();
  private Doing doing = Doing.failing(ErrorKind.TRANSIENT, Duration.ZERO);
  private final Provider provider = new Provider(desk.time, "small", nth -> doing);

  private void opened() {
    for (int call = 0; call < 10; call++) {
      desk.run(Desk.plan(provider, ONCE), call);
    }
    assertEquals(Health.Breaker.OPEN, desk.health().breaker());
  }

  @Test
  void afterTooManyFailuresNothingIsSentAndItSaysSinceWhenAndWhy() {
    opened();

    var refused = desk.run(Desk.plan(provider, ONCE), 1);

    System.out.println(refused.why());
    assertTrue(
        refused
            .why()
            .matches(
                "TRANSIENT: maker/small is not asked for now: 10 of its last 10 calls failed, the latest as TRANSIENT, since 00:00:0\\dZ; tried again in 3.\\d s"),
        refused.why());
    assertEquals(10, provider.asked.size());
    assertEquals(Duration.ZERO, refused.waybill().wall());
    assertEquals(Usage.NONE, refused.waybill().ledger().postings().get(0).usage());
  }

  @Test
  void whatDoesNotSayThatSomebodyIsUnwellDoesNotCount() {
    for (var kind : ErrorKind.values()) {
      if (!kind.unhealthy()) {
        doing = Doing.failing(kind, Duration.ofMillis(1));
        for (int call = 0; call < 30; call++) {
          desk.run(Desk.plan(provider, ONCE), call);
        }
        assertEquals(Health.Breaker.CLOSED, desk.health().breaker(), kind.toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSIENT", "STALLED"})
  void itIsTriedAgainByAFewAndIsWell(ErrorKind kind) {
    doing =
        kind == ErrorKind.STALLED
            ? Doing.answering(Duration.ofHours(1), 1)
            : Doing.failing(kind, Duration.ZERO);
    opened();
    doing = Doing.answering(Duration.ofMillis(400), 10);
    desk.time.pass(Duration.ofSeconds(4));
    desk.start(Desk.plan(provider, ONCE), 20);

    assertEquals(3, desk.health().inFlight());
    assertEquals(Health.Breaker.HALF_OPEN, desk.health().breaker());
    desk.time.pass(Duration.ofSeconds(1));
    assertEquals(Health.Breaker.CLOSED, desk.health().breaker());
    assertEquals(13, provider.asked.size());
    assertTrue(desk.run(Desk.plan(provider, ONCE), 1).well());
  }

  @Test
  void whoIsCutOffWhileHeTriesGivesHisPlaceToAnother() {
    opened();
    doing = Doing.answering(Duration.ofMillis(400), 10);
    for (int round = 0; round < 5; round++) {
      desk.time.pass(Duration.ofSeconds(round == 0 ? 4 : 0));
      var tries = new ArrayList<Run<Long>>();
      for (int call = 0; call < 3; call++) {
        tries.add(desk.start(Desk.plan(provider, ONCE), call, RunOptions.UNFOLLOWED));
      }
      assertEquals(3, desk.health().inFlight());
      tries.forEach(run -> run.cancel("changed his mind"));
      assertEquals(0, desk.health().inFlight());
      assertEquals(Health.Breaker.HALF_OPEN, desk.health().breaker());
    }
    desk.start(Desk.plan(provider, ONCE), 3);
    desk.time.pass(Duration.ofSeconds(1));

    assertEquals(Health.Breaker.CLOSED, desk.health().breaker());
    assertEquals(10 + 5 * 3 + 3, provider.asked.size());
  }

  /** They may have been caught by what is over. */
  @Test
  void thoseWhoTryAndSayNothingDoNotKeepOthersFromTrying() {
    opened();
    doing = Doing.answering(Duration.ofHours(1), 1);
    desk.time.pass(Duration.ofSeconds(4));
    var patient = ONCE.within(Duration.ofMinutes(30));
    desk.start(Desk.plan(provider, patient), 3);
    doing = Doing.answering(Duration.ofMillis(400), 10);
    assertEquals(
        List.of(false, false),
        List.of(
            desk.run(Desk.plan(provider, ONCE), 1).well(),
            desk.run(Desk.plan(provider, ONCE), 1).well()));
    for (int time = 0; time < 3; time++) {
      desk.time.pass(Duration.ofSeconds(10));
      assertTrue(desk.run(Desk.plan(provider, ONCE), 1).well());
    }

    assertEquals(Health.Breaker.CLOSED, desk.health().breaker());
  }

  @Test
  void whoHasSomethingElseToMakeDoWithHasItAtOnce() {
    opened();
    var other =
        new Provider(desk.time, "large", nth -> Doing.answering(Duration.ofMillis(400), 10));

    var ended = desk.run(Desk.plan(provider, Policy.NONE.orElse(other)), 1);

    System.out.println(ended.waybill());
    assertEquals(Duration.ofMillis(500), ended.waybill().wall());
    assertEquals(
        List.of(Posting.Role.FIRST, Posting.Role.FALLBACK),
        ended.waybill().ledger().postings().stream().map(posting -> posting.how().role()).toList());
  }

  @Test
  void aRunOnItsOwnHasItsRetriesAndAThousandShareWhatThereIs() {
    var alone = desk.run(Desk.plan(provider, Policy.NONE), 1);
    assertEquals(3, alone.waybill().ledger().postings().size());

    desk.start(Desk.plan(provider, Policy.NONE), 1000);
    desk.time.pass(Duration.ofMinutes(5));
    long attempts =
        desk.ended.stream().mapToLong(run -> run.waybill().ledger().postings().size()).sum();
    System.out.printf("1,001 runs that all fail make %d attempts%n", attempts);
    assertTrue(attempts <= 1.1 * 1001, "attempts: " + attempts);
  }

  @Test
  void healthIsATable() {
    opened();
    var lines = desk.protect.health().toString().split("\n");
    System.out.println(desk.protect.health());
    assertEquals(3, lines.length);
    assertTrue(lines[0].startsWith("asked        breaker  calls  now"), lines[0]);
    assertTrue(lines[1].startsWith("maker/small  open        10    0"), lines[1]);
    assertTrue(lines[2].startsWith("  10 of its last 10 calls failed"), lines[2]);
    assertEquals("", Protect.standard().health().toString());
  }

  @Test
  void whatNobodySaysIsFiniteAndPrinted() {
    System.out.println(Defaults.STANDARD);
    assertEquals(
        """
        timeout       10 min an attempt
        retries       2, the first within 250 ms, each wait up to twice the one before; none for consequential work
        retry budget  7 for 100 calls to the same, one a minute and 10 to begin with, shared by all runs
        at once       64 calls to one model or on one pool
        turn          waited for up to 1 min
        breaker       half of the last 20 calls failed (10 at least): not asked for 2.5 to 20 s, then 3 at a time
        hedges        only where a step asks for them; of calls and of spend at most 5 in 100""",
        Defaults.STANDARD.toString());
  }
}
