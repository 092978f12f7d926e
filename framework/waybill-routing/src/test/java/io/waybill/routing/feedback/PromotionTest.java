package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.feedback.Promotion.Fate;
import io.waybill.routing.feedback.Promotion.Rule;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Comparison.Verdict;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC);
  private static final Rule RULE = new Rule(Measure.ACCURACY, 0.01);
  private static final Artefact OLD = artefact("old");
  private static final Artefact NEW = artefact("new");

  @TempDir Path folder;
  private Path router;
  private Promotions promotions;

  @BeforeEach
  void oneIsInUse() throws IOException {
    router = folder.resolve("intents.router");
    OLD.write(router);
    promotions = Promotions.of(router, CLOCK);
  }

  private static Artefact artefact(String what) {
    return new Artefact("head", Artefact.object().put("what", what));
  }

  /** Of 200 rows it gets so many right, from the first on, and is so sure of each. */
  private static List<Judgement> judged(int right, double sure) {
    return IntStream.range(0, 200)
        .mapToObj(
            i ->
                new Judgement(
                    i + 1,
                    "text " + i,
                    i % 2 == 0 ? "a" : "b",
                    (i < right) == (i % 2 == 0) ? "a" : "b",
                    sure,
                    sure,
                    Judgement.Fate.CHOSEN))
        .toList();
  }

  private static final Comparison BETTER = Comparison.of(judged(140, 0.8), judged(180, 0.8));
  private static final Comparison SAME = Comparison.of(judged(180, 0.8), judged(181, 0.8));

  @Test
  void aRouterThatIsBetterTakesThePlaceOfTheOther() throws IOException {
    var promotion = promotions.decide(OLD, NEW, BETTER, RULE);
    assertEquals(Fate.PROMOTED, promotion.fate());
    assertEquals(NEW.digest(), Artefact.read(router).digest());
    assertEquals("intents.router.1", promotion.change().kept());
    assertEquals(OLD.digest(), Artefact.read(folder.resolve("intents.router.1")).digest());
    assertEquals(200, promotion.rows());
    assertTrue(
        promotion.figures().contains(new Promotion.Figure("accuracy", 0.7, 0.9, Verdict.BETTER)),
        promotion.figures().toString());
    var history = promotions.history();
    assertEquals(List.of(promotion), history.all());
    assertEquals(List.of(), history.problems());
    assertEquals("rule: better in accuracy, nothing else worse by more than 0.01", promotion.by());
  }

  @Test
  void oneThatIsNoBetterThanChanceExplainsIsRefusedAndThatIsOnRecord() throws IOException {
    var promotion = promotions.decide(OLD, NEW, SAME, RULE);
    assertEquals(Fate.REFUSED, promotion.fate());
    assertEquals(
        List.of("accuracy is 0.9050 and was 0.9000 on 200 rows: no better than chance explains"),
        promotion.reasons());
    assertEquals(OLD.digest(), Artefact.read(router).digest());
    assertFalse(Files.exists(folder.resolve("intents.router.1")));
    assertEquals(List.of(promotion), promotions.history().all());
    assertEquals(List.of(), promotions.history().problems());
  }

  @Test
  void oneThatIsBetterAndWorseInSomethingElseIsRefused() throws IOException {
    var lessSure = Comparison.of(judged(140, 0.7), judged(180, 0.5)); // which is less calibrated
    var refused = promotions.decide(OLD, NEW, lessSure, RULE);
    assertEquals(Fate.REFUSED, refused.fate());
    assertTrue(
        refused.reasons().stream().anyMatch(why -> why.startsWith("ece is 0.4000 and was 0.0000")),
        refused.reasons().toString());
    var generous = promotions.decide(OLD, NEW, lessSure, new Rule(Measure.ACCURACY, 0.5));
    assertEquals(Fate.PROMOTED, generous.fate());
    assertEquals(2, promotions.history().all().size());
  }

  @Test
  void whatCannotBeToldIsNoReasonToPromote() throws IOException {
    var refused = promotions.decide(OLD, NEW, BETTER, new Rule(Measure.OOS_RECALL, 1));
    assertEquals(Fate.REFUSED, refused.fate());
    assertTrue(
        refused.reasons().get(0).startsWith("oos_recall cannot be told: "),
        refused.reasons().toString());
    assertThrows(IllegalArgumentException.class, () -> new Rule(Measure.ACCURACY, -0.1));
    assertThrows(IllegalArgumentException.class, () -> new Rule(Measure.ACCURACY, Double.NaN));
  }

  @Test
  void theRouterInUseDoesNotTakeItsOwnPlace() throws IOException {
    var refused = promotions.decide(OLD, OLD, BETTER, RULE);
    assertEquals(List.of("it is the router in use"), refused.reasons());
  }

  @Test
  void aComparisonWithARouterThatIsNoLongerInUseDecidesNothing() throws IOException {
    artefact("other").write(router);
    var stale =
        assertThrows(
            IllegalArgumentException.class, () -> promotions.decide(OLD, NEW, BETTER, RULE));
    assertTrue(stale.getMessage().endsWith("was compared: compare again"), stale.getMessage());
    assertEquals(List.of(), promotions.history().all());
  }

  @Test
  void aPromotionIsRolledBackStepByStep() throws IOException {
    var third = artefact("third");
    promotions.decide(OLD, NEW, BETTER, RULE);
    promotions.decide(NEW, third, BETTER, RULE);
    assertEquals(third.digest(), Artefact.read(router).digest());
    var back = promotions.rollBack("ann");
    assertEquals(Fate.ROLLED_BACK, back.fate());
    assertEquals("ann", back.by());
    assertEquals(NEW.digest(), Artefact.read(router).digest());
    promotions.rollBack("ann");
    assertEquals(OLD.digest(), Artefact.read(router).digest());
    assertEquals(List.of(), promotions.history().problems());
    assertThrows(IllegalArgumentException.class, () -> promotions.rollBack("ann"));
    assertEquals(4, promotions.history().all().size());
    assertEquals(third.digest(), Artefact.read(folder.resolve(back.change().kept())).digest());
  }

  @Test
  void aKeptRouterThatWasChangedIsNotGoneBackTo() throws IOException {
    promotions.decide(OLD, NEW, BETTER, RULE);
    artefact("other").write(folder.resolve("intents.router.1"));
    assertThrows(IllegalArgumentException.class, () -> promotions.rollBack("ann"));
    assertEquals(NEW.digest(), Artefact.read(router).digest());
  }

  @Test
  void aRouterThatWasReplacedByHandIsTold() throws IOException {
    promotions.decide(OLD, NEW, BETTER, RULE);
    OLD.write(router); // as after a crash between the record and the file
    var problems = promotions.history().problems();
    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).endsWith("it was replaced by hand, or a promotion was cut off"),
        problems.get(0));
    assertEquals(Fate.PROMOTED, promotions.decide(OLD, NEW, BETTER, RULE).fate());
    assertEquals(List.of(), promotions.history().problems());
  }

  @Test
  void aRecordThatWasCutOffIsToldAndHidesNoOther() throws IOException {
    promotions.decide(OLD, NEW, SAME, RULE);
    var record = folder.resolve("intents.router.promotions.jsonl");
    Files.writeString(record, "{\"at\":\"2026", StandardOpenOption.APPEND);
    promotions.decide(OLD, NEW, BETTER, RULE);
    var history = promotions.history();
    assertEquals(2, history.all().size());
    assertEquals(
        List.of(record + " line 2: is cut off or damaged: it is not JSON"), history.problems());
  }

  @Test
  void nothingIsReplacedThatCannotBePutOnRecord() throws IOException {
    Files.createDirectory(folder.resolve("intents.router.promotions.jsonl"));
    assertThrows(IOException.class, () -> promotions.decide(OLD, NEW, BETTER, RULE));
    assertEquals(OLD.digest(), Artefact.read(router).digest());
  }

  @Test
  void ofManyThatPromoteAtOnceOneDoes() throws IOException {
    var all = new ArrayList<CompletableFuture<Boolean>>();
    for (int i = 0; i < 8; i++) {
      var candidate = artefact("candidate " + i);
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return promotions.decide(OLD, candidate, BETTER, RULE).fate() == Fate.PROMOTED;
                } catch (IOException | IllegalArgumentException e) {
                  return false;
                }
              }));
    }
    assertEquals(1, all.stream().filter(CompletableFuture::join).count());
    assertEquals(1, promotions.history().all().size());
    assertEquals(List.of(), promotions.history().problems());
  }
}
