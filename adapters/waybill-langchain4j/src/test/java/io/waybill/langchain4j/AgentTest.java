package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static io.waybill.langchain4j.ScriptedChat.calls;
import static io.waybill.langchain4j.ScriptedChat.response;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Fate;
import io.waybill.plan.PlanException;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

@Timeout(60)
class AgentTest {
  private final Desk desk = new Desk();
  private final Tools tools = Tools.of(desk).withEffects(Effects.IDEMPOTENT);

  private static Chat chat(ScriptedChat model) {
    return Chat.of("small", line -> model).withProvider("openai");
  }

  private Work<String, String> agent(ScriptedChat model) {
    return chat(model).agent(tools);
  }

  private static List<String> fates(List<Posting> postings) {
    return postings.stream().map(posting -> posting.path() + " " + posting.fate()).toList();
  }

  @Test
  void everyTurnAndEveryToolHasAPostingOfItsOwnAndTheStepHasNothingMore() {
    var tools = Tools.of(desk).withTrust(Trust.AS_INPUT);
    var model =
        new ScriptedChat(
            calls("find", "{\"text\":\"A7\"}", "note", "{\"text\":\"hm\"}"),
            calls("refund", "{\"order\":\"A7\",\"cents\":5}"),
            ScriptedChat.text("Done."));
    var result =
        Runs.ENGINE.run(
            Runs.trusting(String.class, chat(model).agent(tools)), Map.of("asked", "Refund A7"));
    assertEquals("Done.", result.value());
    var ledger = result.waybill().ledger();
    assertEquals(
        List.of(
            "ask/turn#1 USED",
            "ask/find#2 USED",
            "ask/note#3 USED",
            "ask/turn#4 USED",
            "ask/refund#5 USED",
            "ask/turn#6 USED",
            "ask USED"),
        fates(ledger.postings()));
    assertEquals(Cost.of(new Money(3 * 140_000)), ledger.total());
    assertEquals(Usage.NONE, ledger.postings().get(6).usage());
    assertEquals(List.of("A7Optional.empty", "hm"), desk.calls.subList(0, 2));
  }

  @Test
  void theModelIsToldWhatItsToolsGave() {
    var model =
        new ScriptedChat(
            calls("find", "{\"text\":\"A7\"}", "note", "{\"text\":\"hm\"}"),
            calls("refund", "{\"order\":\"A7\",\"cents\":5,\"reason\":\"BROKEN\"}"),
            ScriptedChat.text("Done."));
    outcome(agent(model), "Refund A7");
    assertEquals(List.of("found A7", "Success"), model.told(2));
    assertEquals("{\"order\":\"A7\",\"cents\":5,\"reason\":\"BROKEN\"}", model.told(3).get(2));
    assertEquals(
        tools.names(),
        model.asked.get(0).toolSpecifications().stream().map(ToolSpecification::name).toList());
  }

  @Test
  void aToolThatFailsIsToldToTheModelAndStaysOnTheBill() {
    var model =
        new ScriptedChat(
            calls("fails", "{}", "refund", "{\"order\":7}", "refund", "{no json", "note", "{}"),
            ScriptedChat.text("I cannot."));
    var postings = Runs.postings(agent(model), "Try");
    assertEquals(
        List.of("ask/turn#1 USED", "ask/fails#2 FAILED", "ask/turn#3 USED", "ask USED"),
        fates(postings));
    var told = model.told(2);
    assertEquals("Error: the desk is closed", told.get(0));
    assertEquals("Error: 'cents' is missing; 'order' must be a text", told.get(1));
    assertTrue(told.get(2).startsWith("Error: the arguments are no JSON object"), told.get(2));
    assertEquals("Error: 'text' is missing", told.get(3));
    assertEquals(List.of(), desk.calls);
  }

  @Test
  void aToolThatIsNotListedCannotBeCalled() {
    var model = new ScriptedChat(calls("refnd", "{}"), ScriptedChat.text("Sorry."));
    assertEquals(
        List.of("ask/turn#1 USED", "ask/turn#2 USED", "ask USED"),
        fates(Runs.postings(agent(model), "Try")));
    assertTrue(
        model.told(2).get(0).startsWith("Error: there is no tool 'refnd'. Did you mean 'refund'?"),
        model.told(2).get(0));
  }

