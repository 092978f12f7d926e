package io.waybill.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroundedTest {
  private static final Passage ROOMS =
      passage(
          "rooms.md",
          "Rooms are ready from 15:00 and must be left by 11:00. Breakfast costs 14.50 EUR a person"
              + " and is served until 10:30. Pets are not allowed in the dining room. Smoking is forbidden on the terrace.");
  private static final Passage PARKING =
      passage(
          "parking.md",
          "The garage under the house has 40 places. A place costs €12 per night and cannot be"
              + " reserved. Electric cars may be charged at six of them. Guests of the Heron Suite"
              + " park free of charge.");

  @Test
  void anAnswerThatIsSupportedPassesWithItsSourcesAndScores() {
    var answer = "Breakfast is served until 10:30. A place in the garage costs 12 euros a night.";
    var outcome = grounded(answer);
    assertEquals(answer, outcome.value());
    assertEquals(List.of(ROOMS.source(), PARKING.source()), outcome.sources());
    assertEquals(
        List.of("grounding", "grounding.sentence", "grounding.sentence"),
        outcome.scores().stream().map(Score::metric).toList());
    assertTrue(outcome.scores().stream().allMatch(score -> score.label().equals("supported")));
    assertEquals(
        outcome.scores().get(0).value(),
        Math.min(outcome.scores().get(1).value(), outcome.scores().get(2).value()));
    assertEquals(Outcome.Kind.GENERATED, outcome.kind());
  }

  @Test
  void anAnswerTakenWordForWordIsAQuotation() {
    var outcome = grounded("Pets are not allowed in the dining room.");
    assertEquals(Outcome.Kind.QUOTED, outcome.kind());
    assertEquals(1, outcome.scores().get(0).value());
  }

  @Test
  void anAnswerWithAnUnsupportedSentenceFailsAndNamesItWithItsScore() {
    var error =
        assertThrows(
            WorkException.class,
            () -> grounded("Breakfast is served until 10:30. Dinner is served on the roof."));
    assertEquals(ErrorKind.INVALID, error.kind());
    assertTrue(
        error
            .getMessage()
            .matches(
                "the passages do not support \"Dinner is served on the roof\\.\" \\(0\\.\\d\\d: .*\\)"),
        error::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rooms are ready from 14:00.",
        "Breakfast costs 14.50 USD a person.",
        "Breakfast costs 14.50 EUR a week.",
        "Breakfast costs fifteen EUR a person.",
        "Pets are allowed in the dining room.",
        "A place in the garage can be reserved.",
        "Rooms are not ready from 15:00.",
        "Electric cars may not be charged at six of them.",
        "Guests of the Plover Suite park free of charge.",
        "All guests park free of charge.",
        "Guests always park free of charge.",
        "The house has a swimming pool and a sauna.",
        "Smoking is permitted on the terrace.",
      })
  void aSentenceThatSaysMoreOrOtherwiseIsUnsupported(String sentence) {
    var only = sentences(sentence).get(0);
    assertFalse(only.supported(), only::toString);
    assertFalse(only.why().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pets are not allowed in the dining room. [1]",
        "Pets are not allowed in the dining room [1].",
        "Pets are not allowed in the dining room. [1] The garage has 40 places. [2] [1]",
        "The garage has 40 places [2][1], and cars may be charged [1, 2].",
        "[2] The garage has 40 places.",
      })
  void theNumbersOfPassagesThatAnAnswerCitesClaimNothing(String answer) {
    assertTrue(
        sentences(answer).stream().allMatch(Grounding.Sentence::supported),
        () -> sentences(answer).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The garage has [2] places.",
        "The garage has 40 places, for EUR [12].",
        "The garage has 40 places. [3]",
      })
  void aNumberInBracketsThatIsNoPassagesClaimsSomething(String answer) {
    assertTrue(
        sentences(answer).stream().anyMatch(sentence -> !sentence.supported()),
        () -> sentences(answer).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "You must leave the room by 11:00.",
        "Breakfast is 14.5 EUR for each person.",
        "Please note that pets aren't allowed in the dining room.",
        "The garage has forty places.",
        "You cannot reserve a place.",
        "You can charge electric cars at 6 of them.",
        "If you stay in the Heron Suite, you park free of charge.",
      })
  void aSentenceInOtherWordsIsSupported(String sentence) {
    var only = sentences(sentence).get(0);
    assertTrue(only.supported(), only::toString);
    assertEquals("", only.why());
  }

  @Test
  void aSentenceThatClaimsNothingNeedsNoSupport() {
    var all = sentences("Hello, and thank you! Pets are not allowed in the dining room.");
    assertEquals(2, all.size());
    assertTrue(all.get(0).supported() && all.get(0).passage().isEmpty());
    assertEquals(ROOMS, all.get(1).passage().orElseThrow());
  }

  @Test
  void sentencesSayWhereTheyStand() {
    var answer = " Rooms are ready.\n- Pets, e.g. dogs, cost 4.50 EUR a day? Yes…  No “really.” ";
    var all = sentences(answer);
    assertEquals(
        List.of(
            "Rooms are ready.", "- Pets, e.g. dogs, cost 4.50 EUR a day?", "Yes…", "No “really.”"),
        all.stream().map(Grounding.Sentence::text).toList());
    for (var sentence : all) {
      assertEquals(sentence.text(), answer.substring(sentence.from(), sentence.to()));
    }
  }

  @Test
  void withoutPassagesOrWithoutAnAnswerNothingIsSupported() {
    assertThrows(
        WorkException.class, () -> grounded(new Draft("Rooms are ready.", List.of()), 0.6));
    var empty =
        assertThrows(WorkException.class, () -> grounded(new Draft(" ", List.of(ROOMS)), 0.6));
    assertEquals("the answer is empty, so nothing supports it", empty.getMessage());
  }

  @Test
  void otherLanguagesAndScriptsAreHeldToTheirWords() {
    var passage = passage("de.md", "Das Zimmer ist ab 15 Uhr bereit. 部屋は十五時から使えます。");
    var draft = new Draft("Das Zimmer ist ab 15 Uhr bereit. 部屋は十五時から使えます。", List.of(passage));
    assertEquals(draft.answer(), grounded(draft, 0.6).value());
    assertThrows(
        WorkException.class,
        () -> grounded(new Draft("Das Frühstück kostet nichts.", List.of(passage)), 0.6));
  }

  @Test
  void theBarIsTheUsersAndStandsInTheInfo() {
    var draft = new Draft("Dinner is served on the roof.", List.of(ROOMS));
    assertEquals(draft.answer(), grounded(draft, 0.1).value());
    assertThrows(WorkException.class, () -> grounded(draft, 0.9));
    assertEquals("guard.grounded", Guards.grounded().info().name());
    assertEquals(Guards.grounded(0.6).info(), Guards.grounded().info());
    assertEquals(
        Map.of("at_least", new java.math.BigDecimal("0.7")), Guards.grounded(0.7).info().config());
    assertThrows(IllegalArgumentException.class, () -> Guards.grounded(1.5));
    assertThrows(IllegalArgumentException.class, () -> Guards.grounding(Double.NaN));
  }

  @Test
  void aLongAnswerIsHeldToEverySentenceOfIt() {
    var answer =
        String.join(" ", IntStream.range(0, 500).mapToObj(i -> "Rooms are ready.").toList());
    assertEquals(500, sentences(answer).size());
  }

  private static List<Grounding.Sentence> sentences(String answer) {
    return Guards.grounding()
        .perform(new Draft(answer, List.of(ROOMS, PARKING)), CallContext.detached("check"))
        .block()
        .value()
        .sentences();
  }

  private static Outcome<String> grounded(String answer) {
    return grounded(new Draft(answer, List.of(ROOMS, PARKING)), 0.6);
  }

  private static Outcome<String> grounded(Draft draft, double atLeast) {
    return Guards.grounded(atLeast).perform(draft, CallContext.detached("check")).block();
  }

  private static Passage passage(String document, String text) {
    return new Passage(text, new Source(document, 0, text.length(), "sha256:0"), 1);
  }
}
