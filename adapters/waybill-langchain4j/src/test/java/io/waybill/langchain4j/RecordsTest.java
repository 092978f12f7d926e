package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static io.waybill.langchain4j.ScriptedChat.response;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.structured.Description;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RecordsTest {
  enum Mood {
    CALM,
    ANGRY
  }

  record Grade(@Description("from 1 to 5") int stars, boolean final_) {}

  record Verdict(Mood mood, double score, List<Grade> grades) {}

  record Person(String name, int age) {}

  record Nested(Nested again, Set<String> set, LocalDate day, Map<String, String> map) {}

  private static final Usage USED = Usage.tokens("openai", "small", 100, 20);

  private static <T extends Record> T read(Class<T> type, String answer) {
    return outcome(chat(ScriptedChat.says(answer)).as(type), "Judge").value();
  }

  private static Chat chat(ScriptedChat model) {
    return Chat.of("small", line -> model).withProvider("openai");
  }

  @Test
  void aRecordIsReadFromTheAnswer() {
    assertEquals(
        new Verdict(Mood.ANGRY, 0.5, List.of(new Grade(2, true))),
        read(
            Verdict.class,
            "{\"mood\":\"ANGRY\",\"score\":0.5,\"grades\":[{\"stars\":2,\"final_\":true}]}"));
    assertEquals(new Verdict(Mood.CALM, 1, List.of()), read(Verdict.class, CALM));
  }

  private static final String CALM = "{\"mood\":\"CALM\",\"score\":1,\"grades\":[]}";

  @Test
  void itsSchemaGoesWithTheRequestAndAllowsNothingElse() {
    var model = ScriptedChat.says(CALM);
    outcome(chat(model).as(Verdict.class), "Judge");
    var format = model.asked.get(0).responseFormat();
    assertEquals(ResponseFormatType.JSON, format.type());
    assertEquals("Verdict", format.jsonSchema().name());
    var root = (JsonObjectSchema) format.jsonSchema().rootElement();
    assertEquals(List.of("mood", "score", "grades"), root.required());
    assertEquals(false, root.additionalProperties());
    assertEquals(
        List.of("CALM", "ANGRY"), ((JsonEnumSchema) root.properties().get("mood")).enumValues());
    assertTrue(root.toString().contains("from 1 to 5"), root.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|'name' is missing",
        "{\"name\":\"Ann\"}|'age' is missing",
        "{\"name\":\"Ann\",\"age\":null}|Cannot map `null` into type `int`",
        "{\"name\":\"Ann\",\"age\":\"3\"}|Cannot coerce String value",
        "{\"name\":\"Ann\",\"age\":3.5}|Cannot coerce Floating-point value",
        "{\"name\":7,\"age\":3}|Cannot coerce Integer value",
        "{\"name\":\"Ann\",\"age\":3,\"x\":1}|Unrecognized field \"x\"",
        "{\"name\":null,\"age\":3}|'name' is missing",
        "{\"name\":\"Ann\",\"age\":3} {}|Trailing token",
        "{\"name\":\"Ann\",\"name\":\"Bob\",\"age\":3}|Duplicate",
        "Here it is: {}|and no JSON: Unrecognized token 'Here'",
        "[]|Cannot deserialize value of type"
      })
  void whatDoesNotFitFailsWithThePlaceAndIsPaid(String answer, String why) {
    var work = chat(ScriptedChat.says(answer)).as(Person.class);
    var failure = failure(ErrorKind.INVALID, work, "Who?");
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
    assertTrue(failure.getMessage().startsWith("the answer is no Person"), failure.getMessage());
    assertEquals(USED, failure.usage());
  }

  @Test
  void aPlaceInsideIsNamed() {
    var work =
        chat(ScriptedChat.says("{\"mood\":\"CALM\",\"score\":1,\"grades\":[{\"stars\":\"x\"}]}"))
            .as(Verdict.class);
    var message = failure(work, "Judge").getMessage();
    assertTrue(message.endsWith("(at grades[0].stars)"), message);
  }

  @Test
  void aRecordThatWasCutIsInvalid() {
    var model =
        new ScriptedChat(
            request -> response(AiMessage.from(CALM), FinishReason.LENGTH, ScriptedChat.USED));
    var failure = failure(ErrorKind.INVALID, chat(model).as(Verdict.class), "Judge");
    assertEquals(
        "the Verdict was cut when the model had written all the tokens it may",
        failure.getMessage());
    assertEquals(USED, failure.usage());
  }

  @Test
  void onlyARecordWithoutRoomForWordsIsTrusted() {
    var chat = chat(ScriptedChat.says(CALM));
    assertEquals(WorkInfo.Trust.TRUSTED, chat.as(Verdict.class).info().safety().trust());
    assertEquals(WorkInfo.Trust.AS_INPUT, chat.as(Person.class).info().safety().trust());
    assertEquals(Verdict.class, chat.as(Verdict.class).info().output());
    assertNotEquals(chat.as(Verdict.class).info(), chat.as(Person.class).info());
  }

  @Test
  void whatNoSchemaCanSayIsRefusedWithEveryPlace() {
    var chat = chat(ScriptedChat.says(""));
    var refused = assertThrows(IllegalArgumentException.class, () -> chat.as(Nested.class));
    for (var place : List.of("Nested.again", "Nested.set", "Nested.day", "Nested.map")) {
      assertTrue(refused.getMessage().contains(place), refused.getMessage());
    }
  }
}