  @Test
  void anAgentThatDoesNotFinishFailsAndItsTurnsArePaid() {
    var model = new ScriptedChat(calls("note", "{\"text\":\"again\"}"));
    var thrown = Runs.failedRun(Runs.plan(String.class, chat(model).agent(tools, 3)), "Try");
    assertEquals(ErrorKind.INVALID, thrown.failure().kind());
    assertTrue(thrown.failure().message().contains("after 3 turns"), thrown.getMessage());
    assertEquals(Cost.of(new Money(3 * 140_000)), thrown.waybill().ledger().total());
  }

  @Test
  void aTurnThatFailsFailsTheAgentAndIsBilledOnce() {
    var model =
        new ScriptedChat(
            calls("note", "{\"text\":\"a\"}"),
            request ->
                response(AiMessage.from("No"), FinishReason.CONTENT_FILTER, ScriptedChat.USED));
    var thrown = Runs.failedRun(Runs.plan(String.class, agent(model)), "Try");
    assertEquals(ErrorKind.REFUSED, thrown.failure().kind());
    assertEquals(Cost.of(new Money(2 * 140_000)), thrown.waybill().ledger().total());
  }

  @Test
  void whatEndsTheRunIsNotToldToTheModel() {
    Work<Map<String, Object>, String> broke =
        Work.described(
            WorkInfo.named("broke").build(),
            (arguments, call) ->
                Mono.error(new WorkException(ErrorKind.BUDGET, Usage.NONE, "all is spent")));
    var model = new ScriptedChat(calls("broke", "{}"), ScriptedChat.text("unreached"));
    var only = tools.plus(ToolSpecification.builder().name("broke").build(), broke);
    failure(ErrorKind.BUDGET, chat(model).agent(only), "Try");
    assertEquals(1, model.asked.size());
  }

  @Test
  void aCancelStopsTheToolAndWhatWasPaidStaysOnTheBill() throws InterruptedException {
    var model = new ScriptedChat(calls("hangs", "{}"), ScriptedChat.text("unreached"));
    var run =
        Runs.ENGINE.start(
            Runs.plan(String.class, agent(model)), Map.of("asked", "Try"), RunOptions.DEFAULT);
    assertTrue(desk.waiting.await(30, TimeUnit.SECONDS));
    run.cancel("enough");
    var thrown = assertThrows(RunException.class, () -> run.result().block(Duration.ofSeconds(50)));
    assertTrue(desk.interrupted.await(30, TimeUnit.SECONDS));
    var ledger = thrown.waybill().ledger();
    assertEquals(Cost.of(new Money(140_000)), ledger.total());
    assertEquals(
        List.of(Fate.CANCELLED, Fate.CANCELLED, Fate.USED),
        ledger.postings().stream().map(Posting::fate).sorted((a, b) -> b.compareTo(a)).toList());
  }

  @Test
  void whatATextCameFromIsWhatItsToolsReadIt() {
    var source = new Source("returns.md", 0, 9, "sha256:00");
    Work<Map<String, Object>, String> reads =
        Work.described(
            WorkInfo.named("reads").trust(Trust.UNTRUSTED).build(),
            (arguments, call) -> Mono.just(Outcome.of("30 days").from(List.of(source))));
    var all = tools.plus(ToolSpecification.builder().name("reads").build(), reads);
    var model = new ScriptedChat(calls("reads", ""), ScriptedChat.text("Thirty days."));
    var agent = chat(model).agent(all);
    assertEquals(List.of(source), outcome(agent, "How long?").sources());
    assertEquals(Trust.UNTRUSTED, agent.info().safety().trust());
  }

  @Test
  void strangersWordsDoNotReachAnAgentWithConsequentialTools() {
    var agent = chat(ScriptedChat.says("ok")).agent(Tools.of(desk).withTrust(Trust.AS_INPUT));
    assertEquals(Effects.CONSEQUENTIAL, agent.info().safety().effects());
    assertThrows(PlanException.class, () -> Runs.plan(String.class, agent));
  }

  @Test
  void aStreamingModelTakesTurnsTheSameWay() {
    var turns = new java.util.concurrent.atomic.AtomicInteger();
    var model =
        new ScriptedStream(
            List.of(),
            (handler, said) ->
                handler.onCompleteResponse(
                    turns.getAndIncrement() == 0
                        ? calls("note", "{\"text\":\"a\"}").to(null)
                        : ScriptedChat.text("Done.").to(null)));
    var chat = Chat.streaming("small", line -> model).withProvider("openai");
    assertEquals("Done.", outcome(chat.agent(tools), "Note a").value());
    assertEquals(List.of("a"), desk.calls);
  }
}
