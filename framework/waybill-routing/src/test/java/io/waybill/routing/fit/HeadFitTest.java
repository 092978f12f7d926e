package io.waybill.routing.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.judge.Judgement;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFitTest {
  private static final String[] LABELS = {"billing", "delivery", "returns", "warranty"};
  private static final HeadFit FIT =
      HeadFit.on(new Clouds())
          .withClock(Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC));

  @TempDir Path folder;

  static HeadRouter fitted(HeadFit fit, Rows train, Rows validation) {
    return Objects.requireNonNull(fit.fit(train, validation).block());
  }

  private static Choice decided(HeadRouter router, String text) {
    return Objects.requireNonNull(router.perform(text, CallContext.detached("route")).block())
        .value();
  }

  private static List<Judgement> judged(HeadRouter router, Encoder encoder, Rows rows) {
    var vectors = Objects.requireNonNull(Encoding.of(rows.all(), encoder, Progress.NONE).block());
    var truth =
        rows.all().stream()
            .map(row -> row.field("label"))
            .map(label -> List.of(LABELS).contains(label) ? label : Choice.OTHERWISE)
            .toList();
    return router.judge(rows.all(), vectors, truth);
  }

  private static Rows joined(Rows... all) {
    return Rows.of(Stream.of(all).flatMap(rows -> rows.all().stream()).toList());
  }

  @Test
  void itDecidesRowsThatItHasNotSeenAndKeepsOutWhatBelongsToNoLabel() {
    var router = fitted(FIT, Clouds.rows(0, 60, LABELS), Clouds.none());
    var inside = judged(router, new Clouds(), Clouds.rows(1000, 100, LABELS));
    var outside = judged(router, new Clouds(), Clouds.rows(0, 40, "weather", "joke", "football"));
    long right = inside.stream().filter(row -> row.passed() && row.topIsRight()).count();
    long kept = outside.stream().filter(row -> !row.passed()).count();
    assertTrue(right > 380, right + " of 400 right");
    assertTrue(kept > 84, kept + " of 120 kept out");
  }

  @Test
  void whatIsReadFromItsFileDecidesTheSameToTheBit() throws IOException {
    var router = fitted(FIT, Clouds.rows(0, 60, LABELS), Clouds.none());
    var file = folder.resolve("intents.router");
    router.artefact().write(file);
    var read = HeadRouter.of(Artefact.read(file), new Clouds());
    var rows = Clouds.rows(0, 50, "billing", "warranty", "joke");
    assertEquals(judged(router, new Clouds(), rows), judged(read, new Clouds(), rows));
    assertEquals(router.info(), read.info());
    assertEquals(router.figures(), read.figures());
    assertEquals(decided(router, "billing 5000"), decided(read, "billing 5000"));
  }

  @Test
  void theSameRowsGiveTheSameFileToTheByte() {
    var rows = Clouds.rows(0, 30, LABELS);
    var first = fitted(FIT, rows, Clouds.none()).artefact().text();
    assertEquals(first, fitted(FIT, rows, Clouds.none()).artefact().text());
    assertNotEquals(first, fitted(FIT.withSeed(2), rows, Clouds.none()).artefact().text());
  }

  @Test
  void itKnowsWhereItComesFrom() {
    var train = joined(Clouds.rows(0, 30, LABELS), Clouds.rows(0, 5, "oos"));
    var validation = joined(Clouds.rows(100, 30, LABELS), Clouds.rows(0, 3, "billing"));
    var router = fitted(FIT.withOutOfScope("oos"), train, validation);
    var from = router.provenance();
    assertEquals(new Provenance.Reads("clouds", "sha256:clouds", 48), from.encoder());
    assertEquals("2026-11-22", from.date().toString());
    assertEquals(
        List.of(
            new Provenance.Source("train", "", "", 125, 0),
            new Provenance.Source("validation", "", "", 120, 3)),
        from.sources());
    assertTrue(from.seen().has("billing 0") && from.seen().has("oos 4"));
    assertEquals(List.of(LABELS), List.copyOf(router.info().labels()));
  }

  @Test
  void rowsOutOfScopeAreNoLabel() {
    var train = joined(Clouds.rows(0, 30, LABELS), Clouds.rows(0, 30, "oos", "otherwise"));
    var router = fitted(FIT.withOutOfScope("oos"), train, Clouds.none());
    assertEquals(List.of(LABELS), List.copyOf(router.info().labels()));
    assertTrue(router.figures().containsKey("oos_recall"), router.figures()::toString);
  }

  @Test
  void anotherEncoderIsRefusedWithWhatToDo() {
    var artefact = fitted(FIT, Clouds.rows(0, 10, LABELS), Clouds.none()).artefact();
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> HeadRouter.of(artefact, new Clouds("sha256:other")));
    var said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith("it was fitted with the encoder 'clouds' (sha256:clouds)"), said);
    assertTrue(said.contains("Fit it again"), said);
  }

  @Test
  void aPromiseIsFoundOnTheValidationOrRefusedWithWhatItTakes() {
    var train = Clouds.rows(0, 60, LABELS);
    var promised = fitted(FIT.withPromise(0.95), train, Clouds.rows(1000, 150, LABELS));
    assertEquals(0.95, promised.promised().orElseThrow().precision());
    assertEquals(600, promised.promised().orElseThrow().rows());
    assertEquals(
        "a promise of 99 % takes 2,500 validation rows in scope, and there are 600. Give more rows, or promise at most 95 %",
        refusal(FIT.withPromise(0.99), train, Clouds.rows(1000, 150, LABELS)));
    assertTrue(
        refusal(FIT.withPromise(0.95), train, Clouds.rows(1000, 5, LABELS))
            .endsWith("there are 20. Give more rows, or promise nothing"));
  }

  @Test
  void whoIsNotSureEnoughForThePromiseAbstainsAndSaysSo() {
    // what begins with 'mixed' is labelled now one way and now the other
    var train = joined(Clouds.rows(0, 60, LABELS), mixed(0, 60));
    var validation = joined(Clouds.rows(1000, 150, LABELS), mixed(1000, 200));
    var router = fitted(FIT.withPromise(0.95), train, validation);
    var all =
        mixed(5000, 100).all().stream()
            .map(row -> decided(router, row.text()))
            .filter(choice -> choice.reason().startsWith("not sure: "))
            .toList();
    assertTrue(all.size() > 40, all.size() + " of 100");
    var unsure = all.get(0);
    assertTrue(unsure.abstained());
    assertTrue(unsure.candidates().size() >= 2, unsure::toString);
    assertEquals("head", unsure.grounds().stage());
  }

  @Test
  void everythingThatIsWrongWithRowsIsToldAtOnce() {
    var train =
        Rows.of(
            List.of(
                Clouds.row(1, "billing 1", "billing"),
                Clouds.row(2, "billing 2", "billing"),
                Clouds.row(3, "returns 1", "returns")));
    var said = refusal(FIT, train, Rows.of(List.of(Clouds.row(1, "x", "biling"))));
    assertTrue(said.contains("label 'returns' has 1 training row"), said);
    assertTrue(said.contains("the validation has labels that the training has not: biling"), said);
  }

  @Test
  void oneLabelIsNothingToTellApart() {
    assertTrue(
        refusal(FIT, Clouds.rows(0, 9, "billing"), Clouds.none())
            .contains("all training rows have one label, 'billing'"));
    assertTrue(
        refusal(FIT.withOutOfScope("oos"), Clouds.rows(0, 9, "billing", "oos"), Clouds.none())
            .contains("all training rows have one label, 'billing'"));
  }

  @Test
  void oneTextIsNothingToTellBy() {
    var train =
        Rows.of(
            List.of(
                Clouds.row(1, "Billing 1", "billing"),
                Clouds.row(2, "billing 1", "billing"),
                Clouds.row(3, "billing  1", "returns"),
                Clouds.row(4, "billing 1", "returns")));
    var said = refusal(FIT, train, Rows.of(List.of()));
    assertTrue(said.contains("all training rows with a label have the same text"), said);
  }

  @Test
  void aValidationThatStandsInTheTrainingIsNone() {
    var rows = Clouds.rows(0, 9, LABELS);
    var upper =
        Rows.of(
            rows.all().stream()
                .map(
                    row ->
                        new Row(
                            row.line(),
                            "  " + row.text().toUpperCase(java.util.Locale.ROOT),
                            row.fields()))
                .toList());
    assertTrue(refusal(FIT, rows, upper).contains("every validation row stands in the training"));
  }

  @Test
  void aTextThatStandsTwiceIsNotHeldAgainstItself() {
    // labels that nobody can learn: each text is its own, and stands twice
    var rows =
        IntStream.range(0, 80)
            .mapToObj(
                i -> Clouds.row(i + 1, "same " + i / 2, i / 2 % 2 == 0 ? "billing" : "returns"))
            .toList();
    var reached = fitted(FIT, Rows.of(rows), Clouds.none()).figures().get("in_scope_accuracy");
    assertTrue(reached != null && reached < 0.75, "reached " + reached);
  }

  @Test
  void theHeadLearnsFromAllRowsThoughThresholdsAreFoundOnThoseHeldOut() {
    var rows = Clouds.rows(0, 1_001, LABELS);
    var router = fitted(FIT, rows, Clouds.none());
    var vectors =
        Objects.requireNonNull(Encoding.of(rows.all(), new Clouds(), Progress.NONE).block());
    var middle = new float[vectors[0].length];
    for (int d = 0; d < middle.length; d++) {
      int at = d;
      middle[d] = (float) Stream.of(vectors).mapToDouble(v -> v[at]).average().orElseThrow();
    }
    // what features are moved by is their mean over the rows that the head was fitted to
    for (float feature : new HeadJson(router.artefact()).model().scaling().of(middle)) {
      assertEquals(0, feature, 1e-5);
    }
    assertTrue(router.figures().getOrDefault("rows", 0.0) < 900, router.figures()::toString);
  }

  @Test
  void ofFewRowsALabelItsNameIsOneMoreWhereThatHelps() {
    var words = IntStream.range(0, 200).mapToObj(i -> "word" + i).toArray(String[]::new);
    var telling = Clouds.rows(0, 2, words);
    var mute =
        Rows.of(
            telling.all().stream()
                .map(row -> Clouds.row(row.line(), row.text(), "label_of_" + row.field("label")))
                .toList());
    var read = fitted(FIT, telling, Clouds.none());
    assertEquals(
        List.of(
            new Provenance.Source("train", "", "", 400, 0),
            new Provenance.Source("names", "the labels", "", 200, 0)),
        read.provenance().sources());
    var unread = fitted(FIT, mute, Clouds.none());
    assertEquals(1, unread.provenance().sources().size(), "all labels begin alike");
    assertTrue(right(read, words, "") > right(unread, words, "label_of_"));
  }

  private static long right(HeadRouter router, String[] words, String before) {
    var rows = Clouds.rows(1000, 5, words).all();
    var vectors = Objects.requireNonNull(Encoding.of(rows, new Clouds(), Progress.NONE).block());
    var truth = rows.stream().map(row -> before + row.field("label")).toList();
    return router.judge(rows, vectors, truth).stream().filter(Judgement::topIsRight).count();
  }

  @Test
  void ofManyLabelsOfFewRowsSomeAreHeldOutToo() {
    var words = IntStream.range(0, 2_001).mapToObj(i -> "word" + i).toArray(String[]::new);
    var rows = Clouds.rows(0, 2, words);
    var part =
        new Part(HeadRows.of(rows, Clouds.none(), ""), rows.all(), new float[rows.size()][], 0);
    var folds = part.folds(5, 1);
    for (int fold = 0; fold < 5; fold++) {
      int which = fold;
      long many = IntStream.of(folds).filter(each -> each == which).count();
      assertTrue(many > 600, many + " in fold " + fold);
    }
  }

  @Test
  void aNameIsReadAsWords() {
    assertEquals(List.of("card Arrival", "lost Or Stolen", "top up 2"), names("cardArrival", 1));
    assertEquals(List.of(), names("cardArrival", 20), "rows abound");
    assertEquals(List.of(), names("?!", 1), "which is no name");
  }

  private static List<String> names(String first, int each) {
    var labels = new String[] {first, "lostOrStolen", "top-up_2"};
    var rows = Clouds.rows(0, 2 * each, labels);
    return HeadRows.of(rows, Clouds.none(), "").names();
  }

  @Test
  void whatIsGivenForTheGateIsWhatItCosts() {
    var train = Clouds.rows(0, 60, LABELS);
    var validation = Clouds.rows(1000, 500, LABELS);
    var outside = Clouds.rows(0, 100, "weather", "joke", "football");
    long kept = -1;
    for (double share : new double[] {0, 0.01, 0.1}) {
      var router = fitted(FIT.withGate(share), train, validation);
      var seen = judged(router, new Clouds(), validation);
      long right = seen.stream().filter(Judgement::topIsRight).count();
      long passed = seen.stream().filter(row -> row.topIsRight() && row.passed()).count();
      assertEquals(Math.floor(share * 2_000), right - passed, "rows lost at " + share);
      long out = judged(router, new Clouds(), outside).stream().filter(r -> !r.passed()).count();
      assertTrue(out > kept, () -> "kept out at " + share);
      kept = out;
    }
    assertThrows(IllegalArgumentException.class, () -> FIT.withGate(0.6));
    assertThrows(IllegalArgumentException.class, () -> FIT.withGate(Double.NaN));
  }

  @Test
  void aGateCostsLessWhereNobodyNamesWhatIsOutOfScope() {
    var train = Clouds.rows(0, 60, LABELS);
    var validation = Clouds.rows(1000, 500, LABELS);
    var unnamed = judged(fitted(FIT, train, validation), new Clouds(), validation);
    var named = fitted(FIT.withOutOfScope("oos"), train, validation);
    long free = unnamed.stream().filter(row -> !row.passed()).count();
    long dear = judged(named, new Clouds(), validation).stream().filter(r -> !r.passed()).count();
    assertTrue(free < dear, free + " < " + dear);
  }

  @Test
  void itSaysHowFarItIs() {
    var told = new ArrayList<String>();
    fitted(
        FIT.withProgress(
            (what, done, of) -> {
              synchronized (told) {
                told.add("%s %d/%d".formatted(what, done, of));
              }
            }),
        Clouds.rows(0, 50, LABELS),
        Clouds.none());
    assertTrue(
        told.containsAll(List.of("encode 200/200", "fit 6/6", "settle 1/1")), told::toString);
  }

  private static Rows mixed(int from, int many) {
    return Rows.of(
        IntStream.range(from, from + many)
            .mapToObj(i -> Clouds.row(i + 1, "mixed " + i, i % 2 == 0 ? "billing" : "delivery"))
            .toList());
  }

  private static String refusal(HeadFit fit, Rows train, Rows validation) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> fitted(fit, train, validation))
            .getMessage());
  }
}
