package io.waybill.telemetry.jaeger;

import static io.waybill.dsl.Bind.retry;

import io.opentelemetry.api.OpenTelemetry;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.EngineClock;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.Telemetry;
import io.waybill.testkit.Pace;
import io.waybill.testkit.Reply;
import io.waybill.testkit.ScriptedModel;
import io.waybill.testkit.ScriptedWork;
import io.waybill.testkit.Speech;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A run with something of everything in it, made on virtual time that begins now. */
final class Desk {
  private static final PriceBook PRICES =
      PriceBook.of(
          Map.of("gpt-4.1-mini", Price.Rate.of("0.40", "1.60")), Map.of(), Optional.empty());

  private final VirtualTime time = new VirtualTime();
  private final Instant began = Instant.now();

  Waybill run(OpenTelemetry to) {
    var engine =
        LocalEngine.builder()
            .prices(PRICES)
            .clock(new Since(began, time.clock()))
            .listener(Telemetry.of(to))
            .build();
    return time.run(engine, plan(), Map.of("ticket", "I was charged twice")).waybill();
  }

  /** Virtual time begins at the epoch, where no trace would be looked for. */
  private record Since(Instant began, EngineClock clock) implements EngineClock {
    @Override
    public long nanos() {
      return clock.nanos();
    }

    @Override
    public Instant now() {
      return began.plusNanos(clock.nanos());
    }

    @Override
    public Scheduler timer() {
      return clock.timer();
    }
  }

  private Plan<String> plan() {
    return Flow.plan(
        "desk",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var clean = flow.call("redact", ticket, taking("redact", 2));
          var facts = flow.call("facts", clean, taking("facts", 390));
          var reply =
              flow.route("intent", clean, router())
                  .when("billing", branch -> branch.call("answer", facts, writer(), retry(1)))
                  .otherwise(branch -> ticket);
          var parts = flow.call("parts", reply, Work.instant("split", Desk::words));
          var checked =
              flow.<String, String>each(
                  "parts_checked", parts, 2, (body, part) -> body.sub("check", part, check()));
          return flow.call("join", checked, Work.instant("join", words -> String.join(" ", words)));
        });
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  private Plan<String> check() {
    return Flow.plan(
        "proof",
        flow -> flow.call("read", flow.input("part", String.class), taking("proofread", 30)));
  }

  private Work<String, String> taking(String name, long millis) {
    return ScriptedWork.<String, String>named(name)
        .by((input, call) -> Reply.of(input).after(Duration.ofMillis(millis)))
        .on(time.scheduler());
  }

  private Work<String, Choice> router() {
    var info = WorkInfo.named("nearest").model("minilm").labels(Set.of("billing")).build();
    return Router.described(
        info,
        (String input, io.waybill.work.CallContext call) ->
            Mono.delay(Duration.ofMillis(6), time.scheduler())
                .map(now -> Outcome.of(new Choice("billing", 0.9, Map.of(), "by the words"))));
  }

  /** Fails once, after half a sentence. */
  private Work<String, String> writer() {
    return ScriptedModel.<String>named("openai", "gpt-4.1-mini")
        .at(new Pace(Duration.ofMillis(20), Duration.ofMillis(610), Duration.ofMillis(100)))
        .says(
            Speech.tokens("I ").reading(40).failing(ErrorKind.TRANSIENT, "it broke off"),
            Speech.tokens("We ", "pay").reading(40))
        .on(time.scheduler());
  }
}
