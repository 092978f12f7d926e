package io.waybill.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.guards.Guards;
import io.waybill.ledger.Posting;
import io.waybill.plan.Plan;
import io.waybill.plan.PlanException;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.testkit.ScriptedModel;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Message;
import io.waybill.work.Message.Role;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Privacy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryTest {
  private static final LocalEngine ENGINE = LocalEngine.create();
  private final Conversations store = Conversations.inMemory();

  /** A model of ours that answers with what it was asked. */
  private static final Work<Conversation, Conversation> ECHO =
      Work.described(
          WorkInfo.named("echo").types(Conversation.class, Conversation.class).build(),
          (conversation, call) ->
              reactor.core.publisher.Mono.just(
                  io.waybill.work.Outcome.of(
                      conversation.plus(
                          Role.ASSISTANT, conversation.messages().size() + " messages"))));

  private Ref<Conversation> said(Flow flow, Work<String, Conversation> recall) {
    var id = flow.input("id", String.class);
    var text = flow.input("text", String.class);
    var before = flow.call("recall", id, recall);
    return flow.call("say", Bind.join(Said.class, before, text), Memory.say());
  }

  private Plan<String> desk(Window window) {
    return Flow.plan(
        "desk",
        flow -> {
          var said = said(flow, Memory.recall(store));
          var recent = flow.call("window", said, Memory.window(window));
          var answered = flow.call("answer", recent, ECHO);
          return flow.call(
              "last", flow.call("remember", answered, Memory.remember(store)), Memory.last());
        });
  }

  private static Conversation of(int messages) {
    var conversation = Conversation.begun("ada");
    for (int i = 0; i < messages; i++) {
      conversation = conversation.plus(i % 2 == 0 ? Role.USER : Role.ASSISTANT, "message " + i);
    }
    return conversation;
  }

  private static Conversation done(Work<Conversation, Conversation> work, Conversation given) {
    return ENGINE.run(plan(work), Map.of("given", given)).value();
  }

  private static Plan<Conversation> plan(Work<Conversation, Conversation> work) {
    return Flow.plan(
        "try", flow -> flow.call("work", flow.input("given", Conversation.class), work));
  }

  private static List<String> texts(Conversation conversation) {
    return conversation.messages().stream().map(Message::text).toList();
  }

  @Test
  void aConversationGoesOnFromRunToRun() {
    var plan = desk(Window.bytes(100_000));
    assertEquals("1 messages", ENGINE.run(plan, Map.of("id", "ada", "text", "one")).value());
    assertEquals("3 messages", ENGINE.run(plan, Map.of("id", "ada", "text", "two")).value());
    assertEquals("1 messages", ENGINE.run(plan, Map.of("id", "bob", "text", "one")).value());
    var kept = store.load("ada").block();
    assertEquals(List.of("one", "1 messages", "two", "3 messages"), texts(kept));
    assertEquals(2, kept.version());
  }

  @Test
  void whatWasSaidBeforeDoesNotSteerWhatIsConsequentialNorLeaveTheHouse() {
    Work<String, String> mail =
        Work.described(
            WorkInfo.named("mail").effects(Effects.CONSEQUENTIAL).build(),
            (text, call) -> reactor.core.publisher.Mono.empty());
    assertRefused("lets untrusted data (step 'recall') steer 'mail'", mail, Memory.recall(store));
    Work<String, String> away = ScriptedModel.named("openai", "small");
    assertRefused(
        "sends private data (step 'recall') out of the house", away, Memory.recall(store));
    var agreed = Memory.recall(store, Privacy.AS_INPUT);
    Flow.plan(
        "agreed",
        flow -> flow.call("away", flow.call("last", said(flow, agreed), Memory.last()), away));
  }

  private void assertRefused(
      String why, Work<String, String> work, Work<String, Conversation> recall) {
    var refused =
        assertThrows(
            PlanException.class,
            () ->
                Flow.plan(
                    "refused",
                    flow ->
                        flow.call(
                            "work", flow.call("last", said(flow, recall), Memory.last()), work)));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  @Test
  void aGuardClearsEveryText() {
    Work<String, String> away = ScriptedModel.named("openai", "small");
    Flow.plan(
        "guarded",
        flow -> {
          var said = said(flow, Memory.recall(store));
          var clean = flow.call("guard", said, Memory.guard(Guards.redact()));
          return flow.call("away", flow.call("last", clean, Memory.last()), away);
        });
    var given =
        new Conversation(
            "ada",
            3,
            "wrote from ada@example.com",
            List.of(new Message(Role.USER, "I am ada@example.com, call me.")));
    var clean = done(Memory.guard(Guards.redact()), given);
    assertTrue(!clean.toString().contains("ada@"), clean.toString());
    assertEquals(3, clean.version());
    assertEquals(1, clean.messages().size());
  }

  @Test
  void aWindowDropsTheOldestAndOnlyWhenItIsFull() {
    var words = Window.tokens(45, "words", text -> text.split(" ").length).keeping(20);
    assertEquals(of(4), done(Memory.window(words), of(4)));
    assertEquals(List.of("message 4"), texts(done(Memory.window(words), of(5))));
    assertEquals("words", Memory.window(words).info().config().get("unit"));
    assertThrows(IllegalArgumentException.class, () -> words.keeping(46));
    assertThrows(IllegalArgumentException.class, () -> Window.bytes(0));
  }

  @Test
  void theBeginningStaysTheSameFromOneCutToTheNext() {
    var work = Memory.window(new Window(10 * 17, 5 * 17, "bytes", text -> 9));
    var conversation = Conversation.begun("ada");
    String first = "";
    int cuts = 0;
    for (int i = 0; i < 100; i++) {
      conversation =
          done(work, conversation.plus(i % 2 == 0 ? Role.USER : Role.ASSISTANT, "message " + i));
      var now = conversation.messages().get(0).text();
      cuts += now.equals(first) || first.isEmpty() ? 0 : 1;
      first = now;
      assertEquals(Role.USER, conversation.messages().get(0).role());
      assertEquals("message " + i, texts(conversation).get(conversation.messages().size() - 1));
      assertTrue(conversation.messages().size() <= 10);
    }
    assertTrue(cuts <= 100 / 5, "cut " + cuts + " times");
    assertTrue(cuts > 5, "cut " + cuts + " times");
  }

  @Test
  void theLastQuestionIsKeptHoweverLongItIs() {
    var long_ = of(4).plus(Role.USER, "x".repeat(1000));
    assertEquals(List.of("x".repeat(1000)), texts(done(Memory.window(Window.bytes(100)), long_)));
    var answered = long_.plus(Role.ASSISTANT, "y".repeat(1000));
    assertEquals(2, done(Memory.window(Window.bytes(100)), answered).messages().size());
  }

  @Test
  void bytesAreABoundOfTokens() {
    var window = Window.bytes(10);
    assertEquals(12, window.size().applyAsLong("\u2603\u2603\u2603\u2603"));
  }

  @Test
  void whatIsOlderThanTheWindowIsSummedUpByACallInsideTheCall() {
    var model =
        ScriptedModel.<String>of("", WorkInfo.named("small").model("small").pool("gpu0").build())
            .by((text, call) -> io.waybill.testkit.Speech.of("summary of " + text.length()));
    var work = Memory.summarize(Window.bytes(100), model);
    var short_ = of(4);
    assertEquals(short_, done(work, short_));
    assertEquals(0, model.asked().size());
    var given = new Conversation("ada", 7, "earlier", of(9).messages());
    var run = ENGINE.run(plan(work), Map.of("given", given));
    assertEquals(
        List.of("work/summary#1", "work"),
        run.waybill().ledger().postings().stream().map(Posting::path).toList());
    assertEquals(
        "earlier\nuser: message 0\nassistant: message 1\nuser: message 2\nassistant: message 3\nuser: message 4\nassistant: message 5\nuser: message 6\nassistant: message 7",
        model.asked().get(0).input());
    assertEquals("summary of " + model.asked().get(0).input().length(), run.value().summary());
    assertEquals(List.of("message 8"), texts(run.value()));
    assertEquals(7, run.value().version());
  }

  @Test
  void aSummaryIsNoMoreTrustedThanWhoMadeIt() {
    var local =
        Memory.summarize(Window.bytes(100), Work.<String, String>instant("cut", text -> ""));
    assertEquals(WorkInfo.Location.LOCAL, local.info().safety().location());
    Work<String, String> away = ScriptedModel.named("openai", "small");
    var external = Memory.summarize(Window.bytes(100), away);
    assertEquals(WorkInfo.Location.EXTERNAL, external.info().safety().location());
    assertTrue(!local.info().equals(external.info()));
  }

  @Test
  void rememberIsIdempotentAndAConversationThatWentOnIsNotOverwritten() {
    var remember = Memory.remember(store);
    assertEquals(Effects.IDEMPOTENT, remember.info().safety().effects());
    var kept = done(remember, of(1));
    assertEquals(kept, done(remember, of(1)));
    var failed = assertThrows(RunException.class, () -> done(remember, of(2)));
    assertEquals(ErrorKind.INVALID, failed.failure().kind());
    assertEquals(kept, store.load("ada").block());
  }

  @Test
  void whatCannotBeSaidIsInvalid() {
    var plan = desk(Window.bytes(100));
    for (var inputs : List.of(Map.of("id", " ", "text", "hi"), Map.of("id", "ada", "text", " "))) {
      var failed = assertThrows(RunException.class, () -> ENGINE.run(plan, inputs));
      assertEquals(ErrorKind.INVALID, failed.failure().kind());
    }
    var silent =
        Flow.<String>plan(
            "silent",
            flow -> flow.call("last", flow.input("given", Conversation.class), Memory.last()));
    var failed =
        assertThrows(
            RunException.class,
            () -> ENGINE.run(silent, Map.of("given", Conversation.begun("ada"))));
    assertEquals(ErrorKind.INVALID, failed.failure().kind());
  }

  @Test
  void addingAndDroppingGiveOtherValues() {
    var one = of(1);
    one.plus(Role.ASSISTANT, "two");
    assertEquals(1, one.messages().size());
    assertThrows(IllegalArgumentException.class, () -> one.plus(Role.USER, ""));
    assertThrows(IllegalArgumentException.class, () -> one.kept(-1));
  }
}
