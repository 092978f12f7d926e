package io.waybill.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.dsl.Flow;
import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PolicyProblemsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  record Bill(String to, long cents) {}

  private static <O> Work<Object, O> work(String name, Class<O> gives, Effects effects) {
    var info = WorkInfo.named(name).types(Object.class, gives).effects(effects).build();
    return Work.described(info, (input, call) -> Mono.empty());
  }

  private static final Work<Object, String> MODEL = work("model", String.class, Effects.IDEMPOTENT);
  private static final Work<Object, String> MAIL =
      work("mail", String.class, Effects.CONSEQUENTIAL);
  private static final Work<Object, Bill> BILL = work("bill", Bill.class, Effects.PURE);
  private static final Work<Object, Choice> DESK = work("desk", Choice.class, Effects.PURE);
  private static final Work<Object, Object> NAMELESS =
      (input, call) -> Mono.just(Outcome.of(input));

  private static Plan<?> plan(Work<Object, ?> work, Policy policy) {
    return Flow.plan(
        "p",
        flow ->
            flow.call("step", flow.input("asked", Object.class, Input.Mark.TRUSTED), work, policy));
  }

  private static List<String> problems(Work<Object, ?> work, Policy policy) {
    return assertThrows(PlanException.class, () -> plan(work, policy)).problems().stream()
        .map(PlanException.Problem::toString)
        .toList();
  }

  @Test
  void whatHasConsequencesIsNotAskedTwice() {
    assertEquals(
        List.of("step 'step' would ask 'mail' twice, and it is consequential: leave the hedge out"),
        problems(MAIL, Policy.NONE.hedged(Policy.Hedge.LIVE)));
    plan(MODEL, Policy.NONE.hedged(Policy.Hedge.LIVE));
  }

  @Test
  void whatHasConsequencesIsDoneEachTime() {
    var again =
        "step 'step' would give an answer of 'mail' again, and it is consequential: it must be done each time";
    assertEquals(List.of(again), problems(MAIL, Policy.NONE.cached(MINUTE, 1)));
    assertEquals(List.of(again), problems(MAIL, Policy.NONE.orCached(MINUTE)));
    assertEquals(List.of(again), problems(MODEL, Policy.NONE.cached(MINUTE, 1).orElse(MAIL)));
    plan(MODEL, Policy.NONE.orElse(MAIL).orCached(MINUTE));
  }

  @Test
  void whatHasNoNameIsNotKnownAgain() {
    var nameless =
        "step 'step' would give an answer again, and its work has no name to know it by: name the work";
    assertEquals(
        List.of(nameless), problems(NAMELESS, Policy.NONE.cached(MINUTE, 1).orCached(MINUTE)));
    plan(NAMELESS, Policy.NONE.hedged(Policy.Hedge.LIVE).orPartial().orSkip(1));
  }

  @Test
  void onlyATextHasABeginning() {
    assertEquals(
        List.of(
            "step 'step' makes do with part of an answer, and 'bill' gives a Bill: only a text has a beginning"),
        problems(BILL, Policy.NONE.orPartial()));
    plan(MODEL, Policy.NONE.orPartial());
  }

  @Test
  void aValueInTheStepsPlaceIsOfItsType() {
    assertEquals(
        List.of("step 'step' makes do with a String, and 'bill' gives a Bill"),
        problems(BILL, Policy.NONE.orSkip("none")));
    plan(BILL, Policy.NONE.orSkip(new Bill("nobody", 0)));
    plan(BILL, Policy.NONE.orSkip(Nothing.NOTHING));
  }

  @Test
  void aRouteMakesDoWithAChoice() {
    assertEquals(
        List.of("step 'step' makes do with a Nothing, and 'desk' gives a Choice"),
        assertThrows(PlanException.class, () -> routed(Policy.NONE.orSkip(Nothing.NOTHING)))
            .problems()
            .stream()
            .map(PlanException.Problem::toString)
            .toList());
    routed(Policy.NONE.orSkip(Choice.of("a")));
  }

  private static Plan<?> routed(Policy policy) {
    return Flow.plan(
        "p",
        flow -> {
          var in = flow.input("asked", Object.class);
          return flow.route("step", in, DESK, policy).when("a", b -> in).otherwise(b -> in);
        });
  }

  @Test
  void nothingComesAfterASkip() {
    assertEquals(
        List.of(
            "step 'step' makes do with something after a skip, which never fails: put the skip last"),
        problems(MODEL, Policy.NONE.orSkip("").orElse(MODEL)));
  }
}
