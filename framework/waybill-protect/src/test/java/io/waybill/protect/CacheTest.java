package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Posting;
import io.waybill.plan.PlanException;
import io.waybill.plan.Policy;
import io.waybill.protect.Provider.Doing;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CacheTest {
  private static final Policy CACHED = Policy.NONE.cached(Duration.ofMinutes(10), 100);

  private final Desk desk = new Desk();
  private final Provider provider =
      new Provider(desk.time, "small", nth -> Doing.answering(Duration.ofMillis(200), 100));

  @Test
  void theSameAgainCostsNothingTakesNoTimeAndSaysWhoseAnswerItIs() {
    var plan = Desk.plan(provider, CACHED);

    var first = desk.run(plan, 1, RunOptions.UNFOLLOWED.withId("one"));
    var again = desk.run(plan, 1, RunOptions.UNFOLLOWED.withId("two"));

    assertEquals(1, provider.asked.size());
    assertTrue(first.waybill().ledger().total().known().nanoUsd() > 0);
    assertEquals(0, again.waybill().ledger().total().known().nanoUsd());
    assertEquals(Duration.ZERO, again.waybill().wall());
    var how = again.waybill().ledger().postings().get(0).how();
    assertEquals("one/ask#1", how.origin().toString());
    var receipt = again.waybill().toString();
    System.out.println(receipt);
    assertTrue(receipt.contains("ask: cached: the answer of one/ask#1"), receipt);
    assertEquals(1, desk.health().hits());
    assertEquals(1, desk.health().calls());
  }

  @Test
  void anotherInputConfigurationVersionOrCallerIsAnotherQuestion() {
    var alice = RunOptions.UNFOLLOWED.withCaller(Map.of("user", "alice"));
    var bob = RunOptions.UNFOLLOWED.withCaller(Map.of("user", "bob"));
    var asked = new AtomicInteger();
    var plan = Desk.plan(counting(asked, "1", 1), CACHED);

    desk.run(plan, 7, alice);
    desk.run(plan, 7, alice);
    assertEquals(1, asked.get());
    desk.run(plan, 7, bob);
    assertEquals(2, asked.get(), "what one was told is never told another");
    desk.run(plan, 7);
    assertEquals(3, asked.get(), "nor nobody");
    desk.run(plan, 8, alice);
    assertEquals(4, asked.get());
    desk.run(Desk.plan(counting(asked, "1", 2), CACHED), 7, alice);
    assertEquals(5, asked.get());
    desk.run(Desk.plan(counting(asked, "2", 1), CACHED), 7, alice);
    assertEquals(6, asked.get());
    desk.run(Desk.plan(counting(asked, "1", 1), Policy.NONE), 7, alice);
    assertEquals(7, asked.get(), "a step that does not want an earlier answer gets none");
    desk.run(plan, 7, bob);
    assertEquals(7, asked.get());
  }

  private static Work<Long, Long> counting(AtomicInteger asked, String version, long temperature) {
    var info =
        WorkInfo.named("count")
            .version(version)
            .config(Map.of("temperature", temperature))
            .types(Long.class, Long.class)
            .build();
    return Work.described(info, (n, call) -> Mono.just(Outcome.of((long) asked.incrementAndGet())));
  }

  @Test
  void anAnswerIsGivenAgainForItsTimeAndNoLonger() {
    var plan = Desk.plan(provider, CACHED);
    desk.run(plan, 1);
    desk.time.pass(Duration.ofMinutes(9));
    desk.run(plan, 1);
    assertEquals(1, provider.asked.size());
    desk.time.pass(Duration.ofMinutes(1));
    desk.run(plan, 1);
    assertEquals(2, provider.asked.size());
  }

  @Test
  void noMoreAnswersAreKeptThanThePolicySays() {
    var plan = Desk.plan(provider, Policy.NONE.cached(Duration.ofMinutes(10), 10));
    for (int n = 0; n < 100; n++) {
      desk.run(plan, n);
    }
    assertEquals(100, provider.asked.size());
    for (int n = 0; n < 100; n++) {
      desk.run(plan, n);
    }
    int hits = 200 - provider.asked.size();
    assertTrue(hits <= 10, "hits: " + hits);
  }

  @Test
  void whatDoesSomethingOrHasNoNameIsRefusedByThePlan() {
    var pays =
        WorkInfo.named("pay")
            .types(Long.class, Long.class)
            .effects(WorkInfo.Effects.CONSEQUENTIAL)
            .build();
    Work<Long, Long> echo = (n, call) -> Mono.just(Outcome.of(n));

    assertThrows(PlanException.class, () -> Desk.plan(Work.described(pays, echo), CACHED));
    assertThrows(PlanException.class, () -> Desk.plan(echo, CACHED));
  }

  @Test
  void anAnswerThatDidNotComeToItsEndIsNotGivenAgain() {
    var asked = new AtomicInteger();
    Work<Long, Long> cutOff =
        Work.described(
            WorkInfo.named("cut").types(Long.class, Long.class).build(),
            (n, call) ->
                Mono.just(
                    Outcome.of((long) asked.incrementAndGet()).finishing(Outcome.Finish.LENGTH)));
    desk.run(Desk.plan(cutOff, CACHED), 1);
    desk.run(Desk.plan(cutOff, CACHED), 1);
    assertEquals(2, asked.get());
  }

  /** One that is cancelled takes no answer away from the other. */
  @Test
  void twoThatAskTheSameAtOnceBothAsk() {
    var plan = Desk.plan(provider, CACHED);
    var one = desk.start(plan, 1, RunOptions.UNFOLLOWED);
    desk.start(plan, 1, RunOptions.UNFOLLOWED);
    one.cancel("changed his mind");
    desk.time.pass(Duration.ofSeconds(5));

    assertEquals(2, provider.asked.size());
    assertEquals(1, desk.ended.stream().filter(Desk.Ended::well).count());
  }

  @Test
  void anAnswerFromBeforeStandsInWhereThereIsNoneToBeHad() {
    var down = new boolean[1];
    var plan =
        Desk.plan(asked("small", down), Policy.NONE.orCached(Duration.ofHours(1)).orSkip(-1L));

    desk.run(plan, 1, RunOptions.UNFOLLOWED.withId("before"));
    down[0] = true;
    desk.time.pass(Duration.ofMinutes(59));
    var stale = desk.run(plan, 1);
    var unknown = desk.run(plan, 2);
    desk.time.pass(Duration.ofMinutes(2));
    var tooOld = desk.run(plan, 1);

    var posting = stale.waybill().ledger().postings().get(1);
    assertEquals(Posting.Role.CACHED, posting.how().role());
    assertEquals("before/ask#1", posting.how().origin().toString());
    assertEquals(0, posting.cost().known().nanoUsd());
    System.out.println(stale.waybill().toString());
    for (var none : List.of(unknown, tooOld)) {
      var last = none.waybill().ledger().postings();
      assertEquals(Posting.Role.SKIPPED, last.get(last.size() - 1).how().role());
      assertTrue(last.get(last.size() - 1).how().since().contains("has not answered the same"));
    }
    assertFalse(stale.waybill().ledger().postings().isEmpty());
  }

  @Test
  void anAnswerOfTheStepsOwnWorkStandsInAfterItsFallbackFailedToo() {
    var down = new boolean[1];
    var own = asked("large", down);
    var other = asked("small", down);
    var plan = Desk.plan(own, Policy.NONE.orElse(other).orCached(Duration.ofHours(1)));

    desk.run(plan, 1, RunOptions.UNFOLLOWED.withId("before"));
    down[0] = true;
    var postings = desk.run(plan, 1).waybill().ledger().postings();

    assertEquals(
        List.of("FIRST large", "FALLBACK small", "CACHED large"),
        postings.stream()
            .map(posting -> posting.how().role() + " " + posting.work().model())
            .toList());
    assertEquals("before/ask#1", postings.get(2).how().origin().toString());
  }

  private Provider asked(String model, boolean[] down) {
    return new Provider(
        desk.time,
        model,
        nth ->
            down[0]
                ? Doing.failing(ErrorKind.INVALID, Duration.ZERO)
                : Doing.answering(Duration.ofMillis(200), 100));
  }
}
