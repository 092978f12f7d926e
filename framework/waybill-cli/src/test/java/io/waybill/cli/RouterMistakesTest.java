package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slips of whoever types and whoever collected the rows: nothing is lost, and each is told. */
class RouterMistakesTest {
  @TempDir static Path folder;

  private static String train = "";
  private static String test = "";
  private static String router = "";

  @BeforeAll
  static void fit() {
    train = Intents.train(folder).toString();
    test = Intents.test(folder).toString();
    router = folder.resolve("intents.router").toString();
    var said = fitted(router, "--train", train);
    assertEquals(0, said.exit(), said::toString);
  }

  private static Shell.Said fitted(String out, String... more) {
    return waybill(
        Stream.concat(Stream.of("router", "fit", "--out", out), Stream.of(more))
            .toArray(String[]::new));
  }

  private static Shell.Said evaluated(String... more) {
    return waybill(
        Stream.concat(Stream.of("router", "evaluate", router, "--test", test), Stream.of(more))
            .toArray(String[]::new));
  }

  private static void wrong(String why, Shell.Said said) {
    assertEquals(2, said.exit(), said::toString);
    assertTrue(said.err().contains(why), () -> why + " is not in\n" + said.err());
    assertFalse(said.err().contains("\tat "), said.err());
    assertEquals("", said.out());
  }

  @Test
  void theTrainingAndTheValidationAreComplainedOfTogether() {
    var bare = Intents.lines(folder.resolve("bare.jsonl"), List.of("{\"text\": \"a\"}"));
    var cut = Intents.lines(folder.resolve("cut.jsonl"), List.of("{\"te"));
    var said =
        fitted(
            folder.resolve("never.router").toString(),
            "--train",
            bare.toString(),
            "--val",
            cut.toString(),
            "--val",
            folder.resolve("tset.jsonl").toString());
    wrong("line 1: has no \"label\"; it has 'text'", said);
    wrong("line 1: is not JSON: it breaks off before its end", said);
    wrong("tset.jsonl: there is no such file. Did you mean", said);
  }

  @Test
  void aRouterIsWrittenOverAnotherOneAndNothingElse() throws IOException {
    var rows = Files.readString(Path.of(train));
    wrong("--out %s would be written over what is read".formatted(train), fit(train));
    assertEquals(rows, Files.readString(Path.of(train)));
    var notes = Files.writeString(folder.resolve("notes.txt"), "do not lose this");
    wrong("notes.txt is there, and is no router", fit(notes.toString()));
    assertEquals("do not lose this", Files.readString(notes));
    var old = folder.resolve("old.router");
    Files.copy(Path.of(router), old);
    assertEquals(0, fit(old.toString()).exit());
  }

  private static Shell.Said fit(String out) {
    return fitted(out, "--train", train);
  }

  @Test
  void aReportIsNotWrittenOverWhatItIsAbout() throws IOException {
    var before = Files.readString(Path.of(router));
    wrong("--record " + router, evaluated("--record", router));
    wrong("--html " + test, evaluated("--html", test));
    wrong(
        "--md " + test, waybill("router", "compare", router, router, "--test", test, "--md", test));
    var log = RouterHarvestTest.log(folder).toString();
    wrong("--out " + log, waybill("router", "harvest", log, "--metric", "m", "--out", log));
    assertEquals(before, Files.readString(Path.of(router)));
  }

  @Test
  void textsThatStandTwiceOrUnderTwoLabelsAreTold() throws IOException {
    var rows = new ArrayList<>(Files.readAllLines(Path.of(train)));
    rows.add(Intents.row("MY INVOICE  is wrong", "billing"));
    rows.add(Intents.row("my parcel is wrong", "login"));
    var file = Intents.lines(folder.resolve("copies.jsonl"), rows).toString();
    var said = fitted(folder.resolve("copies.router").toString(), "--train", file);
    assertEquals(0, said.exit(), said::toString);
    assertTrue(
        said.err().contains("2 rows of copies.jsonl say again what stands before them"),
        said.err());
    assertTrue(said.err().contains("1 text of copies.jsonl has more than one label"), said.err());
    assertTrue(said.err().contains("'my parcel is wrong' (delivery, login)"), said.err());
    assertFalse(evaluated().err().contains("say again"));
  }

  @Test
  void aLabelOutOfScopeThatNobodyCanMeanIsTold() {
    assertTrue(
        evaluated("--out-of-scope-label", "oss").err().contains("no row has the label 'oss'"));
    assertTrue(
        evaluated("--out-of-scope-label", "billing")
            .err()
            .contains("the router can choose 'billing', and its rows are counted as out of scope"));
    var none = Intents.lines(folder.resolve("none.jsonl"), List.of(Intents.row("a b", "nobody")));
    wrong(
        "say --out-of-scope-label nobody",
        waybill("router", "evaluate", router, "--test", none.toString()));
  }

  @Test
  void aPromiseBeyondAllNumbersIsRefusedLikeAnyOther() {
    wrong(
        "between 0 and 1, found 1e400",
        fitted(folder.resolve("never.router").toString(), "--train", train, "--promise", "1e400"));
  }

  @Test
  void anOptionThatIsMissingForATypingErrorIsToldWithTheError() {
    var said = waybill("router", "evaluate", router, "--tset", test);
    wrong("Missing required option: '--test=FILE'", said);
    wrong("Unknown options: '--tset'", said);
  }

  @Test
  void aPriceThatIsNoNumberIsToldWithoutWordsOfJava() {
    var said =
        waybill("router", "harvest", train, "--metric", "m", "--out", "x", "--small-cost", "one");
    wrong("'--small-cost': 'one' is no number", said);
    assertFalse(said.err().contains("java"), said.err());
  }

  @Test
  void aFileThatIsNoLogOfDecisionsTeachesNothing() {
    var out = folder.resolve("lessons.jsonl");
    var said = waybill("router", "harvest", train, "--metric", "m", "--out", out.toString());
    wrong("train.jsonl cannot be used:", said);
    wrong("and 172 more", said);
    assertFalse(Files.exists(out));
  }

  @Test
  void whatWasSettledOnNoRowSaysSo() {
    assertTrue(FittedLines.reached(Map.of("rows", 0.0)).startsWith("unknown: no row was left"));
  }
}
