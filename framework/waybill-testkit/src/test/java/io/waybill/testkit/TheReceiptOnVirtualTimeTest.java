package io.waybill.testkit;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.run.Journal;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * A support run with two models, made on virtual time by the real engine, and its receipt to the
 * last digit.
 */
class TheReceiptOnVirtualTimeTest {
  private static final PriceBook PRICES =
      new PriceBook(
          List.of(Price.of("gpt-4.1-mini", Price.Rate.of("0.40", "1.60"))),
          List.of(),
          List.of(Pool.of("gpu0", "0.459"), Pool.of("cpu", "0.72").serving(4)),
          List.of(),
          Optional.of(LocalDate.of(2026, 8, 1)));

  private final VirtualTime time = new VirtualTime();

  @Test
  void theRowsAddUpAndEveryDigitIsRight() {
    var engine =
        LocalEngine.builder().prices(PRICES).clock(time.clock()).journal(slowOnce()).build();
    var waybill = time.run(engine, support(), Map.of("ticket", "I was charged twice")).waybill();
    assertEquals(
        """
        run ok   wall 4.925 s   busy 4.632   queue 0.290   cost $0.0040785 (all calls priced)   prices checked 2026-08-01

         step             model / engine     0s        2s        4s       wall   queue   ttft  tok/s  cost         path%  slack
         redact           instant            ▏                           0.002       –      –      –  $0             0.0      –
         ├ intent ─ route minilm @cpu        ▏                           0.006       –      –      –  $0.0000003       –  0.384
         ├ facts          handbook           ██                          0.390       –      –      –  $0.0000002     7.9      –
         billing          gpt-4.1-mini         ▒██████████████           3.020   0.270  0.610     61  $0.0038880    61.3      –
         check            qwen2.5-7b @gpu0                    ███████▋   1.510   0.020  0.190     77  $0.0001900    30.7      –
         orchestration                                                   0.003                                       0.1
         what-if          billing 2× faster → 3.550 s (−1.375)
        """,
        waybill.toString());
  }

  private Plan<String> support() {
    var redact =
        ScriptedWork.<String, String>of(info("redact", "instant", ""))
            .says(Reply.<String>of("I was charged twice").after(ms(2)));
    var facts =
        ScriptedWork.<String, String>of(info("handbook", "handbook", "cpu"))
            .says(
                Reply.of(
                        Outcome.of(
                            "Refunds take five days.",
                            Usage.engine("handbook", ms(4), 0, 0),
                            Outcome.Kind.QUOTED))
                    .after(ms(390)));
    var intents =
        ScriptedWork.<String, Choice>of(
                WorkInfo.named("intents")
                    .model("minilm")
                    .pool("cpu")
                    .labels(Set.of("billing"))
                    .types(String.class, Choice.class)
                    .build())
            .says(
                Reply.of(
                        Outcome.of(
                            Choice.of("billing"),
                            Usage.engine("minilm", ms(6), 5, 0),
                            Outcome.Kind.COMPUTED))
                    .after(ms(6)));
    var billing =
        ScriptedModel.<String>of("openai", info("small", "gpt-4.1-mini", ""))
            .at(new Pace(ms(270), ms(610), ms(2140).dividedBy(129)))
            .says(
                Speech.tokens(Collections.nCopies(130, "so ").toArray(String[]::new))
                    .reading(9200));
    var check =
        ScriptedModel.<List<String>>of("", info("judge", "qwen2.5-7b", "gpu0"))
            .at(new Pace(ms(20), ms(190), ms(1300).dividedBy(99)))
            .says(Speech.tokens(Collections.nCopies(100, "yes ").toArray(String[]::new)));
    return Flow.plan(
        "support",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var clean = flow.call("redact", ticket, redact.on(time.scheduler()));
          var known = flow.call("facts", clean, facts.on(time.scheduler()));
          var answer =
              flow.route("intent", clean, intents.on(time.scheduler()))
                  .when(
                      "billing",
                      b ->
                          b.call(
                              "billing",
                              text("{}\n\n{}", known, clean),
                              billing.on(time.scheduler())))
                  .otherwise(b -> clean);
          return flow.call("check", all(List.of(answer, known)), check.on(time.scheduler()));
        });
  }

  /** Three milliseconds until the last answer is durable: all that the run itself takes. */
  private Journal slowOnce() {
    return (run, event) ->
        event instanceof RunEvent.Succeeded succeeded && succeeded.posting().step().equals("check")
            ? Mono.delay(ms(3), time.scheduler()).then()
            : Mono.empty();
  }

  private static WorkInfo info(String name, String model, String pool) {
    return WorkInfo.named(name).model(model).pool(pool).build();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
