package io.waybill.plan;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.text;
import static io.waybill.work.Work.instant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import io.waybill.work.WorkInfo.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PlanTest {
  private static final Work<Object, String> ECHO =
      named(WorkInfo.named("echo").types(Object.class, String.class).build());
  private static final Work<Object, String> MAIL =
      named(
          WorkInfo.named("mail")
              .effects(Effects.CONSEQUENTIAL)
              .types(Object.class, String.class)
              .build());
  private static final Work<Object, String> CLOUD =
      named(
          WorkInfo.named("cloud")
              .location(Location.EXTERNAL)
              .types(Object.class, String.class)
              .build());
  private static final Work<Object, String> REDACT =
      named(
          WorkInfo.named("redact")
              .privacy(Privacy.CLEARED)
              .types(Object.class, String.class)
              .build());
  private static final Work<Object, String> CLERK =
      named(WorkInfo.named("clerk").trust(Trust.TRUSTED).types(Object.class, String.class).build());
  private static final Work<Object, Choice> DESK =
      Work.described(
          WorkInfo.named("desk")
              .labels(Set.of("billing", "technical"))
              .types(Object.class, Choice.class)
              .build(),
          (input, call) -> Mono.just(Outcome.of(Choice.of("billing"))));

  record Draft(String answer, Long stars) {}

  private static Work<Object, String> named(WorkInfo info) {
    return Work.described(info, (input, call) -> Mono.just(Outcome.of(String.valueOf(input))));
  }

  private static List<String> problemsOf(List<Input> inputs, List<Step> steps, Ref<?> output) {
    var e = assertThrows(PlanException.class, () -> new Plan<>("p", inputs, steps, output));
    return e.problems().stream().map(PlanException.Problem::toString).toList();
  }

  private static List<String> problemsOf(java.util.function.Function<Flow, Ref<String>> body) {
    var e = assertThrows(PlanException.class, () -> Flow.plan("p", body));
    return e.problems().stream().map(PlanException.Problem::toString).toList();
  }

  private static Step call(String id, String reads) {
    return new Step.Call(id, Ref.to(reads), ECHO, Policy.NONE, Rescue.NONE);
  }

  private static Input input(String id, Input.Mark... marks) {
    return new Input(id, String.class, Set.of(marks));
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    var problems =
        problemsOf(
            List.of(input("ticket"), input("Bad-Name")),
            List.of(
                call("a", "tickt"),
                call("a", "ticket"),
                call("lonely", "ticket"),
                call("Upper", "ticket")),
            Ref.to("nothing"));
    assertEquals(
        List.of(
            "input 'Bad-Name' needs another name: small letters, digits and '_', a letter first",
            "step 'a' is defined twice. Rename one 'a'.",
            "step 'a' reads 'tickt', which nothing produces. Did you mean 'ticket'? Known: ticket, Bad-Name, a, lonely, Upper.",
            "step 'Upper' needs another name: small letters, digits and '_', a letter first",
            "its output is 'nothing', which nothing produces. Known: ticket, Bad-Name, a, lonely, Upper.",
            "step 'a' is read by nothing. Remove it, read its value, or let another step come after it.",
            "step 'lonely' is read by nothing. Remove it, read its value, or let another step come after it.",
            "step 'Upper' is read by nothing. Remove it, read its value, or let another step come after it."),
        distinct(problems));
  }

  private static List<String> distinct(List<String> problems) {
    return problems.stream().distinct().toList();
  }

  @Test
  void aCycleIsNamed() {
    var problems =
        problemsOf(
            List.of(input("x")),
            List.of(call("a", "c"), call("b", "a"), call("c", "b")),
            Ref.to("c"));
    assertEquals(List.of("step 'b' waits for itself: b → c → a → b"), problems);
  }

  @Test
  void stepsInAnyOrderAreThesamePlan() {
    var forwards =
        new Plan<>("p", List.of(input("x")), List.of(call("a", "x"), call("b", "a")), Ref.to("b"));
    var backwards =
        new Plan<>("p", List.of(input("x")), List.of(call("b", "a"), call("a", "x")), Ref.to("b"));
    assertEquals(forwards, backwards);
    assertEquals(forwards.hash(), backwards.hash());
    assertEquals(List.of("a", "b"), backwards.steps().stream().map(Step::id).toList());
  }

  @Test
  void whatDecidesWhatAPlanDoesDecidesItsHash() {
    var plain = Flow.<String>plan("p", flow -> flow.call("a", flow.input("x", String.class), ECHO));
    var marked =
        Flow.<String>plan(
            "p", flow -> flow.call("a", flow.input("x", String.class, Input.Mark.PRIVATE), ECHO));
    var patient =
        Flow.<String>plan(
            "p", flow -> flow.call("a", flow.input("x", String.class), ECHO, Policy.NONE.retry(1)));
    var other =
        Flow.<String>plan("p", flow -> flow.call("a", flow.input("x", String.class), CLERK));
    assertEquals(4, Set.of(plain.hash(), marked.hash(), patient.hash(), other.hash()).size());
    assertTrue(plain.hash().matches("sha256:[0-9a-f]{64}"));
    assertNotEquals(plain, marked);
  }

  @Test
  void anonymousWorkHasNoHashAndTheMessageSaysWhichStepAndWhatToDo() {
    var inner =
        Flow.<String>plan(
            "inner", flow -> flow.call("deep", flow.input("x", String.class), (String s) -> s));
    var plan =
        Flow.<String>plan("p", flow -> flow.sub("sub", flow.input("x", String.class), inner));
    var e = assertThrows(IllegalStateException.class, plan::hash);
    assertEquals(
        "plan 'p' has no hash: step 'sub/deep' does anonymous work. Name it: Work.instant(\"its_name\", …)",
        e.getMessage());
    assertEquals(
        plan,
        Flow.<String>plan("p", flow -> flow.sub("sub", flow.input("x", String.class), inner)));
  }

  @Test
  void aBranchThatTheRouterCannotChooseIsAProblem() {
    var problems =
        problemsOf(
            flow -> {
              var x = flow.input("x", String.class);
              return flow.route("intent", x, DESK)
                  .when("biling", b -> b.call("a", x, ECHO))
                  .otherwise(b -> x);
            });
    assertEquals(
        List.of(
            "step 'intent' names 'biling', which its router cannot choose. Did you mean 'billing'? Known: billing, technical."),
        problems);
  }

  @Test
  void problemsInsideBodiesAreReportedWithThoseAroundThem() {
    var problems =
        problemsOf(
            flow -> {
              var x = flow.input("x", String.class);
              var answer =
                  flow.route("intent", x, DESK)
                      .when("billing", b -> b.call("a", Ref.<String>to("nowhere"), ECHO))
                      .otherwise(b -> x);
              return flow.call("end", join(Draft.class, answer), ECHO);
            });
    assertEquals(
        List.of(
            "step 'intent:billing/a' reads 'nowhere', which nothing produces. Known: a, x, intent, routes.intent, end.",
            "step 'end' gives 1 values to Draft, which has 2 components"),
        problems);
  }

  @Test
  void wiresOfDifferentTypesAreAProblem() {
    Work<Long, Long> doubled =
        Work.described(
            WorkInfo.named("doubled").types(Long.class, Long.class).build(),
            (n, call) -> Mono.just(Outcome.of(n * 2)));
    var problems =
        problemsOf(
            List.of(input("x")),
            List.of(
                new Step.Call("a", Ref.to("x"), doubled, Policy.NONE, Rescue.NONE),
                new Step.Each(
                    "b",
                    Ref.to("x"),
                    new Body(List.of(Ref.to("b.item")), List.of(), Ref.to("b.item")),
                    1),
                new Step.Call(
                    "c",
                    new Binding.Join<>(Draft.class, List.of(Ref.to("a"), Ref.to("x"))),
                    ECHO,
                    Policy.NONE,
                    Rescue.NONE),
                new Step.Call(
                    "d",
                    new Binding.All<>(List.of(Ref.to("b"), Ref.to("c"))),
                    ECHO,
                    Policy.NONE,
                    Rescue.NONE)),
            Ref.to("d"));
    assertEquals(
        List.of(
            "step 'a' gives a String to 'doubled', which takes a Long",
            "step 'b' goes through a list and is given a String",
            "step 'c' gives a Long as 'answer' of Draft, which is a String",
            "step 'c' gives a String as 'stars' of Draft, which is a Long"),
        problems);
  }

  @Test
  void aPartThatARecordDoesNotHaveIsAProblem() {
    var problems =
        problemsOf(
            flow -> {
              var x = flow.input("x", String.class, Input.Mark.TRUSTED);
              var routed =
                  flow.route("intent", x, DESK)
                      .when("billing", b -> b.call("a", x, ECHO))
                      .otherwise(b -> x);
              return flow.call(
                  "end", text("{} {}", routed, flow.decision(routed).at("lable")), ECHO);
            });
    assertEquals(
        List.of(
            "step 'end' reads 'routes.intent.lable', but a Choice has no 'lable'. Did you mean 'label'? Known: label, confidence, runnersUp, reason, grounds."),
        problems);
  }

  @Test
  void aPartOfATextIsAProblem() {
    var problems =
        problemsOf(flow -> flow.call("a", flow.input("x", String.class).at("total"), ECHO));
    assertEquals(
        List.of("step 'a' reads 'x.total', but a String has no 'total'. There is none."), problems);
  }

  @Test
  void privateDataDoesNotLeaveTheHouseUnlessAGuardLiesBetween() {
    var problems =
        problemsOf(
            flow -> {
              var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
              var kept = flow.call("kept", text("Dear {}", ticket), ECHO);
              return flow.route("intent", kept, DESK)
                  .when("billing", b -> b.call("ask", kept, CLOUD))
                  .otherwise(b -> kept);
            });
    assertEquals(
        List.of(
            "step 'intent:billing/ask' sends private data (input 'ticket') out of the house: 'cloud' is external. Let a guard that clears it, such as guard.redact, come between."),
        problems);
    Flow.<String>plan(
        "p",
        flow ->
            flow.call(
                "ask",
                flow.call("clean", flow.input("ticket", String.class, Input.Mark.PRIVATE), REDACT),
                CLOUD));
  }

  @Test
  void whatPutsPrivateDataBackIsPrivateAgain() {
    var restore =
        named(
            WorkInfo.named("restore")
                .privacy(Privacy.PRIVATE)
                .types(Object.class, String.class)
                .build());
    var problems =
        problemsOf(
            flow ->
                flow.call(
                    "ask", flow.call("back", flow.input("text", String.class), restore), CLOUD));
    assertTrue(
        problems.get(0).contains("sends private data (step 'back') out of the house"),
        problems.toString());
  }

  @Test
  void aFallbackIsWatchedLikeTheWorkItStandsInFor() {
    var problems =
        problemsOf(
            flow ->
                flow.call(
                    "ask",
                    flow.input("ticket", String.class, Input.Mark.PRIVATE),
                    ECHO,
                    Policy.NONE.orElse(CLOUD)));
    assertTrue(problems.get(0).contains("'cloud' is external"), problems.toString());
  }

  @Test
  void untrustedDataDoesNotSteerConsequentialWorkUnlessAPersonComesBetween() {
    var problems = problemsOf(flow -> flow.call("send", flow.input("wish", String.class), MAIL));
    assertEquals(1, problems.size());
    assertTrue(
        problems
            .get(0)
            .startsWith(
                "step 'send' lets untrusted data (input 'wish') steer 'mail', which is consequential."),
        problems.get(0));
    Flow.<String>plan(
        "p", flow -> flow.call("send", flow.input("wish", String.class, Input.Mark.TRUSTED), MAIL));
    Flow.<String>plan(
        "p",
        flow -> flow.call("send", flow.call("ok", flow.input("wish", String.class), CLERK), MAIL));
  }

  @Test
  void whatALoopBringsHomeIsWatchedOnItsNextTurn() {
    Work<Object, Turn<Object>> web =
        Work.described(
            WorkInfo.named("web").trust(Trust.UNTRUSTED).types(Object.class, Turn.class).build(),
            (input, call) -> Mono.just(Outcome.of(new Turn.Done<>(input))));
    var e =
        assertThrows(
            PlanException.class,
            () ->
                Flow.<Object>plan(
                    "p",
                    flow ->
                        flow.loop(
                            "search",
                            flow.input("wish", Object.class, Input.Mark.TRUSTED),
                            3,
                            (f, turn) -> f.call("read", f.call("send", turn, MAIL), web))));
    assertTrue(
        e.getMessage()
            .contains("step 'search/send' lets untrusted data (step 'search/read') steer 'mail'"),
        e.getMessage());
  }

  @Test
  void aDecisionsLabelCarriesNobodysWords() {
    Flow.<String>plan(
        "p",
        flow -> {
          var wish = flow.input("wish", String.class);
          var routed =
              flow.route("intent", wish, DESK)
                  .when("billing", b -> b.call("a", wish, ECHO))
                  .otherwise(b -> wish);
          var sent = flow.call("send", flow.decision(routed).at("label"), MAIL);
          return flow.call("both", all(List.of(routed, sent)), ECHO);
        });
  }

  @Test
  void aSubPlanMustBeGivenWhatItTakes() {
    var inner =
        Flow.<String>plan("inner", flow -> flow.call("a", flow.input("text", String.class), ECHO));
    var problems =
        problemsOf(flow -> flow.sub("sub", Map.of("txt", flow.input("x", String.class)), inner));
    assertEquals(
        List.of(
            "step 'sub' does not give 'text', which plan 'inner' needs",
            "step 'sub' gives 'txt', which plan 'inner' does not take. Did you mean 'text'? Known: text."),
        problems);
  }

  @Test
  void plansUsedManyTimesOverAreCheckedInNoTime() {
    var plan = Flow.<String>plan("p0", flow -> flow.call("a", flow.input("x", String.class), ECHO));
    for (int i = 1; i < 60; i++) {
      var inner = plan;
      plan =
          Flow.plan(
              "p" + i,
              flow -> {
                var x = flow.input("x", String.class);
                return flow.call(
                    "both",
                    text("{}{}", flow.sub("one", x, inner), flow.sub("two", x, inner)),
                    ECHO);
              });
    }
    assertTrue(plan.hash().startsWith("sha256:"));
  }

  @Test
  void plansNestedTooDeepAreRefused() {
    var e =
        assertThrows(
            PlanException.class,
            () -> {
              var plan =
                  Flow.<String>plan(
                      "p0", flow -> flow.call("a", flow.input("x", String.class), ECHO));
              for (int i = 1; i < 200; i++) {
                var inner = plan;
                plan =
                    Flow.plan(
                        "p" + i, flow -> flow.sub("one", flow.input("x", String.class), inner));
              }
            });
    assertTrue(
        e.getMessage().contains("is nested 101 deep; at most 100 are allowed"), e.getMessage());
  }

  @Test
  void aPlanDescribesItself() {
    var plan =
        Flow.<String>plan(
            "support",
            flow -> {
              flow.budget(
                  Budget.NONE.within(Duration.ofSeconds(20)).spending(new Money(20_000_000)));
              var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
              var clean = flow.call("clean", ticket, REDACT);
              var answer =
                  flow.route("intent", clean, DESK)
                      .when(
                          "billing",
                          b ->
                              b.call(
                                  "ask",
                                  text("Answer: {}", clean),
                                  CLOUD,
                                  Policy.NONE.retry(2).orElse(ECHO)))
                      .otherwise(b -> clean);
              flow.rescue(
                  answer, (b, failure) -> b.call("person", clean, CLERK), ErrorKind.REFUSED);
              return answer;
            });
    assertEquals(
        """
        plan support
          input ticket: String, private
          within 20000 ms
          at most $0.02
          clean = redact ticket
          intent = route by desk clean
            billing:
              ask = cloud "Answer: {clean}", retry 2, or else echo
              → ask
            otherwise:
              → clean
            on REFUSED:
              person = clerk clean
              → person
          → intent
        """,
        plan.describe());
    assertEquals(
        """
        flowchart TD
          ticket(["ticket"])
          clean["clean<br/>redact"]
          intent{"intent<br/>desk"}
          subgraph intent_billing["billing"]
            intent_billing_ask["ask<br/>cloud"]
          end
          subgraph intent_otherwise["otherwise"]
            intent_otherwise_is(["clean"])
          end
          subgraph intent_REFUSED["REFUSED"]
            intent_REFUSED_person["person<br/>clerk"]
          end
          result((" "))
          ticket --> clean
          clean --> intent
          clean --> intent_billing_ask
          intent -- "billing" --> intent_billing
          intent -- "otherwise" --> intent_otherwise
          clean --> intent_REFUSED_person
          intent -. "REFUSED" .-> intent_REFUSED
          intent_billing_ask --> result
          intent_otherwise_is --> result
          intent_REFUSED_person --> result
        """,
        plan.mermaid());
  }

  @Test
  void instantWorkIsKnownByItsName() {
    Work<String, String> trim = instant("trim", String::trim);
    assertEquals("trim", trim.info().name());
  }
}
