package io.waybill.reports;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** A small support desk to draw and to run. */
final class Desk {
  private Desk() {}

  /** {@code bill…} goes to billing, which breaks; anything else to a person. */
  static Plan<String> plan() {
    return Flow.plan(
        "desk",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var clean = flow.call("clean", ticket, says("strip"));
          var facts =
              flow.call("facts", clean, Work.<String, List<String>>instant("facts", List::of));
          var answer =
              flow.route("intent", clean, router())
                  .when("billing", b -> b.call("billing", clean, fails()))
                  .when("technical", b -> b.call("technical", facts, joins()))
                  .otherwise(b -> b.call("person", clean, says("person")));
          return flow.call("check", answer, says("check"));
        });
  }

  private static Work<String, Choice> router() {
    return Work.described(
        WorkInfo.named("words").model("words").labels(Set.of("billing", "technical")).build(),
        (text, call) ->
            Mono.just(
                io.waybill.work.Outcome.of(
                    Choice.of(text.startsWith("bill") ? "billing" : "otherwise"),
                    io.waybill.work.Usage.NONE,
                    io.waybill.work.Outcome.Kind.COMPUTED)));
  }

  private static Work<String, String> says(String name) {
    return Work.instant(name, text -> text);
  }

  private static Work<List<String>, String> joins() {
    return Work.instant("joins", texts -> String.join(" ", texts));
  }

  private static Work<String, String> fails() {
    return Work.instant(
        "fails",
        text -> {
          throw new IllegalStateException("broken");
        });
  }
}
