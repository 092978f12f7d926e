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
import io.waybill.run.RunException;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
  void aPairBringsBackAfterAnExternalWorkWhatItTookOutBeforeInTheSameRun() {
    var plan = paired(Guards.redaction());
    for (var who : List.of("ann@example.com", "bob@example.com", "[email-1]")) {
      assertEquals("I wrote to " + who, engine.run(plan, Map.of("ticket", who)).value());
    }
  }

  @Test
  void aFailureToRestoreTellsNothingPrivate() {
    var events = new ArrayList<String>();
    var told = LocalEngine.builder().listener((run, event) -> events.add(event.toString())).build();
    var pair = Guards.redaction();
    Plan<String> plan =
        Flow.plan(
            "lost",
            flow -> {
              var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
              var clean = flow.call("redact", ticket, pair.redact());
              var answer =
                  flow.call("answer", clean, Work.<String, String>instant("answer", NEXT::apply));
              return flow.call("restore", answer, pair.restore());
            });
    assertThrows(RunException.class, () -> told.run(plan, Map.of("ticket", "ann@example.com")));
    assertTrue(events.stream().anyMatch(e -> e.contains("cannot restore [email-2]")));
    assertEquals(
        List.of(),
        events.stream().filter(e -> e.contains("ann@")).skip(1).toList(),
        "but the input");
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

  private static Plan<String> paired(Redaction pair) {
    return Flow.plan(
        "pair",
        flow -> {
          var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
          var answer = flow.call("answer", flow.call("redact", ticket, pair.redact()), CLOUD);
          return flow.call("restore", answer, pair.restore());
        });
  }

  private static final UnaryOperator<String> NEXT = text -> text.replace("1", "2");

  private static final Passage OPEN =
      new Passage("We are open on Mondays.", new Source("hours.md", 0, 23, "sha256:0"), 1);
}
