package io.waybill.routing.feedback;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.routing.Condition;
import io.waybill.routing.Rules;
import io.waybill.run.Engine;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A help desk: what its router says decides who answers. */
final class Desk {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Engine ENGINE = LocalEngine.create();

  static final Rules RULES =
      Rules.over()
          .when(Condition.contains("invoice"), "billing")
          .when(Condition.contains("parcel"), "delivery");

  /** Thinks that bills are parcels. */
  static final Rules OTHERS =
      Rules.over()
          .when(Condition.contains("invoice", "parcel"), "delivery")
          .when(Condition.contains("refund"), "billing");

  private Desk() {}

  static Plan<String> plan(Work<? super String, Choice> router) {
    return plan(router, Work.instant("answer", text -> "answered: " + text));
  }

  static Plan<String> plan(
      Work<? super String, Choice> router, Work<? super String, String> answer) {
    return Flow.plan(
        "desk",
        flow -> {
          var text = flow.input("text", String.class);
          return flow.route("intent", text, router)
              .when("billing", body -> body.call("bill", text, answer))
              .when("delivery", body -> body.call("track", text, answer))
              .otherwise(body -> body.call("reply", text, answer));
        });
  }

  static Run<String> start(Plan<String> plan, String id, String text) {
    return ENGINE.start(plan, Map.of("text", text), RunOptions.DEFAULT.withId(id));
  }

  static RunResult<String> run(Plan<String> plan, String id, String text) {
    return Objects.requireNonNull(start(plan, id, text).result().block(PATIENCE));
  }
}
