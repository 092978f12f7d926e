package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.Protection;
import io.waybill.work.Attempt;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What an engine's own policy says of steps that say nothing. */
class EngineDefaultsTest {
  /** Asks a second time whatever does not answer within 100 ms. */
  private static final Protection IMPATIENT =
      new Protection() {
        @Override
        public Mono<Outcome<?>> around(Try one) {
          return one.send();
        }

        @Override
        public Policy defaults(WorkInfo work) {
          return Policy.NONE.hedged(new Policy.Hedge(Duration.ofMillis(100)));
        }
      };

  private final VirtualTime time = new VirtualTime();

  private List<String> attempts(Work<Long, Long> work) {
    Plan<Long> plan =
        Flow.plan(
            "trial",
            flow ->
                flow.call(
                    "ask",
                    flow.input("n", Long.class, io.waybill.plan.Input.Mark.TRUSTED),
                    work,
                    Policy.NONE.within(Duration.ofHours(1))));
    var engine = LocalEngine.builder().clock(time.clock()).protection(IMPATIENT).build();
    return time.run(engine, plan, Map.of("n", 1L)).waybill().ledger().postings().stream()
        .map(EngineDefaultsTest::told)
        .sorted()
        .toList();
  }

  private static String told(Posting posting) {
    return posting.step() + " " + posting.attempt() + " " + posting.fate();
  }

  private static WorkInfo named(String name, WorkInfo.Effects effects) {
    return WorkInfo.named(name).effects(effects).location(WorkInfo.Location.EXTERNAL).build();
  }

  @Test
  void whatIsSlowIsAskedTwice() {
    var slow = named("slow", WorkInfo.Effects.IDEMPOTENT);
    assertEquals(
        List.of("ask 1 USED", "ask 2 DISCARDED"),
        attempts(Work.described(slow, Trials.taking(time, 500))));
  }

  @Test
  void whatHasConsequencesIsNot() {
    var pays = named("pays", WorkInfo.Effects.CONSEQUENTIAL);
    assertEquals(List.of("ask 1 USED"), attempts(Work.described(pays, Trials.taking(time, 500))));
  }

  @Test
  void aCallInsideACallIsNotButTheCallAroundIt() {
    var judge = named("judge", WorkInfo.Effects.IDEMPOTENT);
    var inside = Work.<Long, Long>described(judge, Trials.taking(time, 500));
    Work<Long, Long> guarded =
        Work.described(
            named("guarded", WorkInfo.Effects.IDEMPOTENT),
            (input, call) ->
                call.inner(
                    new Attempt("judge", judge, inside.bound(input)),
                    within -> inside.perform(input, within)));
    assertEquals(
        List.of("ask 1 USED", "ask 2 DISCARDED", "ask/judge#1 1 USED", "ask/judge#1 2 DISCARDED"),
        attempts(guarded));
  }
}
