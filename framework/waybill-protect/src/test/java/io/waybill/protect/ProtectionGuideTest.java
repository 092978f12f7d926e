package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.Limits;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.Bound;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The code of docs/guide/protection.md, line by line. */
class ProtectionGuideTest {
  private final VirtualTime time = new VirtualTime();
  private final Work<String, String> large = model("gpt-4.1-mini");
  private final Work<String, String> small = model("gpt-4.1-nano");
  private final PriceBook prices =
      PriceBook.of(
          Map.of(
              "gpt-4.1-mini", Price.Rate.of("0.4", "1.6"),
              "gpt-4.1-nano", Price.Rate.of("0.1", "0.4")),
          Map.of(),
          Optional.empty());

  private Work<String, String> model(String name) {
    var info =
        WorkInfo.named("chat.text")
            .model(name)
            .config(Map.of("provider", "openai", "model", name))
            .types(String.class, String.class)
            .location(WorkInfo.Location.EXTERNAL)
            .build();
    return Work.described(
        info,
        text -> Bound.tokens("openai", name, 400, 1000),
        (text, call) ->
            Mono.delay(Duration.ofMillis(400), time.scheduler())
                .map(
                    first -> {
                      call.emit("Yes");
                      var usage = Usage.tokens("openai", name, 100, 90);
                      return Outcome.of("Yes: " + text, usage, Outcome.Kind.GENERATED);
                    }));
  }

  private Plan<String> plan(Policy policy) {
    return Flow.plan(
        "answer",
        flow -> {
          flow.budget(Budget.NONE.within(Duration.ofSeconds(30)).spending(new Money(50_000_000L)));
          return flow.call("answer", flow.input("text", String.class), large, policy);
        });
  }

  @Test
  void theGuideRuns() throws IOException {
    var clock = time.clock();
    var protect =
        Protect.builder()
            .clock(clock)
            .parallel("@gpu0", 4)
            .limit("openai/gpt-4.1-mini", Quota.Unit.REQUESTS, 500)
            .limit("openai/gpt-4.1-mini", Quota.Unit.TOKENS, 200_000)
            .build();
    var engine =
        LocalEngine.builder()
            .prices(prices)
            .clock(clock)
            .protection(protect)
            .limits(
                Limits.DEFAULT.withTime(Duration.ofMinutes(5)).withSpend(new Money(2_000_000_000L)))
            .build();
    var policy =
        Bind.within(Duration.ofSeconds(8))
            .retry(2)
            .backoff(Duration.ofMillis(250))
            .orElse(small)
            .orCached(Duration.ofHours(1))
            .orSkip("We will come back to you.");
    var remembered = Bind.within(Duration.ofSeconds(8)).cached(Duration.ofMinutes(10), 1_000);
    var hedged = Bind.within(Duration.ofSeconds(8)).hedged(Policy.Hedge.LIVE);

    for (int call = 0; call < 10; call++) {
      time.run(engine, plan(policy), Map.of("text", "call " + call));
      time.run(engine, plan(hedged), Map.of("text", "call " + call));
    }
    time.run(engine, plan(remembered), Map.of("text", "again"));
    var again = time.run(engine, plan(remembered), Map.of("text", "again"));

    assertTrue(again.waybill().toString().contains("cached: the answer of "));
    System.out.println(protect.health());
    var guide = guide();
    assertTrue(guide.contains(protect.health().toString()), "the table is another one");
  }

  @Test
  void everyLineOfCodeInTheGuideStandsInThisTest() throws IOException {
    var words =
        Files.readString(Path.of("src/test/java/io/waybill/protect/ProtectionGuideTest.java"))
            .replaceAll("\\s+", "");
    var blocks = Pattern.compile("(?s)```java\n(.*?)```").matcher(guide()).results().toList();
    assertEquals(6, blocks.size());
    for (var block : blocks) {
      for (var statement : block.group(1).split("(?<=;)\n")) {
        assertTrue(
            words.contains(statement.replaceAll("\\s+", "")), "not in the test: " + statement);
      }
    }
  }

  private static String guide() throws IOException {
    return Files.readString(Path.of("../../docs/guide/protection.md"));
  }
}
