package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.plan.Policy;
import io.waybill.protect.Provider.Doing;
import io.waybill.run.RunOptions;
import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AdmissionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** 400 ms to the first token and 600 to the last. */
  private static Provider provider(Desk desk) {
    return new Provider(desk.time, "small", nth -> Doing.answering(Duration.ofMillis(400), 60));
  }

  @Test
  void soManyAtOnceAndTheOthersInTheOrderTheyCame() {
    var desk = new Desk(told -> told.parallel("maker/small", 2));
    var provider = provider(desk);
    desk.start(Desk.plan(provider, Policy.NONE), 6);

    assertEquals(2, desk.health().inFlight());
    assertEquals(4, desk.health().waiting());
    desk.time.pass(Duration.ofSeconds(4));

    assertEquals(2, provider.most);
    assertEquals(6, desk.ended.size());
    assertEquals(
        List.of(1, 1, 2, 2, 3, 3),
        desk.ended.stream().map(run -> (int) run.at().toSeconds()).toList());
    var third = desk.ended.get(2).waybill().ledger().postings().get(0);
    assertEquals(SECOND.toNanos(), third.parts().queue(), "it waited, and that is no service");
    var first = desk.ended.get(0).waybill().ledger().postings().get(0);
    assertEquals(0, first.parts().queue());
    assertEquals(-1, first.marks().admitted());
  }

  @Test
  void whoIsCancelledLeavesTheLineAndNothingLeaks() {
    var desk = new Desk(told -> told.parallel("maker/small", 1));
    var provider = provider(desk);
    var plan = Desk.plan(provider, Policy.NONE);
    var first = desk.start(plan, 1, RunOptions.UNFOLLOWED);
    var second = desk.start(plan, 2, RunOptions.UNFOLLOWED);
    desk.start(plan, 3, RunOptions.UNFOLLOWED);
    desk.time.pass(Duration.ofMillis(500));
    second.cancel("changed his mind");
    assertEquals(1, desk.health().waiting());
    first.cancel("changed his mind too");
    desk.time.pass(Duration.ofSeconds(2));

    assertEquals(2, provider.asked.size());
    assertEquals(0, desk.health().inFlight());
    assertEquals(0, desk.health().waiting());
    var neverSent = desk.ended.get(0).waybill().ledger().postings().get(0);
    assertEquals(Usage.NONE, neverSent.usage(), "what never had its turn cost nothing");
  }

  @Test
  void nobodyWaitsLongerThanHeHasTime() {
    var desk = new Desk(told -> told.parallel("maker/small", 1));
    var provider = provider(desk);
    desk.start(Desk.plan(provider, Policy.NONE), 3);
    desk.start(Desk.plan(provider, Policy.NONE), 9L, Desk.within(Duration.ofMillis(1500)));
    desk.time.pass(Duration.ofMillis(1500));

    var late = desk.ended.get(desk.ended.size() - 1);
    assertEquals("DEADLINE: its time was over before it had its turn at maker/small", late.why());
    desk.time.pass(Duration.ofSeconds(3));
    assertEquals(3, provider.asked.size());
    assertEquals(0, desk.health().waiting());
  }

  @Test
  void whatCannotBeDoneInTheTimeThatIsLeftIsNotBegun() {
    var desk = new Desk();
    var provider = provider(desk);
    var plan = Desk.plan(provider, Policy.NONE);
    desk.start(plan, 20);
    desk.time.pass(Duration.ofSeconds(2));

    var hopeless = desk.run(plan, 1, Desk.within(Duration.ofMillis(900)));

    assertEquals(
        "DEADLINE: maker/small has never answered within the time that is left: its fastest answer took 1 s",
        hopeless.why());
    assertEquals(20, provider.asked.size());
    assertTrue(desk.run(plan, 1, Desk.within(Duration.ofMillis(1100))).well());
  }

  @Test
  void whatTheOperatorAllowsAMinuteIsKept() {
    var desk = new Desk(told -> told.limit("maker/small", Quota.Unit.REQUESTS, 60));
    var provider = provider(desk);
    desk.start(Desk.plan(provider, Policy.NONE), 100);
    desk.time.pass(Duration.ofMinutes(2));

    long minute = provider.askedBetween(Duration.ZERO, Duration.ofSeconds(10));
    System.out.printf(
        "60 requests a minute: of 100 at once %d in the first 10 s, the last after %s%n",
        minute, Times.of(provider.asked.get(99)));
    assertEquals(100, desk.ended.stream().filter(Desk.Ended::well).count());
    assertTrue(minute <= 60 + 10, "in 10 s: " + minute);
    assertEquals(40, provider.asked.get(99).toSeconds(), 1);
  }

  @Test
  void tokensAreReservedByTheirBoundAndWhatWasTooMuchIsGivenBack() {
    var desk = new Desk(told -> told.limit("maker/small", Quota.Unit.TOKENS, 6_000));
    var provider = provider(desk);
    var plan = Desk.plan(provider, Policy.NONE);
    for (int run = 0; run < 40; run++) {
      desk.start(plan, run, RunOptions.UNFOLLOWED);
      desk.time.pass(SECOND);
    }
    desk.time.pass(Duration.ofMinutes(4));

    long used = provider.read + provider.written;
    var last = provider.asked.get(provider.asked.size() - 1);
    double allowed = 6_000 + 100.0 * last.toSeconds();
    System.out.printf(
        "6,000 tokens a minute: %,d tokens in %s, %,.0f allowed%n", used, Times.of(last), allowed);
    assertEquals(40, desk.ended.stream().filter(Desk.Ended::well).count());
    assertTrue(used <= allowed + 560, used + " of " + allowed);
    assertTrue(used >= 0.9 * (allowed - 6_000), "little is left unused");
  }

  @Test
  void aProvidersWordIsKept() {
    var desk = new Desk();
    var asked = new ArrayList<Duration>();
    var info = WorkInfo.named("chat").model("small").location(WorkInfo.Location.EXTERNAL).build();
    Work<Long, Long> told =
        Work.described(
            info,
            (n, call) ->
                Mono.defer(
                    () -> {
                      asked.add(desk.time.passed());
                      long left = Math.max(0, 10 - asked.size());
                      call.learned(
                          new Quota(
                              Quota.Unit.REQUESTS, 10, left, Duration.ofSeconds(6 * (10 - left))));
                      return Mono.delay(SECOND, desk.time.scheduler()).thenReturn(Outcome.of(n));
                    }));
    var plan = Desk.plan(told, Policy.NONE);
    desk.start(plan, 15);
    desk.time.pass(Duration.ofMinutes(2));

    System.out.println("10 a minute learned: " + asked.stream().map(Times::of).toList());
    assertEquals(15, asked.size());
    assertEquals(10, asked.stream().filter(at -> at.compareTo(SECOND) < 0).count());
    assertTrue(asked.get(14).compareTo(Duration.ofSeconds(28)) >= 0, "last: " + asked.get(14));
    assertTrue(desk.protect.health().toString().contains("of 10 requests (learned)"));
  }

  /** It lets 20 at once; the 21st makes it ask for 5 s of peace. */
  @Test
  void oneThatWasTooManyStopsAllAndTheyComeBackAFewAtATime() {
    var desk = new Desk();
    var inside = new int[1];
    var over = new ArrayList<Duration>();
    var asked = new ArrayList<Duration>();
    var info = WorkInfo.named("chat").model("small").location(WorkInfo.Location.EXTERNAL).build();
    Work<Long, Long> crowded =
        Work.described(
            info,
            (n, call) ->
                Mono.defer(
                    () -> {
                      asked.add(desk.time.passed());
                      if (inside[0] >= 20) {
                        over.add(desk.time.passed());
                        return Mono.delay(Duration.ofMillis(20), desk.time.scheduler())
                            .then(Mono.error(tooMany(Duration.ofSeconds(5))));
                      }
                      inside[0]++;
                      return Mono.delay(SECOND, desk.time.scheduler())
                          .thenReturn(Outcome.of(n))
                          .doFinally(end -> inside[0]--);
                    }));
    desk.start(Desk.plan(crowded, Policy.NONE), 64);
    desk.time.pass(Duration.ofMinutes(10));

    long again =
        asked.stream()
            .filter(at -> at.compareTo(SECOND) > 0 && at.compareTo(Duration.ofSeconds(6)) < 0)
            .count();
    long quiet =
        asked.stream()
            .filter(at -> at.toMillis() > 20 && at.compareTo(Duration.ofSeconds(5)) < 0)
            .count();
    long refusedLater = over.stream().filter(at -> at.compareTo(SECOND) > 0).count();
    System.out.printf(
        "64 at once where 20 are let in: %d refused at first, %d asked in the 5 s of peace, %d within 1 s after, %d refused later, %d of 64 answered%n",
        over.size() - refusedLater,
        quiet,
        again,
        refusedLater,
        desk.ended.stream().filter(Desk.Ended::well).count());
    assertEquals(0, quiet, "nobody asks while he is to wait");
    assertTrue(again <= 9, "they come back a few at a time: " + again);
    assertTrue(refusedLater <= 6, "refused later: " + refusedLater);
    assertEquals(64, desk.ended.stream().filter(Desk.Ended::well).count());
  }

  @Test
  void whoAsksForAnHourIsNotWaitedFor() {
    var desk = new Desk();
    var provider =
        new Provider(
            desk.time, "small", nth -> Doing.failing(ErrorKind.RATE_LIMITED, Duration.ofHours(1)));
    var plan = Desk.plan(provider, Policy.NONE);

    var first = desk.run(plan, 1);
    var second = desk.run(plan, 2);

    assertEquals("RATE_LIMITED: busy", first.why());
    assertTrue(
        second.why().startsWith("RATE_LIMITED: maker/small takes no more for"), second.why());
    assertEquals(1, provider.asked.size());
    assertEquals(Duration.ZERO, second.waybill().wall());
  }

  private static WorkException tooMany(Duration pause) {
    return new WorkException(ErrorKind.RATE_LIMITED, Usage.NONE, "too many", null, pause);
  }

  /** If each kept its turn while its calls inside wait for theirs, none would ever end. */
  @Test
  void callsThatAskInsideDoNotWaitForEachOther() {
    var desk = new Desk(told -> told.parallel("maker/small", 2));
    var provider = provider(desk);
    var agent =
        Work.<Long, Long>described(
            provider.info(),
            n -> Bound.NOTHING,
            (n, call) ->
                turn(provider, n, call)
                    .then(turn(provider, n, call))
                    .map(answer -> answer.used(Usage.NONE)));
    desk.start(Desk.plan(agent, Policy.NONE), 10);
    desk.time.pass(Duration.ofSeconds(30));

    System.out.printf(
        "10 agents of two turns, two at once: %d ended well, at most %d asked at once, the last after %s%n",
        desk.ended.stream().filter(Desk.Ended::well).count(),
        provider.most,
        Times.of(desk.ended.get(9).at()));
    assertEquals(10, desk.ended.stream().filter(Desk.Ended::well).count());
    assertEquals(2, provider.most);
    assertEquals(Duration.ofSeconds(10), desk.ended.get(9).at());
    assertEquals(0, desk.health().inFlight());
    assertEquals(Optional.of(Duration.ofMillis(400)), desk.health().half(), "of turns, not agents");
  }

  private static Mono<Outcome<Long>> turn(Provider provider, long n, CallContext call) {
    var what = new Attempt("turn", provider.info());
    return call.inner(what, inside -> provider.perform(n, inside));
  }
}
