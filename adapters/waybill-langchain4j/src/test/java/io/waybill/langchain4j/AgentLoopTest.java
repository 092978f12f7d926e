package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.outcome;
import static io.waybill.langchain4j.ScriptedChat.calls;
import static io.waybill.langchain4j.ScriptedChat.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.run.RunException;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What an agent does with a model that goes astray, and with calls of one turn. */
@Timeout(60)
class AgentLoopTest {
  private final List<String> called = new CopyOnWriteArrayList<>();

  /** What a tool gives for its text. */
  private interface Body {
    Object of(String text) throws Exception;
  }

  private Tools tool(Tools tools, String name, Effects effects, Body body) {
    var schema = JsonObjectSchema.builder().addStringProperty("text").required("text").build();
    Work<Map<String, Object>, Object> work =
        Work.described(
            WorkInfo.named("tool." + name).effects(effects).build(),
            (arguments, call) ->
                Threads.call(
                    Threads.EXCHANGES,
                    call,
                    line -> {
                      var text = String.valueOf(arguments.get("text"));
                      called.add(name + " " + text);
                      try {
                        return Outcome.of(body.of(text));
                      } catch (RuntimeException e) {
                        throw e;
                      } catch (Exception e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    return tools.plus(ToolSpecification.builder().name(name).parameters(schema).build(), work);
  }

  private Tools reads(String name) {
    return tool(Tools.of(), name, Effects.PURE, text -> "read " + text);
  }

  private static Work<String, String> agent(ScriptedChat model, Tools tools, AgentRules rules) {
    return Chat.of("small", line -> model).withProvider("openai").agent(tools, rules);
  }

  private static Work<String, String> agent(ScriptedChat model, Tools tools) {
    return agent(model, tools, AgentRules.DEFAULT);
  }

  private static String of(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private static WorkException hopeless(ScriptedChat model, Tools tools) {
    return Runs.failure(ErrorKind.INVALID, agent(model, tools), "Try");
  }

  @Test
  void theSameCallIsAnsweredWithWhatItGaveBeforeAndEndsTheAgentAfterAFew() {
    var model = new ScriptedChat(calls("find", of("a")));
    var failure = hopeless(model, reads("find"));
    assertEquals(
        "the model asked for the same call in 4 turns, and was told each time what it gives: find {\"text\":\"a\"}",
        failure.getMessage());
    assertEquals(List.of("find a"), called);
    assertEquals(4, model.asked.size());
    assertEquals("read a", model.told(2).get(0));
    assertEquals(
        "You have asked for exactly this before, and it was not done again. What it gave: read a",
        model.told(3).get(1));
  }

  @Test
  void theSameArgumentsInAnotherOrderAreTheSameCall() {
    var schema = JsonObjectSchema.builder().addStringProperty("a").addIntegerProperty("b").build();
    Work<Map<String, Object>, String> work =
        Work.described(
            WorkInfo.named("two").build(),
            (arguments, call) -> {
              called.add(String.valueOf(arguments));
              return Mono.just(Outcome.of("ok"));
            });
    var tools =
        Tools.of().plus(ToolSpecification.builder().name("two").parameters(schema).build(), work);
    var model =
        new ScriptedChat(
            calls("two", "{\"a\":\"x\",\"b\":1}", "two", "{ \"b\" : 1, \"a\" : \"x\" }"),
            calls("two", "{\"b\":1,\"a\":\"x\"}"),
            text("Done."));
    assertEquals("Done.", outcome(agent(model, tools), "Try").value());
    assertEquals(List.of("{a=x, b=1}"), called);
    assertEquals(List.of("ok", "ok"), model.told(2));
  }

  @Test
  void whatWasReadIsReadAgainOnceSomethingWasDone() {
    var tools = tool(reads("find"), "note", Effects.IDEMPOTENT, text -> "noted");
    var model =
        new ScriptedChat(
            calls("find", of("a")), calls("note", of("b")), calls("find", of("a")), text("Done."));
    assertEquals("Done.", outcome(agent(model, tools), "Try").value());
    assertEquals(List.of("find a", "note b", "find a"), called);
  }

  @Test
  void aFailureThatMayPassIsTriedAgainWhenTheModelAsks() {
    var tries = new CountDownLatch(2);
    var tools =
        tool(
            Tools.of(),
            "find",
            Effects.PURE,
            text -> {
              tries.countDown();
              if (tries.getCount() > 0) {
                throw new WorkException(ErrorKind.TRANSIENT, Usage.NONE, "a bad moment");
              }
              return "found";
            });
    var model = new ScriptedChat(calls("find", of("a")), calls("find", of("a")), text("Done."));
    assertEquals("Done.", outcome(agent(model, tools), "Try").value());
    assertEquals(List.of("Error: a bad moment", "found"), model.told(3));
  }

  @Test
  void aModelThatKeepsAskingForWhatThereIsNotIsStopped() {
    var failure = hopeless(new ScriptedChat(calls("fnd", of("a"))), reads("find"));
    assertEquals(
        "the model asked 4 times for calls that cannot be made; the last time: there is no tool 'fnd'. Did you mean 'find'? Known: find.",
        failure.getMessage());
    var malformed = new ScriptedChat(calls("find", "{\"txt\":\"a\"}"));
    assertTrue(
        hopeless(malformed, reads("find"))
            .getMessage()
            .endsWith("'text' is missing; it takes no 'txt'. Did you mean 'text'? Known: text."));
    assertEquals(List.of(), called);
    assertEquals(4, malformed.asked.size());
  }

  @Test
  void aNameOfAnyLengthIsToldInBrief() {
    var model = new ScriptedChat(calls("x".repeat(1_000_000), "{}"), text("Done."));
    assertEquals("Done.", outcome(agent(model, reads("find")), "Try").value());
    assertTrue(model.told(2).get(0).length() < 200, model.told(2).get(0));
  }

  @Test
  void moreCallsThanATurnMayHaveAreNotMade() {
    var all = IntStream.range(0, 40).boxed().flatMap(i -> Stream.of("find", of("" + i))).toList();
    var model = new ScriptedChat(calls(all.toArray(String[]::new)), text("Done."));
    var rules = AgentRules.DEFAULT.withCallsPerTurn(3);
    assertEquals("Done.", outcome(agent(model, reads("find"), rules), "Try").value());
    assertEquals(List.of("find 0", "find 1", "find 2"), called.stream().sorted().toList());
    assertEquals(40, model.told(2).size());
    assertEquals("read 2", model.told(2).get(2));
    assertEquals(
        "Error: at most 3 calls are made in one turn, and this is one more", model.told(2).get(3));
  }

  @Test
  void aLongResultIsCutAndTheModelIsToldSo() {
    var tools = tool(Tools.of(), "find", Effects.PURE, text -> "ab\uD83D\uDE00".repeat(1_000_000));
    var model = new ScriptedChat(calls("find", of("a")), text("Done."));
    var rules = AgentRules.DEFAULT.withLongestResult(7);
    assertEquals("Done.", outcome(agent(model, tools, rules), "Try").value());
    assertEquals(
        "ab\uD83D\uDE00ab… (cut: the first 6 of 4000000 characters)", model.told(2).get(0));
  }

  @Test
  void aResultOfPartsIsCutToo() {
    var parts =
        List.of(
            dev.langchain4j.data.message.TextContent.from("abcdef"),
            dev.langchain4j.data.message.ImageContent.from("aGVsbG8=", "image/png"),
            dev.langchain4j.data.message.TextContent.from("ghi"));
    var tools = tool(Tools.of(), "find", Effects.PURE, text -> parts);
    var model = new ScriptedChat(calls("find", of("a")), calls("find", of("a")), text("Done."));
    outcome(agent(model, tools, AgentRules.DEFAULT.withLongestResult(8)), "Try");
    var told =
        model.asked.get(2).messages().stream()
            .filter(ToolExecutionResultMessage.class::isInstance)
            .map(ToolExecutionResultMessage.class::cast)
            .toList();
    assertEquals(3, told.get(0).contents().size());
    assertTrue(
        told.get(0).contents().get(2).toString().contains("gh… (cut: the first 2 of 3"),
        told.get(0).toString());
    assertEquals(4, told.get(1).contents().size());
  }

  @Test
  void callsOfOneTurnAreMadeAtOnceAndToldInTheOrderAsked() {
    var both = new CountDownLatch(2);
    Body waits =
        text -> {
          both.countDown();
          Runs.waitFor(both);
          return "read " + text;
        };
    var tools =
        tool(tool(Tools.of(), "one", Effects.PURE, waits), "two", Effects.IDEMPOTENT, waits);
    var model = new ScriptedChat(calls("one", of("a"), "two", of("b")), text("Done."));
    assertEquals("Done.", outcome(agent(model, tools), "Try").value());
    assertEquals(List.of("read a", "read b"), model.told(2));
  }

  @Test
  void aTurnWithAConsequentialCallIsMadeInTheOrderAsked() {
    var tools = reads("find");
    tools = tool(tools, "pay", Effects.CONSEQUENTIAL, text -> "paid");
    var model =
        new ScriptedChat(
            calls("find", of("1"), "pay", of("2"), "find", of("3"), "pay", of("4")), text("Done."));
    assertEquals("Done.", outcome(agent(model, tools), "Try").value());
    assertEquals(List.of("find 1", "pay 2", "find 3", "pay 4"), called);
  }

  @Test
  void aTurnThatFailsAfterSomethingWasDoneIsNotTriedAgain() {
    var tools = tool(Tools.of(), "pay", Effects.CONSEQUENTIAL, text -> "paid");
    var model =
        new ScriptedChat(
            calls("pay", of("5")),
            request -> {
              throw new dev.langchain4j.exception.RateLimitException("slowly");
            });
    var failure = Runs.failure(ErrorKind.AMBIGUOUS, agent(model, tools), "Pay");
    assertTrue(failure.getMessage().contains("RATE_LIMITED: slowly"), failure.getMessage());
    assertEquals(List.of("pay 5"), called);
  }

  @Test
  void aConsequentialCallThatMayHaveHappenedEndsTheAgentAndIsNotTriedAgain() {
    var tools =
        tool(
            Tools.of(),
            "pay",
            Effects.CONSEQUENTIAL,
            text -> {
              throw new WorkException(ErrorKind.TRANSIENT, Usage.NONE, "the line broke");
            });
    var model = new ScriptedChat(calls("pay", of("5")), text("Done."));
    var plan =
        Flow.<String>plan(
            "pay",
            flow ->
                flow.call(
                    "ask",
                    flow.input("asked", String.class, io.waybill.plan.Input.Mark.TRUSTED),
                    agent(model, tools),
                    io.waybill.dsl.Bind.retry(3).backoff(java.time.Duration.ofNanos(1))));
    var failed =
        assertThrows(RunException.class, () -> Runs.ENGINE.run(plan, Map.of("asked", "Pay five")));
    assertEquals(ErrorKind.AMBIGUOUS, failed.failure().kind());
    assertEquals(List.of("pay 5"), called);
  }

  @Test
  void anAgentIsAToolOfAnother() {
    var inner = new ScriptedChat(calls("find", of("a")), text("It is there."));
    var tools = Tools.of().plus("clerk", "Knows orders", agent(inner, reads("find")));
    var outer = new ScriptedChat(calls("clerk", of("Where is a?")), text("There."));
    var run =
        Runs.ENGINE.run(
            Runs.plan(String.class, agent(outer, tools)), Map.of("asked", "Where is a?"));
    assertEquals("There.", run.value());
    assertEquals(List.of("It is there."), outer.told(2));
    assertEquals(
        List.of(
            "ask/turn#1",
            "ask/clerk#2/turn#1",
            "ask/clerk#2/find#2",
            "ask/clerk#2/turn#3",
            "ask/clerk#2",
            "ask/turn#3",
            "ask"),
        run.waybill().ledger().postings().stream().map(Posting::path).toList());
  }

  @Test
  void whatAToolIsIsPartOfThePlan() {
    var one = agent(ScriptedChat.says("ok"), reads("find"));
    assertEquals(one.info(), agent(ScriptedChat.says("other"), reads("find")).info());
    for (var other :
        List.of(
            agent(ScriptedChat.says("ok"), reads("fnd")),
            agent(
                ScriptedChat.says("ok"),
                tool(Tools.of(), "find", Effects.IDEMPOTENT, text -> "read")),
            agent(ScriptedChat.says("ok"), reads("find"), AgentRules.DEFAULT.withTurns(3)),
            agent(
                ScriptedChat.says("ok"), reads("find"), AgentRules.DEFAULT.withCallsPerTurn(3)))) {
      assertTrue(!one.info().equals(other.info()));
    }
    assertThrows(IllegalArgumentException.class, () -> AgentRules.DEFAULT.withTurns(0));
    assertThrows(IllegalArgumentException.class, () -> AgentRules.DEFAULT.withCallsPerTurn(0));
    assertThrows(IllegalArgumentException.class, () -> AgentRules.DEFAULT.withLongestResult(0));
  }

  @Test
  void aToolsPrivateDataDoesNotGoToAModelThatIsNotInHouse() {
    Work<String, String> files =
        Work.described(
            WorkInfo.named("files").privacy(Privacy.PRIVATE).build(),
            (text, call) -> Mono.just(Outcome.of("secret")));
    var tools = Tools.of().plus("files", "Knows people", files);
    var away = Chat.of("small", line -> ScriptedChat.says("ok"));
    var refused = assertThrows(IllegalArgumentException.class, () -> away.agent(tools));
    assertTrue(refused.getMessage().startsWith("its tools [files] answer with private data"));
    var home = away.withPool("gpu0").agent(tools).info();
    assertEquals(Privacy.PRIVATE, home.safety().privacy());
    assertEquals(Location.LOCAL, home.safety().location());
    Work<String, String> web =
        Work.described(
            WorkInfo.named("web").location(Location.EXTERNAL).build(),
            (text, call) -> Mono.just(Outcome.of("page")));
    assertThrows(
        IllegalArgumentException.class,
        () -> away.withPool("gpu0").agent(tools.plus("web", "Searches", web)));
  }
}
