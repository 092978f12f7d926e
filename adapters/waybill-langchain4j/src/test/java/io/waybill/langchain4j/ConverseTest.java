package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static io.waybill.langchain4j.ScriptedChat.calls;
import static io.waybill.langchain4j.ScriptedChat.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.Message;
import io.waybill.work.Message.Role;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConverseTest {
  private final List<String> affinities = new CopyOnWriteArrayList<>();

  private Chat chat(ScriptedChat model) {
    return Chat.of(
            "small",
            (Line line) -> {
              affinities.add(line.affinity());
              return model;
            })
        .withProvider("openai")
        .withSystem("Be brief.");
  }

  private static Conversation asked(String text) {
    return Conversation.begun("ada").plus(Role.USER, text);
  }

  @Test
  void theAnswerIsTheConversationWithWhatTheModelSaid() {
    var answer = outcome(chat(ScriptedChat.says("Hello, Ada.")).converse(), asked("I am Ada."));
    assertEquals(
        List.of(new Message(Role.USER, "I am Ada."), new Message(Role.ASSISTANT, "Hello, Ada.")),
        answer.value().messages());
    assertEquals(Outcome.Kind.GENERATED, answer.kind());
    assertEquals(100, answer.usage().input());
  }

  @Test
  void eachRequestBeginsAsTheOneBeforeDid() {
    var model = ScriptedChat.says("one", "two", "three");
    var work = chat(model).converse();
    var conversation = new Conversation("ada", 0, "Ada likes tea.", List.of());
    for (var said : List.of("first", "second", "third")) {
      conversation = outcome(work, conversation.plus(Role.USER, said)).value();
    }
    for (int i = 1; i < 3; i++) {
      var before = model.asked.get(i - 1).messages();
      assertEquals(before, model.asked.get(i).messages().subList(0, before.size()));
    }
    assertEquals(
        List.of(
            SystemMessage.from("Be brief."),
            UserMessage.from("What was said before, in short:\nAda likes tea.\n\nNow:\nfirst"),
            AiMessage.from("one"),
            UserMessage.from("second")),
        model.asked.get(1).messages());
  }

  @Test
  void whatNobodyAskedIsNotAnswered() {
    var work = chat(ScriptedChat.says("unreached")).converse();
    failure(ErrorKind.INVALID, work, Conversation.begun("ada"));
    failure(ErrorKind.INVALID, work, asked("Hi").plus(Role.ASSISTANT, "Hello."));
  }

  @Test
  void aConversationMayHaveTools() {
    var tools = Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT);
    var model = new ScriptedChat(calls("find", "{\"text\":\"A7\"}"), text("Found."));
    var answer = outcome(chat(model).converse(tools, AgentRules.DEFAULT), asked("Where is A7?"));
    assertEquals("Found.", answer.value().messages().get(1).text());
    assertEquals(2, answer.value().messages().size());
    assertEquals(List.of("found A7"), model.told(2));
  }

  @Test
  void everyRequestOfAConversationTellsWhichItIsAndNotWhose() {
    var tools = Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT);
    Work<Conversation, Conversation> plain = chat(ScriptedChat.says("ok")).converse();
    outcome(plain, asked("Hi"));
    outcome(
        chat(new ScriptedChat(calls("find", "{\"text\":\"A7\"}"), text("Found.")))
            .converse(tools, AgentRules.DEFAULT),
        asked("Hi"));
    assertEquals(3, affinities.size());
    assertEquals(1, affinities.stream().distinct().count(), affinities.toString());
    assertTrue(affinities.get(0).matches("[0-9a-f]{16}"), affinities.toString());
    assertFalse(affinities.get(0).contains("ada"));
    outcome(plain, Conversation.begun("bob").plus(Role.USER, "Hi"));
    assertNotEquals(affinities.get(0), affinities.get(3));
    outcome(chat(ScriptedChat.says("ok")).text(), "Hi");
    assertEquals("", affinities.get(4));
  }
}
