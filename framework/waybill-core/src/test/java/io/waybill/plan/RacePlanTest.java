package io.waybill.plan;

import static io.waybill.dsl.Bind.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.work.Outcome;
import io.waybill.work.Weighed;
import io.waybill.work.Weigher;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import io.waybill.work.WorkInfo.Trust;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Races in plans: what is wrong with them, what they are compared by, what is known of them. */
class RacePlanTest {
  private static final Work<String, String> SMALL = writer(WorkInfo.named("small"));
  private static final Work<String, String> LARGE = writer(WorkInfo.named("large"));
  private static final Work<String, Integer> LENGTH = Work.instant("length", String::length);

  private static Work<String, String> writer(WorkInfo.Builder info) {
    return Work.described(
        info.types(String.class, String.class).build(),
        (input, call) -> Mono.just(Outcome.of(input)));
  }

  private static Flow.Runners<String> race(Flow flow, Ref<String> question) {
    return flow.race("answer")
        .run("small", runner -> runner.call("ask", question, SMALL))
        .run("large", runner -> runner.call("ask", question, LARGE));
  }

  private static Plan<String> plan(Function<Flow.Runners<String>, Ref<String>> finish) {
    return Flow.plan(
        "raced", flow -> finish.apply(race(flow, flow.input("question", String.class))));
  }

  private static List<String> problemsOf(Function<Flow, Ref<String>> body) {
    var refused = assertThrows(PlanException.class, () -> Flow.plan("p", body));
    return refused.problems().stream().map(PlanException.Problem::toString).toList();
  }

  @Test
  void whatDecidesWhoWinsDecidesThePlan() {
    var first = plan(Flow.Runners::first);
    assertEquals(first, plan(Flow.Runners::first));
    assertEquals(first.hash(), plan(Flow.Runners::first).hash());
    assertNotEquals(first.hash(), plan(race -> race.quorum(2)).hash());
    assertNotEquals(plan(race -> race.quorum(1)).hash(), plan(race -> race.quorum(2)).hash());
    assertNotEquals(first.hash(), plan(race -> race.best(LENGTH)).hash());
    assertNotEquals(
        plan(race -> race.best(Work.<String, Integer>instant("words", String::length))).hash(),
        plan(race -> race.best(LENGTH)).hash());
    Plan<String> turned =
        Flow.plan(
            "raced",
            flow -> {
              var question = flow.input("question", String.class);
              return flow.race("answer")
                  .run("large", runner -> runner.call("ask", question, LARGE))
                  .run("small", runner -> runner.call("ask", question, SMALL))
                  .first();
            });
    assertNotEquals(first, turned, "of two that are there at once, the first wins");
  }

  @Test
  void aRaceDescribesItself() {
    assertEquals(
        """
        plan raced
          input question: String
          answer = race, best wins
            small:
              ask = small question
              answer_weigh = weigh ask
              → answer_weigh
            large:
              ask = large question
              answer_weigh = weigh ask
              → answer_weigh
          → answer
        """,
        plan(race -> race.best(LENGTH)).describe());
    var drawn = plan(race -> race.quorum(2)).mermaid();
    assertTrue(drawn.contains("answer[/\"answer<br/>race, quorum of 2 wins\"/]"), drawn);
    assertTrue(drawn.contains("answer -- \"large\" --> answer_large"), drawn);
    assertTrue(drawn.contains("answer_small_ask --> result"), drawn);
    assertTrue(drawn.contains("answer_large_ask --> result"), drawn);
  }

  @Test
  void everyProblemOfARaceIsTold() {
    assertEquals(
        List.of("step 'answer' wants 3 of its 2 runners to agree"),
        problemsOf(flow -> race(flow, flow.input("question", String.class)).quorum(3)));
    assertEquals(
        List.of("step 'answer' wants 0 of its 2 runners to agree"),
        problemsOf(flow -> race(flow, flow.input("question", String.class)).quorum(0)));
    var empty = new Step.Race("answer", Map.of(), Finish.FIRST, Rescue.NONE);
    var refused =
        assertThrows(
            PlanException.class,
            () -> new Plan<>("p", List.of(), List.of(empty), Ref.to("answer")));
    assertEquals("step 'answer' is a race without runners", refused.problems().get(0).toString());
    assertEquals(
        List.of("step 'answer:b/ask' reads 'nowhere', which nothing produces. Known: ask, answer."),
        problemsOf(
            flow ->
                flow.race("answer")
                    .run("a", runner -> runner.call("ask", text("x"), SMALL))
                    .run("b", runner -> runner.call("ask", Ref.<String>to("nowhere"), SMALL))
                    .first()));
  }

  @Test
  void theRunnersOfARaceForTheBestAnswerAWeighed() {
    var plain =
        new Step.Race(
            "answer",
            Map.of(
                "a",
                new Body(
                    List.of(),
                    List.of(new Step.Call("ask", text("x"), SMALL, Policy.NONE, Rescue.NONE)),
                    Ref.to("ask"))),
            Finish.BEST,
            Rescue.NONE);
    var refused =
        assertThrows(
            PlanException.class,
            () -> new Plan<>("p", List.of(), List.of(plain), Ref.to("answer")));
    assertEquals(
        "step 'answer' is a race for the best whose runner 'a' gives a String; it must give a Weighed",
        refused.problems().get(0).toString());
    assertEquals(Optional.empty(), Weighing.of(plain));
  }

