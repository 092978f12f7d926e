package io.waybill.langchain4j;

import static io.waybill.langchain4j.ScriptedChat.calls;
import static io.waybill.langchain4j.ScriptedChat.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

@Timeout(60)
class ApprovalTest {
  private static final String REFUND = "{\"order\":\"A7\",\"cents\":500}";

  private final Desk desk = new Desk();
  private final Tools tools =
      Tools.of(desk).withEffects(Effects.PURE, "find", "note", "whose", "fails", "hangs");
  private final List<ToolRequest> asked = new CopyOnWriteArrayList<>();

  /** Somebody who is asked, and what they say. */
  private Work<ToolRequest, Approval> person(
      java.util.function.Function<ToolRequest, Approval> says) {
    return Work.described(
        WorkInfo.named("person").model("person").trust(Trust.TRUSTED).build(),
        (request, call) ->
            Mono.fromSupplier(
                () -> {
                  asked.add(request);
                  return Outcome.of(says.apply(request), Usage.NONE, Outcome.Kind.PERSON);
                }));
  }

  private Work<String, String> agent(ScriptedChat model, AgentRules rules) {
    return Chat.of("small", line -> model).withProvider("openai").agent(tools, rules);
  }

  private Work<String, String> agent(ScriptedChat model, Work<ToolRequest, Approval> approval) {
    return agent(model, AgentRules.DEFAULT.approvedBy(approval));
  }

  private static ScriptedChat refunds() {
    return new ScriptedChat(calls("refund", REFUND), text("Done."));
  }

  private static List<String> paths(Plan<String> plan) {
    return Runs.ENGINE
        .run(plan, Map.of("asked", "Refund A7"))
        .waybill()
        .ledger()
        .postings()
        .stream()
        .map(Posting::path)
        .toList();
  }

  @Test
  void aConsequentialCallIsMadeWhenItIsApprovedAndBothArePosted() {
    var model = refunds();
    assertEquals(
        List.of("ask/turn#1", "ask/approve#2", "ask/refund#3", "ask/turn#4", "ask"),
        paths(Runs.plan(String.class, agent(model, person(Approval::granted)))));
    assertEquals(List.of(new Desk.Refund("A7", 500, Desk.Reason.LATE)), desk.calls);
    assertEquals(
        List.of(new ToolRequest("refund", Map.of("order", "A7", "cents", 500), 1, true)), asked);
  }

  @Test
  void whatIsDeclinedIsNotDoneAndTheModelIsTold() {
    var model = refunds();
    Runs.outcome(agent(model, person(request -> Approval.declined("not before Monday"))), "Refund");
    assertEquals(
        List.of("Error: not done: not before Monday. Do not ask for it again."), model.told(2));
    assertEquals(List.of(), desk.calls);
  }

  @Test
  void nobodyIsAskedTheSameTwice() {
    var model =
        new ScriptedChat(
            calls("refund", REFUND),
            calls("note", "{\"text\":\"hm\"}", "refund", REFUND),
            calls("refund", REFUND),
            text("Done."));
    Runs.outcome(agent(model, person(request -> Approval.declined("no"))), "Refund");
    assertEquals(1, asked.size());
    assertTrue(model.told(3).get(2).startsWith("You have asked for exactly this before"));
    assertEquals(List.of("hm"), desk.calls);
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    var model =
        new ScriptedChat(
            calls("refund", REFUND, "refund", REFUND), calls("refund", REFUND), text("Done."));
    Runs.outcome(agent(model, person(Approval::granted)), "Refund");
    assertEquals(1, asked.size());
    assertEquals(1, desk.calls.size());
  }

  @Test
  void anApprovalIsForTheCallThatWasShownAndNoOther() {
    var other = new ToolRequest("refund", Map.of("order", "A7", "cents", 5), 1, true);
    var model = refunds();
    Runs.outcome(agent(model, person(request -> Approval.granted(other))), "Refund");
    assertEquals(List.of(), desk.calls);
    assertTrue(model.told(2).get(0).contains("what was approved is another call"));
  }

  @Test
  void argumentsCannotBeChangedAfterTheyWereApproved() {
    var arguments = new java.util.HashMap<String, Object>();
    var list = new ArrayList<Object>(List.of("a"));
    arguments.put("list", list);
    var request = new ToolRequest("refund", arguments, 1, false);
    var digest = request.digest();
    list.add("b");
    arguments.put("more", 1);
    assertEquals(digest, request.digest());
    assertThrows(UnsupportedOperationException.class, () -> request.arguments().put("x", 1));
    assertEquals(List.of("a"), request.arguments().get("list"));
    assertNotEquals(digest, new ToolRequest("refnd", request.arguments(), 1, false).digest());
    assertEquals(digest, new ToolRequest("refund", request.arguments(), 2, true).digest());
    assertEquals(
        "refund {\"list\":[\"a\"]} (led by words that nobody vouches for) (attempt 2: it may have been done before)",
        new ToolRequest("refund", request.arguments(), 2, true).toString());
  }

