package io.waybill.guards;

import static io.waybill.dsl.Bind.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.run.LocalEngine;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class GuardsInPlansTest {
  private static final Work<String, String> CLOUD =
      Work.described(
          WorkInfo.named("cloud").location(WorkInfo.Location.EXTERNAL).build(),
          (text, call) -> Mono.just(Outcome.of("I wrote to " + text)));

  private final LocalEngine engine = LocalEngine.create();

  @Test
  void aPrivateInputReachesAnExternalWorkOnlyBehindTheGuard() {
    assertThrows(
        PlanException.class,
        () ->
            Flow.<String>plan(
                "open",
                flow ->
                    flow.call(
                        "answer", flow.input("ticket", String.class, Input.Mark.PRIVATE), CLOUD)));
    Plan<String> guarded =
        Flow.plan(
            "guarded",
            flow -> {
              var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
              return flow.call("answer", flow.call("redact", ticket, Guards.redact()), CLOUD);
            });
    assertEquals(
        "I wrote to [email-1]", engine.run(guarded, Map.of("ticket", "ann@example.com")).value());
  }

  @Test
  void aPairBringsBackAfterAnExternalWorkWhatItTookOutBefore() {
    var pair = Guards.redaction();
    Plan<String> plan =
        Flow.plan(
            "pair",
            flow -> {
              var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
              var answer = flow.call("answer", flow.call("redact", ticket, pair.redact()), CLOUD);
              return flow.call("restore", answer, pair.restore());
            });
    assertEquals(
        "I wrote to ann@example.com",
        engine.run(plan, Map.of("ticket", "ann@example.com")).value());
  }

  @Test
  void aRescueTakesAnUngroundedAnswerToAPerson() {
    Plan<String> plan =
        Flow.plan(
            "check",
            flow -> {
              var answer = flow.input("answer", String.class);
              var passages =
                  flow.call(
                      "facts",
                      answer,
                      Work.<String, List<Passage>>instant("facts", any -> List.of(OPEN)));
              var checked =
                  flow.call("check", join(Draft.class, answer, passages), Guards.grounded());
              return flow.rescue(
                  checked,
                  (rescue, failure) ->
                      rescue.call(
                          "person",
                          failure,
                          Work.<Failure, String>instant("person", Failure::message)),
                  ErrorKind.INVALID);
            });
    var fine = engine.run(plan, Map.of("answer", "We are open on Mondays."));
    assertEquals("We are open on Mondays.", fine.value());
    assertTrue(
        engine
            .run(plan, Map.of("answer", "We are open on Sundays."))
            .value()
            .startsWith("the passages do not support \"We are open on Sundays.\""));
  }

  private static final Passage OPEN =
      new Passage("We are open on Mondays.", new Source("hours.md", 0, 23, "sha256:0"), 1);
}
