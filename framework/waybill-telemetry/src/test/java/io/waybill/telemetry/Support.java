package io.waybill.telemetry;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.text;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.testkit.Pace;
import io.waybill.testkit.Reply;
import io.waybill.testkit.ScriptedModel;
import io.waybill.testkit.ScriptedWork;
import io.waybill.testkit.Speech;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.scheduler.Scheduler;

/** A support desk that has a bit of everything: two models, a router, a retry, all the shapes. */
final class Support {
  static final PriceBook PRICES =
      PriceBook.of(
          Map.of(
              "gpt-4.1-mini", Price.Rate.of("0.40", "1.60"),
              "gpt-4.1", Price.Rate.of("2.00", "8.00")),
          Map.of("gpu0", new BigDecimal("0.459"), "cpu", new BigDecimal("0.18")),
          Optional.of(LocalDate.of(2026, 8, 1)));

  private static final Choice.Grounds GROUNDS =
      new Choice.Grounds("nearest", "cheapest that will do", Optional.of(new Money(189_975)), 0.9);

  private Support() {}

  static Plan<String> plan(Scheduler time) {
    var facts =
        ScriptedWork.<String, String>of(info("retrieve", "handbook", "cpu"))
            .says(
                Reply.of(
                        Outcome.of(
                            "Refunds take five days.",
                            Usage.engine("handbook", ms(4), 0, 0),
                            Outcome.Kind.QUOTED))
                    .after(ms(390)))
            .on(time);
    var intents =
        ScriptedWork.<String, Choice>of(
                WorkInfo.named("intents")
                    .model("minilm")
                    .pool("cpu")
                    .labels(Set.of("billing", "sales"))
                    .config(Map.of("encoder", "sha256:minilm"))
                    .types(String.class, Choice.class)
                    .build())
            .says(
                Reply.of(
                        Outcome.of(
                            new Choice("billing", 0.71, Map.of("sales", 0.21), "nearest example")
                                .on(GROUNDS),
                            Usage.engine("minilm", ms(6), 5, 0),
                            Outcome.Kind.COMPUTED))
                    .after(ms(6)))
            .on(time);
    var answer =
        ScriptedModel.<String>named("openai", "gpt-4.1-mini")
            .at(new Pace(ms(270), ms(610), ms(20)))
            .says(
                Speech.of("I am sorry").reading(9200).failing(ErrorKind.TRANSIENT, "sk-not-told"),
                Speech.of("Five days, your key is sk-abcdefgh12345678").reading(9200))
            .on(time);
    var check =
        ScriptedModel.<List<String>>of(
                "", WorkInfo.named("qwen2.5-7b").model("qwen2.5-7b").pool("gpu0").build())
            .at(new Pace(ms(20), ms(190), ms(10)))
            .says(Speech.of("yes it is"))
            .on(time);
    return Flow.plan(
        "support",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var clean = flow.call("redact", ticket, Work.instant("guard.redact", String::strip));
          var known = flow.call("facts", clean, facts);
          var said =
              flow.route("intent", clean, intents)
                  .when(
                      "billing",
                      billing ->
                          billing.call(
                              "answer",
                              text("{}\n\n{}", known, clean),
                              answer,
                              Policy.NONE.retry(1).backoff(ms(50))))
                  .otherwise(other -> clean);
          var checked = flow.call("check", all(List.of(said, known)), check);
          var words =
              flow.call("words", checked, Work.instant("words", text -> List.of(text.split(" "))));
          var long1 =
              flow.<String, String>each(
                  "each_word", words, 2, (body, word) -> body.call("upper", word, upper(time)));
          var joined =
              flow.call("join", long1, Work.instant("join", list -> String.join(" ", list)));
          var shorter =
              flow.<String>loop(
                  "shorten", joined, 2, (body, turn) -> body.call("cut", turn, cut(time)));
          return flow.sub("polish", shorter, polish());
        });
  }

  private static ScriptedWork<String, String> upper(Scheduler time) {
    return ScriptedWork.<String, String>of(info("tool.upper", "", ""))
        .by((word, call) -> Reply.of(word.toUpperCase(java.util.Locale.ROOT)).after(ms(5)))
        .on(time);
  }

  private static ScriptedWork<String, Turn<String>> cut(Scheduler time) {
    return ScriptedWork.<String, Turn<String>>of(info("tool.cut", "", ""))
        .by(
            (text, call) ->
                Reply.<Turn<String>>of(new Turn.Again<>(text.substring(0, text.length() - 1)))
                    .after(ms(3)))
        .on(time);
  }

  private static Plan<String> polish() {
    return Flow.plan(
        "polish",
        flow -> {
          var text = flow.input("text", String.class);
          return flow.call(
              "finish",
              text,
              Work.described(
                  WorkInfo.named("finish").build(),
                  (String value, io.waybill.work.CallContext call) ->
                      reactor.core.publisher.Mono.just(
                          Outcome.of(value)
                              .scored(
                                  List.of(new Score("polish", 0.5, "fair", Score.Origin.RULE))))));
        });
  }

  private static WorkInfo info(String name, String model, String pool) {
    return WorkInfo.named(name).model(model).pool(pool).build();
  }

  static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
