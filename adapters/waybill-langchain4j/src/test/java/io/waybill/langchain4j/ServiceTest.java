package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

@Timeout(60)
class ServiceTest {
  interface Assistant {
    @SystemMessage("Be brief.")
    String answer(String question);
  }

  interface Kind {
    @SystemMessage("Be kind.")
    String answer(String question);
  }

  record Verdict(int stars) {}

  interface Judge {
    Verdict judge(String text);
  }

  private static Chat chat(ScriptedChat model) {
    return Chat.of("small", line -> model).withProvider("openai");
  }

  private static Work<String, String> assistant(ScriptedChat model, Object... tools) {
    return chat(model)
        .service(
            Assistant.class,
            Effects.IDEMPOTENT,
            inside -> AiServices.builder(Assistant.class).chatModel(inside).tools(tools).build(),
            Assistant::answer);
  }

  private static ScriptedChat.Script calls(String tool, String arguments) {
    var request = ToolExecutionRequest.builder().id("1").name(tool).arguments(arguments).build();
    return asked ->
        ScriptedChat.response(
            AiMessage.from(request), FinishReason.TOOL_EXECUTION, ScriptedChat.USED);
  }

  @Test
  void everyExchangeInsideAServiceHasAPostingOfItsOwn() {
    var model = new ScriptedChat(calls("note", "{\"text\":\"a\"}"), ScriptedChat.text("Noted."));
    var result =
        Runs.ENGINE.run(
            Runs.plan(String.class, assistant(model, new Desk())), Map.of("asked", "Note a"));
    assertEquals("Noted.", result.value());
    assertEquals(
        List.of("ask/turn#1", "ask/turn#2", "ask"),
        result.waybill().ledger().postings().stream().map(Posting::path).toList());
    assertEquals(Cost.of(new Money(280_000)), result.waybill().ledger().total());
    assertTrue(model.asked.get(0).messages().toString().contains("Be brief."));
  }

  @Test
  void aServiceAloneAnswers() {
    assertEquals(
        Outcome.of("ok", Usage.NONE, Outcome.Kind.GENERATED),
        outcome(assistant(ScriptedChat.says("ok")), "Hi"));
  }

  @Test
  void aServiceReadsRecordsItsOwnWay() {
    var work =
        chat(ScriptedChat.says("{\"stars\": 4}"))
            .<Judge, String, Verdict>service(
                Judge.class,
                Effects.PURE,
                inside -> AiServices.create(Judge.class, inside),
                Judge::judge);
    assertEquals(new Verdict(4), outcome(work, "Good.").value());
  }

  @Test
  void anExchangeThatFailsFailsTheServiceWithItsKindAndIsBilledOnce() {
    var model =
        new ScriptedChat(
            calls("note", "{\"text\":\"a\"}"),
            request -> {
              throw new RateLimitException("slowly");
            });
    var thrown = Runs.failedRun(Runs.plan(String.class, assistant(model, new Desk())), "Note a");
    assertEquals(ErrorKind.RATE_LIMITED, thrown.failure().kind());
    assertEquals("slowly", thrown.failure().message());
    assertEquals(Cost.of(new Money(140_000)), thrown.waybill().ledger().total());
  }

  @Test
  void aServiceThatCannotReadTheAnswerFails() {
    var work =
        chat(ScriptedChat.says("no idea"))
            .<Judge, String, Verdict>service(
                Judge.class,
                Effects.PURE,
                inside -> AiServices.create(Judge.class, inside),
                Judge::judge);
    failure(ErrorKind.INVALID, work, "Good.");
  }

  @Test
  void aCancelReachesTheExchangeInsideAndItIsPosted() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var model =
        new ScriptedChat(
            request -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              throw new IllegalStateException("interrupted");
            });
    var run =
        Runs.ENGINE.start(
            Runs.plan(String.class, assistant(model)), Map.of("asked", "Hi"), RunOptions.DEFAULT);
    assertTrue(begun.await(30, TimeUnit.SECONDS));
    run.cancel("enough");
    var thrown = assertThrows(RunException.class, () -> run.result().block(Duration.ofSeconds(50)));
    assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    assertEquals(Cost.UNPRICED, thrown.waybill().ledger().total());
    assertEquals(2, thrown.waybill().ledger().postings().size());
  }

  @Test
  void aHundredServicesAtOnceDoNotHoldEachOthersThreads() {
    var work = assistant(ScriptedChat.says("ok"));
    var all =
        Flux.range(0, 100)
            .flatMap(i -> work.perform("Hi", io.waybill.work.CallContext.detached("ask")), 100)
            .collectList();
    assertEquals(100, Runs.await(all).size());
  }

  @Test
  void itsPromptsAreInThePlan() {
    var brief = assistant(ScriptedChat.says("ok"));
    Work<String, String> kind =
        chat(ScriptedChat.says("ok"))
            .service(
                Kind.class,
                Effects.IDEMPOTENT,
                inside -> AiServices.create(Kind.class, inside),
                Kind::answer);
    assertTrue(brief.info().config().toString().contains("Be brief."));
    assertNotEquals(brief.info(), kind.info());
    assertEquals(brief.info(), assistant(ScriptedChat.says("other")).info());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            chat(ScriptedChat.says("ok"))
                .withSystem("Be loud.")
                .service(Kind.class, Effects.PURE, model -> null, Kind::answer));
  }
}
