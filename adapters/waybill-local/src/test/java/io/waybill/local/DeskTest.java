package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.LocalEngine;
import io.waybill.work.ErrorKind;
import io.waybill.work.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole plan: retrieve, quote, and a person for what nothing answers. */
class DeskTest {
  @TempDir Path folder;

  private final Engine engine = LocalEngine.create();

  @Test
  void aQuestionOfTheHandbookIsAnsweredFromIt() {
    var result = engine.run(desk(), Map.of("ticket", "Can I pay cash?"));
    assertEquals("Cash and cheques are not accepted.", result.value());
    assertFalse(Files.exists(folder.resolve("inbox.jsonl")));
  }

  @Test
  void anyOtherGoesToAPerson() throws IOException {
    var result = engine.run(desk(), Map.of("ticket", "How tall is Mount Everest?"));
    assertEquals("Handed to a person: inbox.jsonl line 1", result.value());
    assertTrue(Files.readString(folder.resolve("inbox.jsonl")).contains("Mount Everest"));
  }

  @Test
  void theSameFolderMakesTheSamePlan() {
    assertEquals(desk().hash(), desk().hash());
    assertEquals(desk(), desk());
  }

  private Plan<String> desk() {
    var handbook = Documents.in(Asked.handbook(), Encoders.minilm());
    return Flow.plan(
        "desk",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var facts = flow.call("facts", ticket, handbook.retrieve(3));
          var asked = Bind.join(Question.class, ticket, facts);
          var answer = flow.call("answer", asked, Quotes.answer(Encoders.minilm()));
          return flow.rescue(
              answer,
              (rescue, failure) ->
                  rescue.call("person", ticket, Inbox.at(folder.resolve("inbox.jsonl"))),
              ErrorKind.REFUSED);
        });
  }
}
