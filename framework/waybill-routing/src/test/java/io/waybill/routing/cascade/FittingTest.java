package io.waybill.routing.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.routing.fit.Artefact;
import io.waybill.work.CallContext;
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
    var report = BreakEven.of(duels, signs).block();
    var best = report.points().get(report.points().size() - 1);
    assertEquals(30, best.escalated());
  }

  @Test
  void aScorerIsWrittenToAFileAndReadBack(@TempDir Path folder) throws IOException {
    var file = folder.resolve("scorer.router");
    for (var signs : List.of(Signs.usual(), Signs.fitted(doubtful(60)).bars(new Bars(0.7, 0.1)))) {
      signs.write(file);
      assertEquals(signs.info(), Signs.read(file).info());
    }
    Files.writeString(file, Files.readString(file).replaceFirst("\"hedges\" : -?", "$0" + "1"));
    var edited = assertThrows(IllegalArgumentException.class, () -> Signs.read(file));
    assertTrue(edited.getMessage().contains("seal"), edited::getMessage);
    new Artefact("head", Artefact.object()).write(file);
    var other = assertThrows(IllegalArgumentException.class, () -> Signs.read(file));
    assertTrue(other.getMessage().contains("kind 'head', and no scorer"), other::getMessage);
    var content = Artefact.object();
    content.putObject("weights").put("hedge", 1);
    new Artefact("signs", content).write(file);
    var misspelt = assertThrows(IllegalArgumentException.class, () -> Signs.read(file));
    assertTrue(misspelt.getMessage().contains("Did you mean 'hedges'?"), misspelt::getMessage);
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
