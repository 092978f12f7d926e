package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunResult;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a race looks like on a receipt, and what it means for the time of a run. */
class TheReceiptOfARaceTest {
  private static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Price.Rate.of("1", "1"), "large", Price.Rate.of("10", "10")),
          Map.of(),
          Optional.empty());

  private final VirtualTime time = new VirtualTime();
  private final ScriptedWork<String, String> large = model("large", 3000);
  private final ScriptedWork<String, String> small = model("small", 1000);
  private final ScriptedWork<String, String> check = model("small", 500);

  private ScriptedWork<String, String> model(String name, int millis) {
    var source = new Source(name + ".md", 0, 1, "");
    return ScriptedWork.<String, String>of(WorkInfo.named(name).model(name).build())
        .by(
            (text, call) -> {
              var used = Usage.tokens("maker", name, 1000, 0);
              call.used(used);
              return Reply.of(Outcome.of("yes", used, Outcome.Kind.GENERATED).from(List.of(source)))
                  .after(Duration.ofMillis(millis));
            })
        .on(time.scheduler());
  }

  private RunResult<String> result(Function<Flow.Runners<String>, Ref<String>> finish) {
    var engine = LocalEngine.builder().prices(PRICES).clock(time.clock()).build();
    return time.run(engine, plan(finish), Map.of("question", "Is it?"));
  }

  private Plan<String> plan(Function<Flow.Runners<String>, Ref<String>> finish) {
    return Flow.plan(
        "raced",
        flow -> {
          var question = flow.input("question", String.class);
          var answer =
              finish.apply(
                  flow.race("answer")
                      .run("large", r -> r.call("ask", question, large))
                      .run("small", r -> r.call("ask", question, small)));
          return flow.call("check", answer, check);
        });
  }

  /** Milliseconds that a step could have taken longer; -1 if it is on no path. */
  private static long slack(RunResult<?> result, String path) {
    return result.waybill().timing().lines().stream()
        .filter(line -> line.path().equals(path))
        .mapToLong(line -> line.slack().toMillis())
        .findFirst()
        .orElse(-1);
  }

  @Test
  void whoWonStandsOverTheRunnersAndTheLoserIsWasteAndOnNoPath() {
    assertEquals(
        """
        run ok   wall 1.500 s   busy 1.500   queue 0.000   cost $0.0120000 (all calls priced)   wasted $0.0100000

         step             model / engine     0s        600ms     1.2s     wall   queue   ttft  tok/s  cost         path%  slack
         answer ─ race    small won
           ├ large/ask ⊘  large              ████████████████▋           1.000       –      –      –  $0.0100000       –      –
           ├ small/ask    small              ████████████████▋           1.000       –      –      –  $0.0010000    66.7      –
         check            small                               ████████   0.500       –      –      –  $0.0010000    33.3      –
         orchestration                                                   0.000                                       0.0
         what-if          answer:small/ask 2× faster → 1.000 s (−0.500)
         sources          answer:small/ask: small.md 0–1
                          check: small.md 0–1
        """,
        result(Flow.Runners::first).waybill().toString());
  }

  @Test
  void aRaceThatIsAllThereIsHasOnlyTheWinnerOnItsPath() {
    Plan<String> plan =
        Flow.plan(
            "bare",
            flow -> {
              var question = flow.input("question", String.class);
              return flow.race("answer")
                  .run("large", r -> r.call("ask", question, large))
                  .run("small", r -> r.call("ask", question, small))
                  .first();
            });
    var engine = LocalEngine.builder().prices(PRICES).clock(time.clock()).build();
    var result = time.run(engine, plan, Map.of("question", "Is it?"));
    assertEquals(-1, slack(result, "answer:large/ask"));
    assertEquals(
        List.of("answer:small/ask"),
        result.waybill().timing().lines().stream()
            .filter(Timing.OfLine::critical)
            .map(Timing.OfLine::path)
            .toList());
  }

  @Test
  void aQuorumAndTheBestWaitForTheSlowestThatCounts() {
    for (var finish :
        List.<Function<Flow.Runners<String>, Ref<String>>>of(
            race -> race.quorum(2), race -> race.best(String::length))) {
      var result = result(finish);
      assertEquals(Duration.ofMillis(3500), result.waybill().wall());
      assertEquals(2000, slack(result, "answer:small/ask"));
      assertEquals(0, slack(result, "answer:large/ask"));
    }
  }

  @Test
  void aValueComesFromTheWinnerAlone() {
    assertEquals(
        List.of("answer:large/ask", "answer:large/answer_weigh", "check"),
        result(race -> race.best(String::length)).waybill().behindTheValue().stream()
            .map(Waybill.Line::path)
            .toList());
    assertEquals(
        List.of("answer:small/ask", "check"),
        result(Flow.Runners::first).waybill().behindTheValue().stream()
            .map(Waybill.Line::path)
            .toList());
  }
}
