package io.waybill.routing.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import io.waybill.work.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SignsTest {
  private static Choice choice(Signs signs, Answered asked) {
    return signs.perform(asked, CallContext.detached("answer")).block().value();
  }

  private static double right(Choice choice) {
    return Bars.right(choice).orElseThrow();
  }

  private static double of(Sign sign, String question, Object answer) {
    return sign.of(new Answered(question, answer));
  }

  /** A sign, a question, an answer that has it, and one that has not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "EMPTY | Who? | \"  \" | I.",
        "UNFINISHED | Who? | It was the third of the four brothers who came to the house on | It was the third of the four brothers who came to the old house again.",
        "UNFINISHED | Who? | \"call(a, [1, 2\" | \"call(a, [1, 2])\"",
        "UNFINISHED | Who? | \"```java int a;\" | \"```java int a;```\"",
        "REFUSES | Who? | I’m sorry, but that is private. | I am glad to say that it was Ann.",
        "REFUSES | Who? | I cannot help with this. | The cannon can help.",
        "REFUSES | Who? | I don't have access to files. | You have access to files.",
        "HEDGES | Who? | Perhaps Ann. | Ann.",
        "ERROR | Who? | Error: no connection | No error was made.",
        "ERROR | Who? | java.io.IOException: reset | An exception to the rule.",
        "ERROR | Who? | HTTP 503 from the shop | Room 503.",
        "FORMAT | As JSON please | \"{\"\"a\"\": \" | \"{\"\"a\"\": 1}\"",
        "FORMAT | As JSON please | \"Sure: {\"\"a\"\": 1}\" | \"```json [1, 2]```\"",
        "NUMBER | How many are there? | Quite a few. | There are 7.",
        "NUMBER | What year was it? | A good vintage. | It was nineteen hundred or so.",
        "ECHO | Who was it? | who was it | Ann was it.",
      })
  void aSignShowsWhereItShouldAndNowhereElse(Sign sign, String asked, String has, String hasNot) {
    assertEquals(1, of(sign, asked, has), "of: " + has);
    assertEquals(0, of(sign, asked, hasNot), "of: " + hasNot);
  }

  @Test
  void jsonAndNumbersAreOnlyMissedWhereTheyWereAskedFor() {
    assertEquals(0, of(Sign.FORMAT, "Who?", "Ann"));
    assertEquals(0, of(Sign.NUMBER, "Who?", "Ann"));
  }

  @Test
  void whyItEndedShowsOnlyWhereItWasHeard() {
    assertEquals(1, of(Sign.CUT, "Who?", new Answer("Ann and", Outcome.Finish.LENGTH)));
    assertEquals(0, of(Sign.CUT, "Who?", new Answer("Ann.", Outcome.Finish.STOP)));
    assertEquals(1, of(Sign.FILTERED, "Who?", new Answer("A", Outcome.Finish.CONTENT_FILTER)));
    assertEquals(0, of(Sign.CUT, "Who?", "Ann and"));
    assertEquals(0, of(Sign.CUT, "Who?", Nothing.NOTHING));
  }

  @Test
  void doubtsAreCountedByTheirKind() {
    assertEquals(1, of(Sign.HEDGES, "Who?", "Perhaps Ann, perhaps Bob."));
    assertEquals(2, of(Sign.HEDGES, "Who?", "Perhaps Ann, it might be Bob."));
    assertEquals(
        3, of(Sign.HEDGES, "Who?", "I'm not sure: perhaps Ann, I think. It seems so, roughly."));
  }

  @Test
  void repetitionIsAShareAndLengthALogarithm() {
    assertEquals(0, of(Sign.REPEATS, "Who?", "one two three four five"));
    assertEquals(0.75, of(Sign.REPEATS, "Who?", "a a a a a a"), 1e-12);
    assertEquals(Math.log(4), of(Sign.LENGTH, "Who?", "one, two, three"), 1e-12);
  }

  @Test
  void theScoreIsTheLogisticOfTheSumOfItsParts() {
    var choice = choice(Signs.usual(), new Answered("Who?", "Perhaps Ann."));
    double odds = 1.6 - 1.2 - 0.15 * Math.log(3);
    assertEquals(1 / (1 + Math.exp(-odds)), right(choice), 1e-12);
    assertEquals("right 0.56: hedges -1.20, length -0.16", choice.reason());
  }

  @Test
  void theBarsDecideAndWhatLiesOnABarHasClearedIt() {
    var asked = new Answered("Who?", "Perhaps Ann.");
    double right = right(choice(Signs.usual(), asked));
    var expected =
        Map.of(
            Bars.accept(right),
            Cascade.ACCEPT,
            Bars.accept(Math.nextUp(right)),
            Cascade.ESCALATE,
            new Bars(1, right),
            Cascade.ESCALATE,
            new Bars(1, Math.nextUp(right)),
            Cascade.PERSON,
            Bars.accept(0),
            Cascade.ACCEPT,
            Bars.accept(1),
            Cascade.ESCALATE);
    expected.forEach(
        (bars, label) -> {
          var choice = choice(Signs.usual().bars(bars), asked);
          assertEquals(label, choice.label(), bars::toString);
          assertEquals(right, right(choice), 1e-12);
        });
  }

  @Test
  void barsThatMakeNoSenseAreRefused() {
    for (var bars : List.of(new double[] {1.1, 0}, new double[] {0.5, 0.6}, new double[] {0, -1})) {
      assertThrows(IllegalArgumentException.class, () -> new Bars(bars[0], bars[1]));
    }
    assertThrows(IllegalArgumentException.class, () -> Bars.accept(Double.NaN));
  }

  @Test
  void whereNothingWasAskedItAbstains() {
    assertTrue(choice(Signs.usual(), new Answered(" ", "Ann.")).abstained());
  }

  @Test
  void whatDecidesItIsInItsDescription() {
    assertEquals(Signs.usual().info(), Signs.usual().info());
    assertNotEquals(Signs.usual().info(), Signs.usual().bars(Bars.accept(0.9)).info());
    assertNotEquals(Signs.usual().info(), Signs.usual().weigh(Sign.CUT, -1).info());
  }

  @ParameterizedTest
  @EnumSource
  void everySignIsSomeNumberOfAnyAnswer(Sign sign) {
    var answers = List.of("", "(", "x".repeat(100_000), "\u0000 ``` [", "I can't. ".repeat(20_000));
    for (var answer : answers) {
      assertTrue(Double.isFinite(of(sign, "How many, as JSON?", answer)));
    }
  }

  @Test
  void anAnswerIsATextOrNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Answered("Who?", 7));
  }
}
