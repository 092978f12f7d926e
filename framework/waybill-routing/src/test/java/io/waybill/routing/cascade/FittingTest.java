package io.waybill.routing.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.routing.fit.Artefact;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittingTest {
  private static Duel duel(String answer, boolean right) {
    var tried = new Tried(right, Cost.NOTHING, Optional.empty());
    return new Duel(new Answered("Who was it?", answer), tried, tried);
  }

  /** Of answers with a doubt a quarter is right, of those without three quarters. */
  private static List<Duel> doubtful(int many) {
    var random = new Random(7);
    var duels = new ArrayList<Duel>();
    for (int i = 0; i < many; i++) {
      boolean doubts = i % 2 == 0;
      duels.add(
          duel(doubts ? "Perhaps Ann." : "It was Ann.", random.nextInt(4) < (doubts ? 1 : 3)));
    }
    return duels;
  }

  private static Router<Answered> read(Path file) {
    return ScorerFile.read(file, Words::new);
  }

  private static double right(Signs signs, String answer) {
    var asked = new Answered("Who was it?", answer);
    return Bars.right(signs.perform(asked, CallContext.detached("score")).block().value())
        .orElseThrow();
  }

  @Test
  void whatItSaysOfAnAnswerIsTheShareOfSuchAnswersThatWereRight() {
    var signs = Signs.fitted(doubtful(2000));
    assertEquals(0.25, right(signs, "Perhaps Ann."), 0.04);
    assertEquals(0.75, right(signs, "It was Ann."), 0.04);
  }

  @Test
  void whatNoneOfTheAnswersShowedStillCounts() {
    var signs = Signs.fitted(doubtful(100));
    assertTrue(right(signs, "") < 0.01);
    var asked = new Answered("Who was it?", new Answer("It was Ann.", Outcome.Finish.LENGTH));
    var cut = signs.perform(asked, CallContext.detached("score")).block().value();
    assertTrue(cut.reason().contains("cut -4.00"), cut::reason);
  }

  @Test
  void theSameDuelsGiveTheSameScorer() {
    assertEquals(Signs.fitted(doubtful(100)).info(), Signs.fitted(doubtful(100)).info());
  }

  @Test
  void aFittedScorerSeparatesBetterThanTheUsualOne() {
    var duels = new ArrayList<Duel>(); // here it is the short ones that are wrong
    for (int i = 0; i < 60; i++) {
      duels.add(duel(i % 2 == 0 ? "Ann." : "It was Ann, since Bob was not there.", i % 2 == 1));
    }
    var signs = Signs.fitted(duels);
    assertTrue(right(signs, "Ann.") < 0.2);
    assertTrue(right(Signs.usual(), "Ann.") > 0.7);
    var other = duel("Ben.", false);
    var asked = new Duel(new Answered("Who else?", "Ben."), other.cheap(), other.large());
    assertEquals(1, BreakEven.of(List.of(asked), signs).block().points().size());
    var seen =
        assertThrows(IllegalArgumentException.class, () -> BreakEven.of(duels, signs)).getMessage();
    assertTrue(seen.startsWith("the scorer was fitted on 60 of these 60 questions"), seen);
  }

  @Test
  void aScorerIsWrittenToAFileAndReadBack(@TempDir Path folder) throws IOException {
    var file = folder.resolve("scorer.router");
    for (var signs : List.of(Signs.usual(), Signs.fitted(doubtful(60)).bars(new Bars(0.7, 0.1)))) {
      signs.artefact().write(file);
      assertEquals(signs.info(), read(file).info());
    }
    Files.writeString(file, Files.readString(file).replaceFirst("\"hedges\" : -?", "$0" + "1"));
    var edited = assertThrows(IllegalArgumentException.class, () -> read(file));
    assertTrue(edited.getMessage().contains("seal"), edited::getMessage);
    new Artefact("head", Artefact.object()).write(file);
    var other = assertThrows(IllegalArgumentException.class, () -> read(file));
    assertTrue(
        other.getMessage().contains("kind 'head', and no scorer of answers"), other::getMessage);
    var content = Artefact.object();
    content.putObject("weights").put("hedge", 1);
    new Artefact("signs", content).write(file);
    var misspelt = assertThrows(IllegalArgumentException.class, () -> read(file));
    assertTrue(misspelt.getMessage().contains("Did you mean 'hedges'?"), misspelt::getMessage);
  }

  /** The same short answer is right of Ann and wrong of the weather. */
  private static List<Duel> byKind(int many) {
    var duels = new ArrayList<Duel>();
    for (int i = 0; i < many; i++) {
      boolean ann = i % 2 == 0;
      var tried = new Tried(ann, Cost.NOTHING, Optional.empty());
      var question = (ann ? "who is ann number " : "how is the weather on day ") + i;
      duels.add(new Duel(new Answered(question, "Fine."), tried, tried));
    }
    return duels;
  }

  private static double right(AnswerHead head, String question) {
    var said = head.perform(new Answered(question, "Fine."), CallContext.detached("score"));
    return Bars.right(said.block().value()).orElseThrow();
  }

  @Test
  void aHeadKnowsTheKindOfQuestionThatIsAnsweredWrong() {
    var head = AnswerHead.fitted(byKind(80), new Words("words")).block();
    assertTrue(right(head, "who is ann really") > 0.8);
    assertTrue(right(head, "how is the weather today") < 0.2);
    var said =
        head.perform(new Answered("how is the weather", "Fine."), CallContext.detached("score"))
            .block();
    assertTrue(said.value().reason().contains("wording -"), said.value()::reason);
    assertEquals("head", said.value().grounds().stage());
    assertTrue(said.usage().input() > 0);
  }

  @Test
  void aHeadIsWrittenToAFileAndReadBackByItsOwnEncoderOnly(@TempDir Path folder)
      throws IOException {
    var file = folder.resolve("answers.router");
    var words = new Words("words");
    var head = AnswerHead.fitted(byKind(80), words).block().bars(new Bars(0.6, 0.2));
    head.artefact().write(file);
    var read = (AnswerHead) read(file);
    assertEquals(head.info(), read.info());
    assertEquals(right(head, "who is ann"), right(read, "who is ann"));
    assertThrows(IllegalArgumentException.class, () -> BreakEven.of(byKind(2), read));
    var other =
        assertThrows(
            IllegalArgumentException.class,
            () -> ScorerFile.read(file, name -> new Words("others")));
    assertTrue(other.getMessage().contains("Fit it again with this one"), other::getMessage);
  }

  @Test
  void tooFewAreRefusedAndItSaysHowManyItTakes() {
    var few = assertThrows(IllegalArgumentException.class, () -> Signs.fitted(doubtful(29)));
    assertTrue(few.getMessage().startsWith("29 answers, "), few::getMessage);
    var alike = new ArrayList<Duel>();
    for (int i = 0; i < 40; i++) {
      alike.add(duel("Ann.", true));
    }
    var said = assertThrows(IllegalArgumentException.class, () -> Signs.fitted(alike));
    assertEquals(
        "40 answers, 40 right and 0 wrong, are too few to fit a scorer: it takes 30, 5 of each kind",
        said.getMessage());
  }
}
