package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.fit.Artefact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of rows, options and router files that nobody can use; nothing is written. */
class RouterBadInputTest {
  @TempDir static Path folder;

  private static String train = "";
  private static String test = "";
  private static Path router = Path.of("");

  @BeforeAll
  static void fit() {
    train = Intents.train(folder).toString();
    test = Intents.test(folder).toString();
    router = folder.resolve("intents.router");
    var said =
        waybill("router", "fit", "--train", train, "--seed", "2", "--out", router.toString());
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.err().contains("say --out-of-scope-label oos"), said.err());
  }

  /** Fits, and says why not. */
  private static void refused(int exit, String why, String... more) {
    var out = folder.resolve("never.router");
    var words =
        Stream.concat(Stream.of("router", "fit", "--out", out.toString()), Stream.of(more))
            .toArray(String[]::new);
    var said = waybill(words);
    assertEquals(exit, said.exit(), said::toString);
    assertTrue(said.err().contains(why), () -> why + " is not in\n" + said.err());
    assertFalse(said.err().contains("\tat "), said.err());
    assertEquals("", said.out());
    assertFalse(Files.exists(out));
  }

  private static String rows(String name, String... lines) {
    return Intents.lines(folder.resolve(name), List.of(lines)).toString();
  }

  @Test
  void rowsThatCannotBeUsedAreToldAllAtOnceByKind() {
    refused(
        2,
        "lines 1, 2, 3, 4, 5 and 2 more: has no \"label\"",
        "--train",
        rows("bare.jsonl", "{\"text\": \"a\"}\n".repeat(6) + "{\"text\": \"b\"}"));
    refused(
        2,
        "\"text\" must be a text that is not blank",
        "--train",
        rows("blank.jsonl", Intents.row(" ", "a")));
    refused(2, "there is no row in it", "--train", rows("none.jsonl", ""));
    refused(2, "line 2: is not JSON", "--train", rows("cut.jsonl", Intents.row("a", "b"), "{\"te"));
    refused(
        2,
        "has no \"label\", but 'lable'",
        "--train",
        rows("wrong.csv", "text,lable", "a,b", "c,d"));
    refused(
        2,
        "line 1: \"label\" must be a text",
        "--train",
        rows("number.jsonl", "{\"text\": \"a\", \"label\": 3}"));
    var two = rows("bare.jsonl", "{\"text\": \"a\"}");
    refused(2, "bare.jsonl cannot be used:", "--train", train, "--val", two);
  }

  @Test
  void rowsThatNothingCanBeLearnedOfAreRefused() throws IOException {
    refused(
        2,
        "all training rows have one label, 'a'",
        "--train",
        rows("one.jsonl", Intents.row("x", "a"), Intents.row("y", "a")));
    refused(2, "every validation row stands in the training too", "--train", train, "--val", train);
    refused(
        2,
        "a promise of 99 % takes 2,500 validation rows in scope, and there are 192",
        "--train",
        train,
        "--promise",
        "0.99");
    var other = rows("other.jsonl", Intents.row("what about the weather?", "wether"));
    refused(
        2,
        "the validation has labels that the training has not: wether",
        "--train",
        train,
        "--val",
        other);
  }

  @Test
  void rowsThatStandInBothAreLeftOutAndCounted() throws IOException {
    var held = new ArrayList<>(Files.readAllLines(Path.of(test)));
    held.add(Intents.row("MY INVOICE is  wrong", "billing"));
    var file = Intents.lines(folder.resolve("held.jsonl"), held).toString();
    var said =
        waybill(
            "router",
            "fit",
            "--train",
            train,
            "--val",
            file,
            "--out",
            folder.resolve("held.router").toString());
    assertEquals(0, said.exit(), said::toString);
    assertTrue(
        said.out().contains("48 rows of held.jsonl; 1 left out that stand in the training too"),
        said.out());
  }

  @Test
  void otherwiseMayBeNamedAsTheLabelOfWhatBelongsToNone() {
    var said =
        waybill(
            "router",
            "evaluate",
            router.toString(),
            "--test",
            test,
            "--out-of-scope-label",
            "otherwise");
    assertEquals(0, said.exit(), said::toString);
    refused(
        2,
        "a promise of 50 %",
        "--train",
        rows(
            "few.jsonl",
            Intents.row("a", "a"),
            Intents.row("b", "a"),
            Intents.row("c", "b"),
            Intents.row("d", "b")),
        "--out-of-scope-label",
        "otherwise",
        "--promise",
        "0.5");
  }

  @Test
  void optionsThatNobodyCanMeanGetASuggestion() {
    refused(2, "Did you mean 'minilm'?", "--train", train, "--encoder", "minilmm");
    refused(2, "found 99. Did you mean 0.99?", "--train", train, "--promise", "99");
    refused(2, "no encoder 'minilm-wide'", "--train", train, "--encoder", "minilm-wide");
    refused(2, "found 1. Did you mean 0.99?", "--train", train, "--promise", "1");
    refused(2, "found 95 %. Did you mean 0.95?", "--train", train, "--promise", "95 %");
    refused(2, "takes a share such as 0.99, found much", "--train", train, "--promise", "much");
    refused(2, "between 0 and 0.5, such as 0.008, found 0.9", "--train", train, "--gate", "0.9");
    refused(
        2, "--gate takes a share such as 0.008, found wide", "--train", train, "--gate", "wide");
    refused(2, "there is no such file. Did you mean", "--train", train.replace("train", "trian"));
    refused(2, "is a folder; name a file", "--train", folder.toString());
    refused(2, "Missing required option: '--train=FILE'");
    refused(2, "add --gain", "--train", train, "--weak", "w");
    refused(2, "chooses between two models at least", "--train", train, "--gain", "--weak", "w");
    refused(2, "--target takes LABEL=FIELD", "--train", train, "--gain", "--target", "w");
    refused(2, "no row has 'w'", "--train", train, "--gain", "--weak", "w", "--strong", "s");
  }

  @Test
  void aPlaceThatNothingCanBeWrittenToIsFoundBeforeTheWork() {
    var said = waybill("router", "fit", "--train", train, "--out", folder.toString());
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("is a folder; name a file"), said.err());
    var below = waybill("router", "fit", "--train", train, "--out", train + "/x.router");
    assertEquals(3, below.exit(), below::toString);
    assertTrue(below.err().contains("cannot write into"), below.err());
  }

  @Test
  void routerFilesThatCannotBeUsedSayWhy() throws IOException {
    var text = Files.readString(router);
    var cut = Files.writeString(folder.resolve("cut.router"), text.substring(0, 3_000));
    var edited =
        Files.writeString(
            folder.resolve("edited.router"), text.replaceFirst("\"billing\"", "\"bills\""));
    var artefact = Artefact.read(router);
    var content = artefact.content();
    content.withObject("/encoder").put("digest", "sha256:0123");
    var foreign = folder.resolve("foreign.router");
    new Artefact(artefact.kind(), content).write(foreign);
    for (var command : List.of("inspect", "evaluate", "ask", "compare")) {
      bad(command, cut, "is cut off or damaged after line ");
      bad(command, edited, "was damaged or edited after it was fitted");
      bad(command, foreign, "was fitted with the encoder 'minilm' (sha256:0123)");
      bad(command, Path.of(test), "is no router file");
      bad(command, folder, "is a folder; name a file");
      bad(command, folder.resolve("intents.ruter"), "Did you mean");
    }
  }

  private static void bad(String command, Path file, String why) {
    var words = new ArrayList<>(List.of("router", command, file.toString()));
    switch (command) {
      case "evaluate" -> words.addAll(List.of("--test", test));
      case "ask" -> words.add("hello");
      case "compare" -> words.addAll(List.of(router.toString(), "--test", test));
      default -> {}
    }
    var said = waybill(words.toArray(String[]::new));
    assertEquals(2, said.exit(), said::toString);
    assertTrue(said.err().contains(why), () -> command + ": " + why + " is not in\n" + said.err());
    assertFalse(said.err().contains("\tat "), said.err());
  }

  @Test
  void labelsThatTheRouterCannotChooseAreNamed() {
    var file = rows("labels.jsonl", Intents.row("about my bill", "biling"), Intents.row("x", "y"));
    var said = waybill("router", "evaluate", router.toString(), "--test", file);
    assertEquals(2, said.exit());
    assertTrue(said.err().contains("'biling', of 1 row. Did you mean 'billing'?"), said.err());
    assertTrue(said.err().contains("'y', of 1 row\n"), said.err());
    assertEquals("", said.out());
  }

  @Test
  void aRowOfAHundredThousandLettersIsOneMore() throws IOException {
    var many = new ArrayList<>(Files.readAllLines(Path.of(test)));
    many.add(Intents.row("the invoice ".repeat(8_334), "billing"));
    var file = Intents.lines(folder.resolve("long.jsonl"), many).toString();
    var said = waybill("router", "evaluate", router.toString(), "--test", file, "--json");
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().contains("\"n\" : 49"), said.out());
  }

  @Test
  void aLabelThatNoBranchHasIsForCheckToTell() throws IOException {
    var flow =
        Files.writeString(
            folder.resolve("desk.yaml"),
            """
            waybill: 1
            plan: desk
            inputs: { ticket: { type: text } }
            routers: { intents: { fitted: intents.router } }
            steps:
              intent:
                route: intents
                with: "${{ inputs.ticket }}"
                when: { billing: { value: b }, delivry: { value: d } }
                otherwise: { value: o }
            output: ${{ steps.intent }}
            """);
    var said = waybill("check", flow.toString());
    assertEquals(2, said.exit(), said::toString);
    assertTrue(said.err().contains("delivry"), said.err());
  }

  @Test
  void modelsAreToldApartByTheRowsThatSayWhichWasRight() throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 260; i++) {
      boolean hard = i % 2 == 0;
      lines.add(
          "{\"text\": \"%s %d\", \"small\": \"%s\", \"large\": \"%s\"}"
              .formatted(
                  hard ? "prove the theorem of number" : "what colour is cat",
                  i,
                  !hard || i % 20 == 0,
                  i % 7 != 0));
    }
    var learned = Intents.lines(folder.resolve("learned.jsonl"), lines.subList(0, 210)).toString();
    var held = Intents.lines(folder.resolve("asked.jsonl"), lines.subList(205, 260)).toString();
    var file = folder.resolve("models.router").toString();
    var fit =
        waybill(
            "router",
            "fit",
            "--gain",
            "--weak",
            "small",
            "--strong",
            "large",
            "--train",
            learned,
            "--out",
            file);
    assertEquals(0, fit.exit(), fit::toString);
    assertTrue(fit.out().contains("between     weak (small), strong (large)"), fit.out());
    var said = waybill("router", "evaluate", file, "--test", held, "--json");
    assertEquals(0, said.exit(), said::toString);
    for (var figure :
        List.of("apgr", "cpt50", "cpt80", "saving_at_95", "random", "length_rule", "oracle")) {
      assertTrue(said.out().contains("\"" + figure + "\" : "), () -> figure + said.out());
    }
    assertTrue(said.out().contains("\"n\" : 50,"), said.out());
    assertTrue(said.out().contains("\"leaked_rows\" : 5"), said.out());
    var gates =
        Files.writeString(folder.resolve("gain.yaml"), "gates: 1\napgr: { least: 2 }\n").toString();
    var missed = waybill("router", "evaluate", file, "--test", held, "--gates", gates);
    assertEquals(1, missed.exit());
    assertTrue(missed.err().contains("gate missed: apgr is "), missed.err());
    assertTrue(waybill("router", "inspect", file).out().contains("2: weak, strong"));
    assertTrue(waybill("router", "ask", file, "what colour is it?").out().contains("quality: "));
  }
}
