package io.waybill.routing.gain;

import static io.waybill.routing.gain.Desk.STRONG;
import static io.waybill.routing.gain.Desk.WEAK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GainFitTest {
  private static final GainFit FIT = GainFit.begin().target(WEAK, "small").target(STRONG, "large");

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
    var hard = model.right(vector("hard"));
    var easy = model.right(vector("easy"));
    assertEquals(0.2, hard.get(0), 0.03);
    assertEquals(0.8, easy.get(0), 0.03);
    assertEquals(0.8, hard.get(1), 0.03);
    assertEquals(1, easy.get(1), 0.03);
  }

  @Test
  void whatItLearnedIsJudgedOnRowsThatItHadNotSeen() {
    var held = fitted(FIT, ROWS).held().orElseThrow();
    assertEquals(600, held.n());
    assertTrue(held.apgr().getAsDouble() > 0.6, held::toString);
    assertTrue(held.calibration().get("weak").ece() < 0.04, held::toString);
    var noise = new Random(5);
    var noisy =
        rows(
            600,
            i -> Map.of("small", yes(noise.nextInt(3) > 0), "large", yes(noise.nextInt(9) > 0)));
    var nothing = fitted(FIT, noisy).held().orElseThrow();
    assertEquals(0.5, nothing.apgr().getAsDouble(), 0.06);
    assertTrue(nothing.calibration().get("weak").ece() < 0.05, nothing::toString);
  }

  @Test
  void aModelMakesARouterOfTheSameEncoder() {
    var router =
        fitted(FIT, ROWS)
            .model()
            .with(new HardWords())
            .priced(Desk.PRICES, Desk.NOON)
            .under(new Tradeoff("thrifty", 100, 0, 0));
    assertEquals("strong", Desk.decided(router, "a hard one").label());
    assertEquals("weak", Desk.decided(router, "an easy one").label());
  }

  @Test
  void anEncoderReadsTheRowsAndSaysHowFarItIs() {
    var told = new ArrayList<Integer>();
    var fitted =
        FIT.fit(ROWS, new HardWords(), (what, done, of) -> told.add(done))
            .block(Duration.ofSeconds(30));
    assertEquals(
        fitted(FIT, ROWS).model().digest(), Objects.requireNonNull(fitted).model().digest());
    assertEquals(600, told.get(told.size() - 1));
  }

  @Test
  void theSameRowsGiveTheSameModelInAnyOrderOfOutcomesWritten() {
    assertEquals(fitted(FIT, ROWS).model().digest(), fitted(FIT, ROWS).model().digest());
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
    assertEquals(fitted(FIT, ROWS).model().digest(), fitted(FIT, otherwise).model().digest());
  }

  @Test
  void anotherSeedCutsOtherFolds() {
    var one = fitted(FIT, ROWS).held().orElseThrow().data();
    assertEquals(one, fitted(FIT, ROWS).held().orElseThrow().data());
    assertNotEquals(one, fitted(FIT.seed(2), ROWS).held().orElseThrow().data());
  }

  @Test
  void whatIsPartlyRightCountsInPart() {
    var graded =
        rows(400, i -> Map.of("small", i % 2 == 0 ? "0.75" : "0.25", "large", yes(i % 9 > 0)));
    var model = fitted(FIT, graded).model();
    assertEquals(0.75, model.right(vector("easy")).get(0), 0.02);
    assertEquals(0.25, model.right(vector("hard")).get(0), 0.02);
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
    assertEquals(Map.of("weak", 300, "strong", 300), fitted.labelled());
    assertEquals(300, fitted.unlabelled());
    assertEquals(Optional.empty(), fitted.held());
  }

  @Test
  void anyNumberOfTargetsIsFittedAndEachGainIsTheDifferenceOfTwoChances() {
    var middle = Target.of("middle", "acme/medium");
    var three =
        GainFit.begin().target(WEAK, "small").target(middle, "medium").target(STRONG, "large");
    var rows =
        rows(
            600,
            i ->
                Map.of(
                    "small", yes(i % 5 == 0), "medium", yes(i % 2 == 0), "large", yes(i % 10 < 9)));
    var fitted = fitted(three, rows);
    var right = fitted.model().right(vector("easy"));
    assertEquals(
        right.get(2) - right.get(0),
        (right.get(2) - right.get(1)) + (right.get(1) - right.get(0)),
        1e-12);
    assertEquals("strong", fitted.held().orElseThrow().strong());
    assertEquals("weak", fitted.held().orElseThrow().weak());
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
    assertEquals(2, fitted(FIT.insisting(), rows(30, some)).model().targets().size());
    refused(FIT.insisting(), rows(9, some));
  }

  @Test
  void aTargetThatIsAlwaysRightOrNeverTeachesNothing() {
    var message = refused(FIT, rows(300, i -> Map.of("small", "False", "large", yes(i % 2 == 0))));
    assertTrue(message.contains("field 'small' says 0.0 in all of its 300 rows"), message);
  }

  @Test
  void oneWrongAnswerInAThousandIsEnoughNotToBreak() {
    var rare = rows(1000, i -> Map.of("small", yes(i % 2 == 0), "large", yes(i != 501)));
    var right = fitted(FIT, rare).model().right(vector("hard"));
    assertTrue(right.get(1) > 0.98 && right.get(1) < 1, right::toString);
  }

  @Test
  void vectorsThatAreAllTheSameTeachTheShareThatWasRight() {
    var same = new ArrayList<Row>();
    for (var row : ROWS.all()) {
      same.add(new Row(row.line(), row.text().replace("hard", "easy"), row.fields()));
    }
    var model = fitted(FIT, Rows.of(same)).model();
    assertEquals(0.5, model.right(vector("easy")).get(0), 0.02);
  }

  @Test
  void theSameTextTwiceIsInOneFold() {
    var twice = new ArrayList<>(ROWS.all());
    twice.addAll(ROWS.all());
    Collections.shuffle(twice, new Random(3));
    var held = fitted(FIT, Rows.of(twice)).held().orElseThrow();
    assertEquals(
        fitted(FIT, ROWS).held().orElseThrow().apgr().getAsDouble(),
        held.apgr().getAsDouble(),
        0.02);
  }

  @Test
  void aFitThatCannotBeIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> FIT.fit(ROWS, new float[3][2], "sha256:hard-words"));
    assertThrows(
        IllegalArgumentException.class, () -> fitted(GainFit.begin().target(WEAK, "small"), ROWS));
    assertThrows(IllegalArgumentException.class, () -> FIT.target(STRONG, "small"));
  }

  private static String refused(GainFit fit, Rows rows) {
    return assertThrows(IllegalArgumentException.class, () -> fitted(fit, rows)).getMessage();
  }

  private static GainFit.Fitted fitted(GainFit fit, Rows rows) {
    var vectors = rows.all().stream().map(row -> vector(row.text())).toArray(float[][]::new);
    return fit.fit(rows, vectors, "sha256:hard-words");
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