  @Test
  void nobodyIsAskedToApproveWhatDoesNotFitTheTool() {
    var model =
        new ScriptedChat(
            calls("refund", "{\"order\":\"A7\",\"cents\":\"500\"}"),
            calls("refund", "{\"order\":\"A7\",\"cents\":500,\"to\":\"me\"}"),
            text("Done."));
    Runs.outcome(agent(model, person(Approval::granted)), "Refund");
    assertEquals(List.of(), asked);
    assertEquals("Error: 'cents' must be a whole number", model.told(2).get(0));
    assertTrue(model.told(3).get(1).startsWith("Error: it takes no 'to'."));
  }

  @Test
  void whoeverCannotBeAskedHasNotApproved() {
    var model = refunds();
    var broken =
        person(
            request -> {
              throw new WorkException(ErrorKind.AUTH, Usage.NONE, "the line is dead");
            });
    Runs.outcome(agent(model, broken), "Refund");
    assertEquals(List.of(), desk.calls);
    assertTrue(model.told(2).get(0).contains("nobody could be asked to approve it"));
  }

  @Test
  void withSomebodyWhoApprovesAStrangersWordsMayReachTheAgent() {
    var approved = agent(refunds(), person(Approval::granted));
    assertEquals(Effects.IDEMPOTENT, approved.info().safety().effects());
    Runs.plan(String.class, approved);
    var trusting =
        agent(refunds(), AgentRules.DEFAULT.approvedBy(person(Approval::granted)).onTrustedInput());
    assertEquals(Effects.CONSEQUENTIAL, trusting.info().safety().effects());
    assertThrows(PlanException.class, () -> Runs.plan(String.class, trusting));
    Runs.trusting(String.class, trusting);
  }

