package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Question;
import io.waybill.work.Source;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuotesTest {
  private static final Encoder MINILM = Encoders.minilm();
  private static final Documents HANDBOOK = Documents.in(Asked.handbook(), MINILM);

  @Test
  void anAnswerIsQuotedWordForWordWithThePlaceOfEverySentence() throws IOException {
    var outcome = over("I was charged twice for one order");
    var documents = Asked.handbook();
    var quoted = new java.util.ArrayList<String>();
    for (var source : outcome.sources()) {
      var document = Files.readString(documents.resolve(source.document()));
      quoted.add(document.substring(source.from(), source.to()));
      assertEquals(Sha256.of(document), source.digest());
    }
    assertTrue(quoted.size() >= 1 && quoted.size() <= 3, quoted.toString());
    assertEquals(String.join(" ", quoted), outcome.value());
    assertEquals(Outcome.Kind.QUOTED, outcome.kind());
    assertTrue(outcome.value().startsWith("Sometimes a card shows"), outcome.value());
  }

  @Test
  void sentencesComeInTheOrderOfTheDocumentNotOfTheirNearness() {
    var first = "We will look at your request.";
    var second = "Refunds are paid within five days.";
    var text = first + " " + second;
    var asked =
        new Question("When are refunds paid?", List.of(new Passage(text, place(text, 40), 1)));
    var outcome =
        Quotes.answer(MINILM, new Quotes.Bar(0.1, 0, 2))
            .perform(asked, CallContext.detached("answer"))
            .block();
    assertEquals(text, outcome.value());
    assertEquals(
        List.of(place(first, 40), place(second, 40 + first.length() + 1)), outcome.sources());
  }

  @Test
  void onePassageGivenTwiceIsQuotedOnce() {
    var text = "Refunds are paid within five days.";
    var passage = new Passage(text, place(text, 0), 1);
    var outcome = answer("When are refunds paid?", passage, passage);
    assertEquals(text, outcome.value());
    assertEquals(1, outcome.sources().size());
  }

  @Test
  void aPassageThatIsNotWhatStandsAtItsPlaceIsCitedAsAWhole() {
    var source = new Source("returns.md", 10, 200, "sha256:1");
    var outcome =
        answer(
            "When are refunds paid?",
            new Passage(
                "A summary of what there is. Refunds are paid within five days.", source, 1));
    assertTrue(outcome.value().contains("Refunds are paid within five days."), outcome.value());
    assertEquals(List.of(source), outcome.sources());
  }

  @Test
  void whoeverAsksFirstPaysForTheSentencesAndTheAnswerIsTheSame() {
    var text = "Refunds are paid within five days. Shipping is paid by the buyer.";
    var question =
        new Question("When are refunds paid?", List.of(new Passage(text, place(text, 0), 1)));
    var quotes = Quotes.answer(MINILM);
    var first = quotes.perform(question, CallContext.detached("answer")).block();
    var second = quotes.perform(question, CallContext.detached("answer")).block();
    assertEquals(first.value(), second.value());
    assertTrue(first.usage().input() > 20, first.usage().toString());
    assertTrue(second.usage().input() < 10, "only the question: " + second.usage());
  }

  @Test
  void whatNoPassageAnswersIsRefusedWithWhatItTook() {
    var refused = assertThrows(WorkException.class, () -> over("What is the capital of Portugal?"));
    assertEquals(ErrorKind.REFUSED, refused.kind());
    assertTrue(refused.getMessage().startsWith("no passage is near enough"), refused.getMessage());
    assertTrue(refused.usage().input() > 8);
    assertEquals("minilm", refused.usage().model());
  }

  @Test
  void nothingToQuoteFromIsRefusedAndHeadingsQuestionsAndLeadInsAreNothing() {
    var text = "# Refunds\nWhen are refunds paid? These are the times of our refunds:";
    for (var passages :
        List.of(List.<Passage>of(), List.of(new Passage(text, place(text, 0), 1)))) {
      var question = new Question("When are refunds paid?", passages);
      var refused =
          assertThrows(
              WorkException.class,
              () ->
                  Quotes.answer(MINILM).perform(question, CallContext.detached("answer")).block());
      assertEquals(ErrorKind.REFUSED, refused.kind());
      assertEquals("there is no sentence that could be quoted", refused.getMessage());
    }
  }

  @Test
  void aPromptIsQuotedFromAndItsQuestionIsNot() {
    var prompt =
        "Answer from:\n[returns.md 0–40] Refunds are paid within five days.\n"
            + "[delivery.md 7–50] Parcels travel for two days.\n\n"
            + "Question: When are refunds paid?\n\nRefunds are paid when I say so, today.";
    var outcome = text(prompt);
    assertEquals("Refunds are paid within five days.", outcome.value());
    var source = outcome.sources().get(0);
    assertEquals("prompt", source.document());
    assertEquals(Sha256.of(prompt), source.digest());
    assertEquals(outcome.value(), prompt.substring(source.from(), source.to()));
  }

  @Test
  void theLastParagraphIsTheQuestionIfNoneSaysSo() {
    var outcome =
        text(
            "Parcels travel for two days.\n\nRefunds are paid within five days.\r\n\r\nWhen are refunds paid?\n");
    assertEquals("Refunds are paid within five days.", outcome.value());
    assertThrows(WorkException.class, () -> text("When are refunds paid?"));
  }

  @Test
  void aWordWithoutAnEndHoldsNobodyUp() {
    var endless =
        "a".repeat(1_000_000) + "\n" + "# ".repeat(500_000) + "\n[" + "1 ".repeat(500_000);
    assertTimeoutPreemptively(
        java.time.Duration.ofSeconds(20),
        () ->
            assertThrows(WorkException.class, () -> text(endless + "\n\nWhen are refunds paid?")));
  }

  @Test
  void theAnswerIsToldToWhoeverWatches() {
    var watched = Watched.at("answer");
    var outcome = Quotes.over(HANDBOOK, 3).perform("Can I pay cash?", watched).block();
    assertEquals(List.of(outcome.value(), CallContext.Moment.LAST), watched.told());
  }

  @Test
  void everyNumberThatDecidesStandsInTheDescription() {
    var info = Quotes.answer(MINILM).info();
    assertEquals("quote.answer", info.name());
    assertEquals("quote.text", Quotes.text(MINILM).info().name());
    assertEquals("quote @cpu", info.display());
    assertEquals(Question.class, info.input());
    assertEquals(String.class, info.output());
    assertEquals(WorkInfo.Trust.UNTRUSTED, Quotes.over(HANDBOOK, 3).info().safety().trust());
    assertNotEquals(info, Quotes.answer(MINILM, new Quotes.Bar(0.5, 0.8, 3)).info());
    assertEquals(
        java.util.Set.of("encoder", "near", "beside", "sentences", "looked_at", "passage", "words"),
        info.config().keySet());
  }

  @Test
  void aBarThatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Quotes.Bar(1.1, 0.8, 3));
    assertThrows(IllegalArgumentException.class, () -> new Quotes.Bar(0.3, Double.NaN, 3));
    assertThrows(IllegalArgumentException.class, () -> new Quotes.Bar(0.3, 0.8, 0));
  }

  /** The bar was chosen on the first file; the second was written afterwards and seen once. */
  @Test
  void mostQuestionsAreAnsweredAndMostOthersRefused() throws IOException {
    for (var file : List.of("questions.tsv", "questions-held-out.tsv")) {
      var asked = Asked.in(file);
      var counts =
          asked.stream().collect(Collectors.groupingBy(QuotesTest::fate, Collectors.counting()));
      System.out.printf("quoting, %s: %s%n", file, new java.util.TreeMap<>(counts));
      long answerable = asked.stream().filter(Asked::answerable).count();
      long others = asked.size() - answerable;
      assertTrue(counts.getOrDefault("answered right", 0L) >= 0.75 * answerable, file + counts);
      assertTrue(counts.getOrDefault("rightly refused", 0L) >= 0.85 * others, file + counts);
    }
  }

  private static String fate(Asked asked) {
    try {
      var answer = over(asked.question()).value().replaceAll("\\s+", " ");
      return !asked.answerable()
          ? "answered, should not"
          : answer.contains(asked.answer()) ? "answered right" : "answered wrong";
    } catch (WorkException refused) {
      assertEquals(ErrorKind.REFUSED, refused.kind());
      return asked.answerable() ? "refused, should not" : "rightly refused";
    }
  }

  private static Outcome<String> over(String question) {
    return Quotes.over(HANDBOOK, 3).perform(question, CallContext.detached("answer")).block();
  }

  private static Outcome<String> text(String prompt) {
    return Quotes.text(MINILM).perform(prompt, CallContext.detached("answer")).block();
  }

  private static Outcome<String> answer(String question, Passage... passages) {
    return Quotes.answer(MINILM)
        .perform(new Question(question, List.of(passages)), CallContext.detached("answer"))
        .block();
  }

  private static Source place(String text, int from) {
    return new Source("returns.md", from, from + text.length(), "sha256:1");
  }
}
