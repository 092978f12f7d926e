package io.waybill.testkit;

import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting.Role;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.Engine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.Attempt;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trying again, asking twice, and making do with less. */
interface EnginePolicies {
  Engine engine(Setting setting);

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().prices(PRICES).clock(time.clock()));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  /** Says a word after so long, and another every 10 ms. */
  private static ScriptedModel<Object> model(VirtualTime time, long first) {
    return ScriptedModel.<Object>named("maker", "small")
        .at(new Pace(Duration.ZERO, ms(first), ms(10)))
        .on(time.scheduler());
  }

  @Test
  default void whoeverAskedForAPauseIsGivenIt() {
    var time = new VirtualTime();
    var limited = Reply.<Long>failed(ErrorKind.RATE_LIMITED, "slow down", ms(1500));
    var work = Trials.scripted("limited").says(limited, Reply.of(1L));
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, work, Bind.retry(1)));
    assertEquals(ms(1500), Trials.wall(time, on(time), plan));
  }

  @Test
  default void whoeverAsksForMoreThanAMinuteIsNotAskedAgain() {
    var time = new VirtualTime();
    var limited = Reply.<Long>failed(ErrorKind.RATE_LIMITED, "come tomorrow", Duration.ofHours(1));
    var work = Trials.scripted("limited").says(limited);
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, work, Bind.retry(3)));
    assertThrows(RunException.class, () -> time.run(on(time), plan, Trials.ONE));
    assertEquals(1, work.asked().size());
  }

  @Test
  default void oncePartOfAnAnswerWasShownItIsNotTriedAgain() {
    var time = new VirtualTime();
    var broken =
        model(time, 10)
            .says(Speech.of("half an").failing(ErrorKind.TRANSIENT, "reset"), Speech.of("whole"));
    Plan<String> plan =
        plan((flow, n) -> flow.call("ask", n, broken, Bind.retry(1).backoff(ms(1))));
    assertEquals("whole", time.run(on(time), plan, Trials.ONE).value(), "nobody followed");

    var again =
        model(time, 10)
            .says(Speech.of("half an").failing(ErrorKind.TRANSIENT, "reset"), Speech.of("whole"));
    Plan<String> followed =
        plan(
            (flow, n) ->
                flow.call("ask", n, again, Bind.retry(1).backoff(ms(1)).orElse(model(time, 1))));
    var run = on(time).start(followed, Trials.ONE, RunOptions.DEFAULT);
    var seen = run.events().ofType(RunEvent.Token.class).collectList().toFuture();
    assertThrows(RunException.class, () -> time.finish(run));
    assertEquals(1, again.asked().size());
    assertEquals(2, seen.join().size());
  }

  @Test
  default void aCallInsideIsTriedAgainAndWhatCameBeforeItIsNotPaidAnew() {
    var time = new VirtualTime();
    var turns = ScriptedModel.<Object>named("maker", "small");
    var script =
        turns.says(
            Speech.of("one"), Speech.of("").failing(ErrorKind.TRANSIENT, "busy"), Speech.of("two"));
    Work<Object, String> agent =
        Trials.named(
            "agent",
            (input, call) ->
                call.inner(new Attempt("turn", script.info()), in -> script.perform(input, in))
                    .then(
                        call.inner(
                            new Attempt("turn", script.info()), in -> script.perform(input, in))));
    Plan<String> plan = plan((flow, n) -> flow.call("ask", n, agent, Bind.retry(2)));
    var result = time.run(on(time), plan, Trials.ONE);
    assertEquals("two", result.value());
    assertEquals(
        List.of("ask/turn#1#1 USED", "ask/turn#2#1 FAILED", "ask/turn#3#1 USED", "ask#1 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void aCallInsideThatFailsForGoodDoesNotBeginTheWholeAnew() {
    var time = new VirtualTime();
    var busy =
        ScriptedModel.<Object>named("maker", "small")
            .says(Speech.of("").failing(ErrorKind.TRANSIENT, "busy"));
    Work<Object, String> agent =
        Trials.named(
            "agent",
            (input, call) ->
                call.inner(new Attempt("turn", busy.info()), in -> busy.perform(input, in)));
    Plan<String> plan = plan((flow, n) -> flow.call("ask", n, agent, Bind.retry(2)));
    assertThrows(RunException.class, () -> time.run(on(time), plan, Trials.ONE));
    assertEquals(3, busy.asked().size());
  }

  @Test
  default void ofTwoAskedTheOneThatSpeaksFirstIsHeardAndBothArePaid() {
    var time = new VirtualTime();
    var straggler = model(time, 10).says(Speech.tokens().stalling(), Speech.of("one two three"));
    Plan<String> plan =
        plan(
            (flow, n) ->
                flow.call("ask", n, straggler, Policy.NONE.hedged(new Policy.Hedge(ms(100)))));
    var result = time.run(on(time), plan, Trials.ONE);
    assertEquals("one two three", result.value());
    assertEquals(ms(100 + 10 + 20), result.waybill().wall());
    assertEquals(
        List.of("ask#1 DISCARDED", "ask#2 USED"), fates(result.waybill().ledger().postings()));
    assertEquals(Role.HEDGE, result.waybill().ledger().postings().get(1).how().role());
    assertEquals(1, result.waybill().ledger().wasted().unpriced());
    assertEquals(1, straggler.cancelled().size());
  }

  @Test
  default void whatSpokeInTimeIsNotAskedTwice() {
    var time = new VirtualTime();
    var slow = model(time, 90).answers("a b c d e f g h");
    Plan<String> plan =
        plan((flow, n) -> flow.call("ask", n, slow, Policy.NONE.hedged(new Policy.Hedge(ms(100)))));
    assertEquals(ms(90 + 70), Trials.wall(time, on(time), plan));
    assertEquals(1, slow.asked().size());
  }

  @Test
  default void ifOneOfTwoFailsTheOtherMayStillAnswerAndIfBothDoTheyAreTriedAgain() {
    var time = new VirtualTime();
    var busy = Reply.<Long>failed(ErrorKind.TRANSIENT, "busy").after(ms(150));
    var ok = Reply.of(7L).after(ms(150));
    var hedged = Policy.NONE.hedged(new Policy.Hedge(ms(100))).retry(1).backoff(ms(10));
    var first = Trials.scripted("a").says(busy, ok).on(time.scheduler());
    Plan<Long> one = plan((flow, n) -> flow.call("ask", n, first, hedged));
    assertEquals(ms(250), Trials.wall(time, on(time), one));
    var both = Trials.scripted("b").says(busy, busy, Reply.of(1L)).on(time.scheduler());
    Plan<Long> two = plan((flow, n) -> flow.call("ask", n, both, hedged));
    var result = time.run(on(time), two, Trials.ONE);
    assertEquals(ms(260), result.waybill().wall());
    assertEquals(
        List.of("ask#1 FAILED", "ask#2 FAILED", "ask#3 USED"),
        fates(result.waybill().ledger().postings()));
  }

  @Test
  default void whatMattersInTheWorldIsNotDoneAgainUnlessItCannotHaveBeenDone() {
    var time = new VirtualTime();
    for (var kind : List.of(ErrorKind.TRANSIENT, ErrorKind.STALLED, ErrorKind.RATE_LIMITED)) {
      var flaky = Trials.scripted("flaky").says(Reply.failed(kind, "no"), Reply.of(1L));
      var pays =
          Work.<Long, Long>described(
              WorkInfo.named("pays").effects(WorkInfo.Effects.CONSEQUENTIAL).build(), flaky);
      Plan<Long> plan =
          Flow.<Long>plan(
              "trial",
              flow -> {
                var n = flow.input("n", Long.class, Input.Mark.TRUSTED);
                return flow.call("ask", n, pays, Bind.retry(1));
              });
      var run = on(time).start(plan, Trials.ONE, RunOptions.DEFAULT);
      if (kind == ErrorKind.RATE_LIMITED) {
        assertEquals(1L, time.finish(run).value());
      } else {
        assertThrows(RunException.class, () -> time.finish(run));
        assertEquals(1, flaky.asked().size());
      }
    }
  }

  @Test
  default void whatMayHaveBeenDoneIsNotDoneByAnotherHand() {
    var time = new VirtualTime();
    var info = WorkInfo.named("pays").effects(WorkInfo.Effects.CONSEQUENTIAL).build();
    for (var kind : List.of(ErrorKind.STALLED, ErrorKind.AMBIGUOUS, ErrorKind.REFUSED)) {
      var lost = Trials.scripted("lost").says(Reply.failed(kind, "no"));
      var other = Trials.scripted("other").answers(1L);
      var policy = Policy.NONE.orElse(Work.<Long, Long>described(info, other)).orSkip(-1L);
      Plan<Long> plan =
          Flow.<Long>plan(
              "trial",
              flow -> {
                var n = flow.input("n", Long.class, Input.Mark.TRUSTED);
                return flow.call("ask", n, Work.<Long, Long>described(info, lost), policy);
              });
      boolean sure = kind == ErrorKind.REFUSED;
      assertEquals(sure ? 1L : -1L, time.run(on(time), plan, Trials.ONE).value());
      assertEquals(sure ? 1 : 0, other.asked().size(), kind::toString);
    }
  }

  @Test
  default void aStepMakesDoWithWhatHadComeOfItsAnswer() {
    var time = new VirtualTime();
    var stalls = model(time, 10).says(Speech.of("as far as it").stalling());
    Plan<String> plan =
        plan((flow, n) -> flow.call("ask", n, stalls, Bind.within(ms(200)).orPartial()));
    var result = time.run(on(time), plan, Trials.ONE);
    assertEquals("as far as it", result.value());
    assertEquals(ms(200), result.waybill().wall());
    var last = result.waybill().ledger().postings().get(1);
    assertEquals(Role.PARTIAL, last.how().role());
    assertEquals("STALLED: no answer within 200 ms", last.how().since());
    assertTrue(result.waybill().toString().contains("part of its answer, since STALLED"));
  }

  @Test
  default void aLadderIsGoneDownRungByRung() {
    var time = new VirtualTime();
    var refused = Reply.<Long>failed(ErrorKind.REFUSED, "no");
    var large = Trials.scripted("large").says(refused);
    var small = Trials.scripted("small").says(refused);
    var policy = Policy.NONE.orElse(small).orCached(Duration.ofHours(1)).orPartial().orSkip(-1L);
    Plan<Long> plan = plan((flow, n) -> flow.call("ask", n, large, policy));
    var result = time.run(on(time), plan, Trials.ONE);
    assertEquals(-1L, result.value());
    var roles = result.waybill().ledger().postings().stream().map(one -> one.how().role()).toList();
    assertEquals(
        List.of(Role.FIRST, Role.FALLBACK, Role.CACHED, Role.PARTIAL, Role.SKIPPED), roles);
    assertEquals(
        "REFUSED: no; and it has not answered the same lately; and nothing had come of its answer",
        result.waybill().ledger().postings().get(4).how().since());
  }
}