  @Test
  void aRaceForTheBestIsReadAsItWasWritten() {
    var weighing =
        Weighing.of((Step.Race) plan(race -> race.best(LENGTH)).steps().get(0)).orElseThrow();
    assertEquals(LENGTH, weighing.scorer());
    assertEquals(List.of("small", "large"), List.copyOf(weighing.runners().keySet()));
    assertEquals(Ref.to("ask"), weighing.runners().get("small").output());
    var two =
        new Step.Race(
            "answer",
            Map.of(
                "a", weighed(LENGTH),
                "b", weighed(Work.<String, Integer>instant("words", String::length))),
            Finish.BEST,
            Rescue.NONE);
    assertEquals(Optional.empty(), Weighing.of(two), "two scorers are not one");
  }

  private static Body weighed(Work<String, Integer> scorer) {
    var runner = new Body(List.of(), List.of(), Ref.to("question"));
    var race = new Weighing(Map.of("x", runner), scorer).race("answer", Rescue.NONE);
    return race.bodies().get(0);
  }

  @Test
  void aValueHasSomethingOfEveryRunner() {
    var web = writer(WorkInfo.named("web").trust(Trust.UNTRUSTED));
    var secret = writer(WorkInfo.named("vault").privacy(Privacy.PRIVATE));
    var mail = writer(WorkInfo.named("mail").effects(Effects.CONSEQUENTIAL));
    var cloud = writer(WorkInfo.named("cloud").location(Location.EXTERNAL));
    var problems =
        problemsOf(
            flow -> {
              var answer =
                  flow.race("answer")
                      .run("web", runner -> runner.call("ask", text("x"), web))
                      .run("vault", runner -> runner.call("ask", text("x"), secret))
                      .first();
              return flow.call("send", text("{} {}", answer, flow.call("up", answer, cloud)), mail);
            });
    assertEquals(2, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("'answer:vault/ask'"), problems.get(0));
    assertTrue(problems.get(1).contains("'answer:web/ask'"), problems.get(1));
  }

  /** The value passes through a scorer, which only looks at it. */
  @Test
  void aTrustedScorerDoesNotMakeAValueTrustedNorAGuardItPublic() {
    Work<String, Double> judge =
        Work.described(
            WorkInfo.named("judge").trust(Trust.TRUSTED).privacy(Privacy.CLEARED).build(),
            (input, call) -> Mono.just(Outcome.of(1.0)));
    var mail = writer(WorkInfo.named("mail").effects(Effects.CONSEQUENTIAL));
    var cloud = writer(WorkInfo.named("cloud").location(Location.EXTERNAL));
    var problems =
        problemsOf(
            flow -> {
              var question = flow.input("question", String.class, Input.Mark.PRIVATE);
              var best = race(flow, question).best(judge);
              return flow.call("send", text("{} {}", best, flow.call("up", best, cloud)), mail);
            });
    assertEquals(2, problems.size(), problems.toString());
  }

  @Test
  void whatARescueIsToldIsAsPrivateAsWhatTheRunnersRead() {
    var cloud = writer(WorkInfo.named("cloud").location(Location.EXTERNAL));
    var problems =
        problemsOf(
            flow -> {
              var question = flow.input("question", String.class, Input.Mark.PRIVATE);
              return flow.rescue(
                  race(flow, question).first(),
                  (body, failure) -> body.call("tell", text("{}", failure), cloud));
            });
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("'answer!otherwise/tell'"), problems.get(0));
  }

  @Test
  void whatMayLoseDoesNothingThatHasConsequences() {
    var mail = writer(WorkInfo.named("mail").effects(Effects.CONSEQUENTIAL));
    Plan<String> sends =
        Flow.plan(
            "sends",
            flow -> flow.call("send", flow.input("x", String.class, Input.Mark.TRUSTED), mail));
    var lost =
        "step 'answer' lets runner '%s' do 'mail', which is consequential, and a runner may lose after that. Do it once, after the race.";
    assertEquals(
        List.of(lost.formatted("plain"), lost.formatted("deep")),
        problemsOf(
            flow ->
                flow.race("answer")
                    .run("plain", runner -> runner.call("send", text("x"), mail))
                    .run("deep", runner -> runner.sub("sub", text("x"), sends))
                    .run("harmless", runner -> runner.call("ask", text("x"), SMALL))
                    .first()));
  }

  @Test
  void aWeigherIsAsItsScorerButForWhatItPassesOn() {
    var weigher = new Weigher<>(LENGTH);
    assertEquals("weigh", weigher.info().name());
    assertEquals(Weighed.class, weigher.info().output());
    assertTrue(new Weigher<String>(Work.instant(String::length)).info().anonymous());
    assertThrows(IllegalArgumentException.class, () -> new Weighed<>("x", Double.NaN));
  }

  @Test
  void twoRunnersOfOneNameAreRefusedWhereTheyAreWritten() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Flow.plan(
                "p",
                flow ->
                    race(flow, flow.input("question", String.class))
                        .run("small", runner -> runner.call("ask", text("x"), SMALL))
                        .first()));
  }
}