  @Test
  void withNobodyWhoApprovesNoToolMayBringInWordsOfStrangers() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> agent(refunds(), AgentRules.DEFAULT));
    assertTrue(
        refused.getMessage().contains("could lead the model to call [refund]"),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("find"), refused.getMessage());
    var vouched = tools.withTrust(Trust.AS_INPUT);
    Chat.of("small", line -> refunds()).agent(vouched);
  }

  @Test
  void whoeverCanBeTalkedIntoAYesCannotApprove() {
    Work<ToolRequest, Approval> model =
        Work.described(
            WorkInfo.named("judge").build(),
            (request, call) -> Mono.just(Outcome.of(Approval.granted(request))));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> AgentRules.DEFAULT.approvedBy(model));
    assertTrue(refused.getMessage().startsWith("'judge' cannot approve"), refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> AgentRules.DEFAULT.approvedBy((request, call) -> Mono.empty()));
  }

  @Test
  void aRuleDecidesWhereNoStrangerHadAWord() {
    var rule = Approval.rule("small refunds", ApprovalTest::small);
    var rules = AgentRules.DEFAULT.approvedBy(rule).onTrustedInput();
    Runs.ENGINE.run(
        Runs.trusting(String.class, agent(refunds(), rules)), Map.of("asked", "Refund A7"));
    assertEquals(1, desk.calls.size());
    var large = new ScriptedChat(calls("refund", "{\"order\":\"A7\",\"cents\":501}"), text("No."));
    Runs.ENGINE.run(Runs.trusting(String.class, agent(large, rules)), Map.of("asked", "Refund A7"));
    assertEquals(1, desk.calls.size());
    assertTrue(large.told(2).get(0).contains("the policy 'small refunds' does not allow it"));
  }

  private static boolean small(ToolRequest request) {
    return (Integer) request.arguments().get("cents") <= 500;
  }

  @Test
  void aRuleDeclinesWhatAStrangersWordsMayHaveLedTo() {
    var rule = Approval.rule("anything", request -> true);
    var model = refunds();
    Runs.outcome(agent(model, rule), "Refund A7");
    assertEquals(List.of(), desk.calls, "its input may be anybody's");
    assertTrue(model.told(2).get(0).contains("words that nobody vouches for"));
    var reads =
        new ScriptedChat(
            calls("refund", REFUND),
            calls("find", "{\"text\":\"mail\"}"),
            calls("refund", "{\"order\":\"B8\",\"cents\":9}"),
            text("Done."));
    Runs.outcome(agent(reads, AgentRules.DEFAULT.approvedBy(rule).onTrustedInput()), "Refund A7");
    assertEquals(
        List.of(new Desk.Refund("A7", 500, Desk.Reason.LATE), "mailOptional.empty"), desk.calls);
    assertTrue(reads.told(4).get(2).contains("words that nobody vouches for"));
  }

  @Test
  void aFailureOfAToolHasRoomForAStrangersWordsToo() {
    var rules =
        AgentRules.DEFAULT.approvedBy(Approval.rule("anything", request -> true)).onTrustedInput();
    var model = new ScriptedChat(calls("fails", "{}"), calls("refund", REFUND), text("Done."));
    Runs.outcome(agent(model, rules), "Refund A7");
    assertEquals(List.of(), desk.calls);
  }

  @Test
  void aRuleDeclinesInASecondAttempt() {
    var rule = Approval.rule("anything", request -> true);
    var second =
        new CallContext() {
          @Override
          public String path() {
            return "ask";
          }

          @Override
          public int attempt() {
            return 2;
          }
        };
    var model = refunds();
    var rules = AgentRules.DEFAULT.approvedBy(rule).onTrustedInput();
    Runs.await(agent(model, rules).perform("Refund A7", second));
    assertEquals(List.of(), desk.calls);
    assertTrue(model.told(2).get(0).contains("an earlier attempt may have done it already"));
  }

  @Test
  void whatIsLeftToAPersonIsWrittenToTheirInboxInstead() {
    var inbox = new CopyOnWriteArrayList<Object>();
    Work<Object, String> hands =
        Work.described(
            WorkInfo.named("inbox").model("person").trust(Trust.TRUSTED).build(),
            (text, call) -> {
              inbox.add(text);
              return Mono.just(Outcome.of("Handed to a person: line 1"));
            });
    var model = refunds();
    assertEquals(
        List.of("ask/turn#1", "ask/approve#2/inbox#1", "ask/approve#2", "ask/turn#3", "ask"),
        paths(Runs.plan(String.class, agent(model, Approval.leftTo(hands)))));
    assertEquals(
        List.of("refund {\"cents\":500,\"order\":\"A7\"} (led by words that nobody vouches for)"),
        inbox);
    assertEquals(List.of(), desk.calls);
    assertTrue(model.told(2).get(0).contains("left to a person. Handed to a person: line 1"));
  }

  @Test
  void whoApprovesIsPartOfThePlan() {
    var one = agent(refunds(), Approval.rule("one", request -> true)).info();
    assertEquals(one, agent(refunds(), Approval.rule("one", request -> true)).info());
    assertNotEquals(one, agent(refunds(), Approval.rule("other", request -> true)).info());
  }

  @Test
  void anAiServiceCannotHaveConsequentialToolsAndNobodyVouchesForWhatItSays() {
    var chat = Chat.of("small", line -> refunds());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            chat.service(
                Runnable.class, Effects.CONSEQUENTIAL, model -> () -> {}, (one, text) -> "x"));
    var service = chat.service(Runnable.class, Effects.PURE, model -> () -> {}, (one, text) -> "x");
    assertEquals(Trust.UNTRUSTED, service.info().safety().trust());
  }

  @Test
  void aPlanThatTrustsItsInputsIsNoToolAndNoAgent() {
    var plan =
        Flow.<String>plan(
            "trusts",
            flow ->
                flow.call(
                    "say",
                    flow.input("text", String.class, Input.Mark.TRUSTED),
                    Work.<String, String>instant("say", text -> text)));
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> PlanTool.of(plan, Runs.ENGINE, "Says it"));
    assertEquals(
        "plan 'trusts' trusts its inputs [text], and a model would write them; give it a plan that does not",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> PlanAgent.of(plan, Runs.ENGINE, "answer"));
  }

  @Test
  void anAgentThatActsOnTrustedInputIsNotTriedAgainWhenItsTimeIsOver() {
    var rules =
        AgentRules.DEFAULT.approvedBy(Approval.rule("anything", request -> true)).onTrustedInput();
    var times = new java.util.concurrent.atomic.AtomicInteger();
    var model =
        new ScriptedChat(
            calls("refund", REFUND),
            request -> {
              try {
                new java.util.concurrent.CountDownLatch(1).await();
              } catch (InterruptedException e) {
                times.incrementAndGet();
              }
              throw new IllegalStateException("interrupted");
            },
            calls("refund", REFUND),
            text("Done."));
    var plan =
        Flow.<String>plan(
            "late",
            flow ->
                flow.call(
                    "ask",
                    flow.input("asked", String.class, Input.Mark.TRUSTED),
                    agent(model, rules),
                    Bind.retry(1)
                        .backoff(java.time.Duration.ofNanos(1))
                        .within(java.time.Duration.ofSeconds(3))));
    var failed = Runs.failedRun(plan, "Refund A7");
    assertEquals(ErrorKind.STALLED, failed.failure().kind());
    assertEquals(1, desk.calls.size(), "paid once");
  }
}
