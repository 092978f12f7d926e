package io.waybill.cli;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.work.Choice;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Plans to try things on. */
final class Plans {
  private Plans() {}

  /** {@code bill…} goes to billing, {@code person…} to a person, anything else to {@code tech}. */
  static Plan<String> desk() {
    return Flow.plan(
        "desk",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var clean =
              flow.call("clean", ticket, Work.<String, String>instant("strip", String::strip));
          var facts =
              flow.call("facts", clean, Work.<String, List<String>>instant("facts", List::of));
          var answer =
              flow.route("intent", clean, router())
                  .when("billing", b -> b.call("billing", clean, fails("broken")))
                  .when("technical", b -> b.call("technical", facts, upper()))
                  .otherwise(b -> b.call("person", clean, person()));
          return flow.call(
              "check", answer, Work.<String, String>instant("check", text -> text + "."));
        });
  }

  static Plan<String> rescued() {
    return Flow.plan(
        "rescued",
        flow -> {
          var text = flow.input("text", String.class);
          var risky = flow.call("risky", text, fails("no luck"));
          return flow.rescue(
              risky,
              (b, failure) ->
                  b.call(
                      "sorry", failure, Work.<Failure, String>instant("sorry", Failure::message)));
        });
  }

  static Work<String, Choice> router() {
    return Work.described(
        WorkInfo.named("words")
            .model("words")
            .labels(Set.of("billing", "technical"))
            .types(String.class, Choice.class)
            .build(),
        (text, call) -> {
          var label =
              text.startsWith("bill")
                  ? "billing"
                  : text.startsWith("tech") ? "technical" : "otherwise";
          return Mono.just(
              Outcome.of(
                  new Choice(label, 0.75, java.util.Map.of("technical", 0.25), "it begins so")));
        });
  }

  private static Work<List<String>, String> upper() {
    return Work.instant("upper", texts -> texts.get(0).toUpperCase(java.util.Locale.ROOT));
  }

  static Work<String, String> fails(String why) {
    return Work.instant(
        "fails",
        text -> {
          throw new IllegalStateException(why);
        });
  }

  private static Work<String, String> person() {
    return Work.described(
        WorkInfo.named("person").model("inbox").build(),
        (text, call) ->
            Mono.just(
                Outcome.of("handed to a person", io.waybill.work.Usage.NONE, Outcome.Kind.PERSON)));
  }
}
