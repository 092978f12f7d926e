package io.waybill.routing.gain;

import static io.waybill.routing.gain.Desk.STRONG;
import static io.waybill.routing.gain.Desk.WEAK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.file.RouterFile;
import io.waybill.routing.fit.Artefact;
import io.waybill.work.CallContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GainFitTest {
  private static final GainFit FIT =
      GainFit.on(new HardWords())
          .withClock(Desk.NOON)
          .withTarget(WEAK, "small")
          .withTarget(STRONG, "large");

  /** Small is right on four of five easy ones and one of five hard ones, large on nine of ten. */
  private static final Rows ROWS =
      rows(
          600,
          i ->
              Map.of(
                  "small",
                  i % 2 == 0 ? yes(i % 5 != 0) : yes(i % 5 == 0),
                  "large",
                  yes(i % 10 < 9)));

  @Test
  void itLearnsWhomToAskWhatAndHowLikelyEachIsRight() {
    var model = fitted(FIT, ROWS).model();
    var hard = right(model, "hard");
    var easy = right(model, "easy");
    assertEquals(0.2, hard[0], 0.03);
    assertEquals(0.8, easy[0], 0.03);
    assertEquals(0.8, hard[1], 0.03);
    assertEquals(1, easy[1], 0.03);
  }

  @Test
  void whatItReachedOnRowsThatItsHeadsHadNotSeenIsInItsFigures() {
    var figures = fitted(FIT, ROWS).figures();
    assertEquals(600, figures.get("rows"));
    assertEquals(600, figures.get("labelled_strong"));
    assertEquals(0, figures.get("unlabelled"));
    assertTrue(figures.get("apgr") > 0.6, figures::toString);
    assertEquals(0.5, figures.get("random"));
    var noise = new Random(5);
    var noisy =
        rows(
            600,
            i -> Map.of("small", yes(noise.nextInt(3) > 0), "large", yes(noise.nextInt(9) > 0)));
    assertEquals(0.5, fitted(FIT, noisy).figures().get("apgr"), 0.06);
  }

  @Test
  void whatItSaysOfNewRowsIsJudgedInMoneyIfItKnowsWhatTheyCost() {
    var router = fitted(FIT, ROWS);
    var judged = router.judge(ROWS, vectors(ROWS));
    assertEquals(600, judged.n());
    assertEquals("calls of the strong model", judged.unit());
    assertEquals(0.625, judged.apgr().getAsDouble(), 1e-9);
    assertTrue(judged.calibration().get("weak").ece() < 0.02, judged::toString);
    var priced = router.priced(Desk.PRICES, Desk.NOON).judge(ROWS, vectors(ROWS));
    assertEquals("US cents", priced.unit());
    // every text is three tokens: 0.303 and 0.0303 cents
    var points = priced.curves().get("router").points(2);
    assertEquals(0.0303, points.get(0).cost(), 1e-9);
    assertEquals(0.303, points.get(1).cost(), 1e-9);
  }

  @Test
  void rowsOfOneTextAreRefused() {
    var all = new ArrayList<Row>();
    for (int i = 1; i <= 300; i++) {
      all.add(new Row(i, "hard one", Map.of("small", yes(i % 2 == 0), "large", yes(i % 3 == 0))));
    }
    var same = Rows.of(all);
    var message =
        assertThrows(IllegalArgumentException.class, () -> FIT.fit(same, vectors(same)))
            .getMessage();
    assertTrue(message.contains("have the same text"), message);
  }

  @Test
  void rowsToJudgeByThatSayNothingOfBothAreRefused() {
    var router = fitted(FIT, ROWS);
    var none = rows(2, i -> Map.of(i == 0 ? "small" : "large", "yes"));
    var message =
        assertThrows(IllegalArgumentException.class, () -> router.judge(none, vectors(none)))
            .getMessage();
    assertTrue(message.contains("none says both 'small' and 'large'"), message);
  }

  @Test
  void itIsTheSameOnceItWasWrittenAndRead(@TempDir Path folder) throws IOException {
    var file = folder.resolve("models.router");
    var router = fitted(FIT, ROWS).under(Tradeoff.CHEAP);
    router.artefact().write(file);
    var read = GainRouter.of(Artefact.read(file), new HardWords());
    assertEquals(router.info(), read.info());
    assertEquals(router.artefact().text(), read.artefact().text());
    assertEquals(router.figures(), read.figures());
    assertEquals(router.targets(), read.targets());
    assertEquals(LocalDate.of(2026, 3, 1), read.provenance().date());
    assertTrue(read.provenance().seen().has("EASY one  0"));
    assertEquals(
        Desk.decided(router.priced(Desk.PRICES, Desk.NOON), "a hard one"),
        Desk.decided(read.priced(Desk.PRICES, Desk.NOON), "a hard one"));
    var call = CallContext.detached("route");
    assertEquals(
        read.perform("a hard one", call).block(Duration.ofSeconds(30)),
        RouterFile.read(file, name -> new HardWords())
            .perform("a hard one", call)
            .block(Duration.ofSeconds(30)));
  }

  @Test
  void aFileOfAnotherKindOrEncoderIsRefused() {
    var artefact = fitted(FIT, ROWS).artefact();
    var head = new Artefact("head", artefact.content());
    assertThrows(IllegalArgumentException.class, () -> GainRouter.of(head, new HardWords()));
    var other = artefact.content().deepCopy();
    ((ObjectNode) other.path("encoder")).put("digest", "sha256:other");
    assertThrows(
        IllegalArgumentException.class,
        () -> GainRouter.of(new Artefact("gain", other), new HardWords()));
  }

  @Test
  void aModelMakesARouterOfTheSameEncoder() {
    var router =
        fitted(FIT, ROWS).priced(Desk.PRICES, Desk.NOON).under(new Tradeoff("thrifty", 100, 0, 0));
    assertEquals("strong", Desk.decided(router, "a hard one").label());
    assertEquals("weak", Desk.decided(router, "an easy one").label());
  }

  @Test
  void anEncoderReadsTheRowsAndSaysHowFarItIs() {
    var told = new ArrayList<String>();
    var router =
        FIT.withProgress((what, done, of) -> told.add(what + " " + done + "/" + of))
            .fit(ROWS)
            .block(Duration.ofSeconds(30));
    assertEquals(
        fitted(FIT, ROWS).artefact().digest(), Objects.requireNonNull(router).artefact().digest());
    assertEquals(
        List.of("encode 600/600", "fit 0/2", "fit 1/2", "fit 2/2"), told.subList(5, told.size()));
  }

  @Test
  void theSameRowsGiveTheSameModelInAnyOrderOfOutcomesWritten() {
    assertEquals(fitted(FIT, ROWS).artefact().digest(), fitted(FIT, ROWS).artefact().digest());
    var otherwise =
        Rows.of(
            ROWS.all().stream()
                .map(
                    row ->
                        new Row(
                            row.line(),
                            row.text(),
                            Map.of(
                                "small", row.field("small").equals("True") ? "1" : "0",
                                "large", row.field("large").equals("True") ? "YES" : "no")))
                .toList());
    assertEquals(fitted(FIT, ROWS).artefact().digest(), fitted(FIT, otherwise).artefact().digest());
  }

  @Test
  void anotherSeedCutsOtherFolds() {
    var one = fitted(FIT, ROWS).figures();
    assertEquals(one, fitted(FIT, ROWS).figures());
    assertNotEquals(one, fitted(FIT.withSeed(2), ROWS).figures());
  }

  @Test
  void whatIsPartlyRightCountsInPart() {
    var graded =
        rows(400, i -> Map.of("small", i % 2 == 0 ? "0.75" : "0.25", "large", yes(i % 9 > 0)));
    var model = fitted(FIT, graded).model();
    assertEquals(0.75, right(model, "easy")[0], 0.02);
    assertEquals(0.25, right(model, "hard")[0], 0.02);
  }

  @Test
  void aRowNeedNotSayHowEveryTargetDidAndUnlabelledOnesAreCounted() {
    var patchy =
        rows(
            900,
            i ->
                switch (i % 3) {
                  case 0 -> Map.of("small", yes(i % 2 == 0));
                  case 1 -> Map.of("large", yes(i % 4 > 0), "small", " ");
                  default -> Map.<String, String>of();
                });
    var fitted = fitted(FIT, patchy);
    assertEquals(
        Map.of(
            "rows", 900.0, "unlabelled", 300.0, "labelled_weak", 300.0, "labelled_strong", 300.0),
        fitted.figures());
  }

  @Test
  void anyNumberOfTargetsIsFittedAndEachGainIsTheDifferenceOfTwoChances() {
    var middle = Target.of("middle", "acme/medium");
    var three =
        GainFit.on(new HardWords())
            .withTarget(WEAK, "small")
            .withTarget(middle, "medium")
            .withTarget(STRONG, "large");
    var rows =
        rows(
            600,
            i ->
                Map.of(
                    "small", yes(i % 5 == 0), "medium", yes(i % 2 == 0), "large", yes(i % 10 < 9)));
    var fitted = fitted(three, rows);
    var right = right(fitted.model(), "easy");
    assertEquals(right[2] - right[0], (right[2] - right[1]) + (right[1] - right[0]), 1e-12);
    assertEquals("strong", fitted.judge(rows, vectors(rows)).strong());
    assertEquals("weak", fitted.judge(rows, vectors(rows)).weak());
  }

  @Test
  void whatIsNoOutcomeIsRefusedWithItsLine() {
    var message =
        refused(
            FIT,
            rows(
                300,
                i -> Map.of("small", i == 7 ? "maybe" : "True", "large", i == 9 ? "1.5" : "0")));
    assertTrue(message.contains("line 8: 'maybe' in \"small\" is no outcome: write true"), message);
  }

  @Test
  void aFieldThatNoRowHasIsRefusedWithTheOneThatIsMeant() {
    var message = refused(FIT, rows(300, i -> Map.of("smal", yes(i % 2 == 0), "large", "1")));
    assertTrue(message.contains("no row has 'small'. Did you mean 'smal'?"), message);
  }

  @Test
  void tooFewRowsAreRefusedUnlessSomebodyInsists() {
    IntFunction<Map<String, String>> some =
        i -> Map.of("small", yes(i % 2 == 0), "large", yes(i % 9 > 0));
    var message = refused(FIT, rows(199, some));
    assertTrue(
        message.contains("field 'small' says how an answer was in 199 rows, too few to trust"),
        message);
    assertTrue(message.contains("field 'large'"), message);
    assertTrue(message.contains("give at least 200, or insist"), message);
    assertEquals(2, fitted(FIT.withFewRows(), rows(30, some)).targets().size());
    refused(FIT.withFewRows(), rows(9, some));
  }

  @Test
  void aTargetThatIsAlwaysRightOrNeverTeachesNothing() {
    var message = refused(FIT, rows(300, i -> Map.of("small", "False", "large", yes(i % 2 == 0))));
    assertTrue(message.contains("field 'small' says 0.0 in all of its 300 rows"), message);
  }

  @Test
  void oneWrongAnswerInAThousandIsEnoughNotToBreak() {
    var rare = rows(1000, i -> Map.of("small", yes(i % 2 == 0), "large", yes(i != 501)));
    var right = right(fitted(FIT, rare).model(), "hard");
    assertTrue(right[1] > 0.98 && right[1] < 1, () -> Arrays.toString(right));
  }

  @Test
  void vectorsThatAreAllTheSameTeachTheShareThatWasRight() {
    var same = new ArrayList<Row>();
    for (var row : ROWS.all()) {
      same.add(new Row(row.line(), row.text().replace("hard", "easy"), row.fields()));
    }
    var model = fitted(FIT, Rows.of(same)).model();
    assertEquals(0.5, right(model, "easy")[0], 0.02);
  }

  @Test
  void theSameTextTwiceIsInOneFold() {
    var twice = new ArrayList<>(ROWS.all());
    twice.addAll(ROWS.all());
    Collections.shuffle(twice, new Random(3));
    assertEquals(
        fitted(FIT, ROWS).figures().get("apgr"),
        fitted(FIT, Rows.of(twice)).figures().get("apgr"),
        0.02);
  }

  @Test
  void aFitThatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FIT.fit(ROWS, new float[3][2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> fitted(GainFit.on(new HardWords()).withTarget(WEAK, "small"), ROWS));
    assertThrows(IllegalArgumentException.class, () -> FIT.withTarget(STRONG, "small"));
  }

  private static String refused(GainFit fit, Rows rows) {
    return assertThrows(IllegalArgumentException.class, () -> fitted(fit, rows)).getMessage();
  }

  private static GainRouter fitted(GainFit fit, Rows rows) {
    return fit.fit(rows, vectors(rows));
  }

  private static float[][] vectors(Rows rows) {
    return rows.all().stream().map(row -> vector(row.text())).toArray(float[][]::new);
  }

  private static double[] right(GainModel model, String text) {
    return model.right(vector(text));
  }

  private static float[] vector(String text) {
    return Objects.requireNonNull(new HardWords().encode(text).block(Duration.ofSeconds(30)))
        .vector();
  }

  /** Easy and hard ones in turn. */
  private static Rows rows(int n, IntFunction<Map<String, String>> fields) {
    return Rows.of(
        IntStream.range(0, n)
            .mapToObj(
                i -> new Row(i + 1, (i % 2 == 0 ? "easy one " : "hard one ") + i, fields.apply(i)))
            .toList());
  }

  private static String yes(boolean right) {
    return right ? "True" : "False";
  }
}
