package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.record.Json;
import io.waybill.routing.fit.Artefact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers between models are judged, compared and promoted as those that pick labels are. */
class RouterBetweenModelsTest {
  private static final List<String> ADDRESSES =
      List.of(
          "--model",
          "weak=openai/gpt-4.1-mini",
          "--writes",
          "weak=100",
          "--model",
          "strong=openai/gpt-4.1",
          "--writes",
          "strong=300");

  @TempDir static Path folder;

  private static String test = "";
  private static String plain = "";
  private static String priced = "";
  private static String mistaken = "";

  @BeforeAll
  static void fit() {
    var rows = IntStream.range(0, 440).mapToObj(i -> row(i, i % 2 == 0)).toList();
    var wrong = IntStream.range(0, 240).mapToObj(i -> row(i, i % 2 == 1)).toList();
    var train = Intents.lines(folder.resolve("asked.jsonl"), rows.subList(0, 240)).toString();
    var turned = Intents.lines(folder.resolve("turned.jsonl"), wrong).toString();
    test = Intents.lines(folder.resolve("later.jsonl"), rows.subList(240, 440)).toString();
    plain = fitted("plain.router", train, List.of());
    priced = fitted("priced.router", train, ADDRESSES);
    mistaken = fitted("mistaken.router", turned, List.of());
  }

  /** Every other text is about theorems; the small model mostly fails on what is hard. */
  private static String row(int i, boolean hard) {
    return "{\"text\": \"%s %d\", \"small\": %b, \"large\": %b}"
        .formatted(
            i % 2 == 0 ? "prove the theorem of number" : "what colour is cat",
            i,
            !hard || i % 20 == 0,
            i % 7 != 0);
  }

  private static String fitted(String name, String train, List<String> more) {
    var out = folder.resolve(name).toString();
    var said = fit(train, out, more.toArray(String[]::new));
    assertEquals(0, said.exit(), said::toString);
    return out;
  }

  private static Shell.Said fit(String train, String out, String... more) {
    return router(
        Stream.concat(
                Stream.of(
                    "fit", "--gain", "--weak", "small", "--strong", "large", "--train", train),
                Stream.concat(Stream.of("--out", out), Stream.of(more)))
            .toArray(String[]::new));
  }

  private static Shell.Said router(String... words) {
    var all = new ArrayList<>(List.of("router"));
    all.addAll(List.of(words));
    return waybill(all.toArray(String[]::new));
  }

  private static JsonNode judged(String router, String... more) {
    var words = new ArrayList<>(List.of("evaluate", router, "--test", test, "--json"));
    words.addAll(List.of(more));
    var said = router(words.toArray(String[]::new));
    assertEquals(0, said.exit(), said::toString);
    return Json.parse(said.out());
  }

  @Test
  void oneThatWasFittedWithAnotherEncoderIsRefusedByItsName() throws IOException {
    var artefact = Artefact.read(Path.of(plain));
    var content = artefact.content();
    content.withObject("/encoder").put("digest", "sha256:0123");
    var foreign = folder.resolve("foreign.router");
    new Artefact(artefact.kind(), content).write(foreign);
    for (var said :
        List.of(
            router("evaluate", foreign.toString(), "--test", test),
            router("compare", plain, foreign.toString(), "--test", test),
            router("ask", foreign.toString(), "prove it"))) {
      assertEquals(2, said.exit(), said::toString);
      assertTrue(
          said.err().contains("router file " + foreign + " cannot be used: it was fitted with"),
          said::err);
      assertTrue(said.err().contains("(sha256:0123)"), said::err);
    }
  }

  @Test
  void everyWayToAskIsPricedWithTheBundledBook() throws IOException {
    var found = judged(priced);
    for (var way :
        List.of("always_weak", "always_strong", "random", "length_rule", "router", "oracle")) {
      double dollars = found.path("dollars_" + way).doubleValue();
      assertTrue(dollars > 0, way + found);
      var told = found.path("money").path("ways").path(way);
      assertEquals(dollars, told.path("dollars").doubleValue(), way);
    }
    assertTrue(
        found.path("dollars_router").doubleValue() < found.path("dollars_random").doubleValue());
    assertTrue(found.path("made_with").toString().contains("\"role\":\"prices\""));
    var page = folder.resolve("page.html");
    var said = router("evaluate", priced, "--test", test, "--html", page.toString());
    for (var text : List.of(said.out(), Files.readString(page))) {
      for (var part : List.of("dollars for 1,000 rows", "always_strong", "tradeoff balanced")) {
        assertTrue(text.contains(part), part + text);
      }
      assertTrue(text.contains("tokens are estimated"), text);
    }
    var own =
        Files.writeString(
                folder.resolve("own.yaml"),
                """
                price_book: 1
                prices:
                  - id: openai/gpt-4.1
                    match: { provider: openai, models: [gpt-4.1] }
                    rates: { input: 1000, output: 1000 }
                    source: "https://example.com/contract.pdf"
                    checked: 2026-11-20
                """)
            .toString();
    var dear = judged(priced, "--prices", own).path("dollars_always_strong").doubleValue();
    assertTrue(dear > 300, "300 tokens and more at 1,000 dollars a million: " + dear);
  }

  @Test
  void moneyChangesNoOtherFigure() {
    var with = judged(priced);
    var without = judged(plain);
    for (var figure :
        List.of("apgr", "cpt50", "cpt80", "saving_at_95", "random", "length_rule", "oracle", "n")) {
      assertTrue(with.path(figure).isNumber(), figure);
      assertEquals(without.path(figure), with.path(figure), figure);
    }
    assertEquals(without.path("rules"), with.path("rules"));
  }

  @Test
  void withoutAPriceThatIsSaidAndNoZeroIsWritten() throws IOException {
    var found = judged(plain);
    assertFalse(found.has("dollars_router"));
    assertEquals(0, found.path("money").path("ways").size());
    assertEquals(2, found.path("money").path("unknown").size());
    var gates =
        Files.writeString(folder.resolve("dollars.yaml"), "gates: 1\ndollars_router: { most: 1 }\n")
            .toString();
    var said = router("evaluate", plain, "--test", test, "--gates", gates);
    assertEquals(1, said.exit());
    assertTrue(said.out().contains("what it costs is unknown"), said.out());
    assertTrue(said.err().contains("--model weak=PROVIDER/MODEL"), said.err());
    assertEquals(0, router("evaluate", priced, "--test", test, "--gates", gates).exit());
  }

  @Test
  void figuresHaveIntervals() {
    var basis = judged(plain).path("basis");
    for (var figure : List.of("apgr", "cpt50", "cpt80", "saving_at_95", "ece_weak")) {
      var one = basis.path(figure);
      assertTrue(one.path("low").doubleValue() <= one.path("high").doubleValue(), figure);
      assertTrue(one.has("low"), figure);
    }
    assertEquals(judged(plain), judged(plain));
  }

  @Test
  void whatModelsAreIsKeptInTheFile() {
    var said = router("inspect", priced);
    assertTrue(
        said.out().contains("openai/gpt-4.1, right where the field 'large' says so; 300 tokens"),
        said.out());
    var targets = Json.parse(router("inspect", priced, "--json").out()).path("targets");
    assertEquals("openai/gpt-4.1-mini", targets.path("weak").path("model").asText());
    assertEquals(100, targets.path("weak").path("writes").intValue());
    assertFalse(targets.toString().contains("weights"));
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    var train = folder.resolve("asked.jsonl").toString();
    var out = folder.resolve("none.router").toString();
    refused(
        "no target. Did you mean 'strong'?", fit(train, out, "--model", "strnog=openai/gpt-4.1"));
    refused("Did you mean 'strong'?", fit(train, out, "--writes", "strnog=7"));
    refused("--writes takes LABEL=TOKENS", fit(train, out, "--writes", "strong=many"));
    refused("--model takes LABEL=", fit(train, out, "--model", "strong"));
    refused("--model says twice", fit(train, out, "--model", "weak=a/b", "--model", "weak=a/c"));
    refused("add --gain", router("fit", "--train", train, "--out", out, "--model", "a=b/c"));
    assertFalse(Files.exists(Path.of(out)));
  }

  private static void refused(String why, Shell.Said said) {
    assertEquals(2, said.exit(), said::toString);
    assertTrue(said.err().contains(why), said::toString);
  }

  @Test
  void theBetterOfTwoIsToldOnTheSameRows() {
    var said = router("compare", mistaken, plain, "--test", test);
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().contains("B is better in apgr: "), said.out());
    var same = router("compare", plain, priced, "--test", test, "--json");
    var found = Json.parse(same.out());
    assertEquals("same", found.path("differences").path("apgr").path("b_is").asText());
    assertEquals(200, found.path("n").intValue());
    assertFalse(found.has("newly_right"));
  }

  @Test
  void aRouterOfAnotherKindIsNoRival() {
    Intents.train(folder);
    var labels = folder.resolve("labels.router").toString();
    var rows = folder.resolve("train.jsonl").toString();
    assertEquals(0, router("fit", "--train", rows, "--out", labels).exit());
    var why = "only routers of one kind can be compared";
    refused(why, router("compare", labels, plain, "--test", test));
    refused(why, router("promote", plain, labels, "--test", test));
    refused(
        "--out-of-scope-label is for labels",
        router("compare", plain, plain, "--test", test, "--out-of-scope-label", "oos"));
  }

  @Test
  void oneTakesThePlaceOfAnotherOnlyIfItIsBetter() throws IOException {
    var live = folder.resolve("live.router");
    Files.copy(Path.of(plain), live);
    var worse = router("promote", live.toString(), mistaken, "--test", test);
    assertEquals(1, worse.exit(), worse::toString);
    assertTrue(worse.out().contains("apgr is "), worse.out());
    assertEquals(Files.readString(Path.of(plain)), Files.readString(live));
    Files.copy(Path.of(mistaken), live, StandardCopyOption.REPLACE_EXISTING);
    var better = router("promote", live.toString(), priced, "--test", test, "--better", "apgr");
    assertEquals(0, better.exit(), better::toString);
    assertTrue(better.out().contains("kept as live.router.1"), better.out());
    assertEquals(Files.readString(Path.of(priced)), Files.readString(live));
    assertTrue(
        Files.readString(folder.resolve("live.router.promotions.jsonl")).contains("\"apgr\""));
    refused(
        "of a router between models. Known: ",
        router("promote", live.toString(), plain, "--test", test, "--better", "accuracy"));
  }

  @Test
  void aRecordIsOldWhenTheRouterOrAPromptIsAnother() throws IOException {
    var own = Files.createDirectory(folder.resolve("own"));
    var file = own.resolve("models.router");
    Files.copy(Path.of(priced), file);
    var flow = own.resolve("desk.yaml");
    Files.writeString(flow, desk("Answer kindly: "));
    var record = own.resolve("models.router.json").toString();
    judged(file.toString(), "--record", record, "--workflow", flow.toString());
    assertEquals("", waybill("check", flow.toString(), "--strict").err());
    Files.writeString(flow, desk("Answer briefly: "));
    var old = waybill("check", flow.toString(), "--strict");
    assertEquals(1, old.exit(), old::toString);
    assertTrue(old.err().contains("models.router.json is old: step weak: was "), old.err());
    var gates = Files.writeString(own.resolve("gates.yaml"), "gates: 1\napgr: { least: 0.5 }\n");
    Files.copy(Path.of(plain), file, StandardCopyOption.REPLACE_EXISTING);
    var missed = router("evaluate", file.toString(), "--test", test, "--gates", gates.toString());
    assertEquals(1, missed.exit(), missed::toString);
    assertTrue(missed.err().contains("is old: router: was models.router"), missed.err());
  }

  private static String desk(String prompt) {
    return """
        waybill: 1
        plan: desk
        inputs: { question: { type: text } }
        models: { m: { provider: quote } }
        steps:
          whom:
            route: models.router
            with: "${{ inputs.question }}"
            when:
              weak: { model: m, prompt: "%s${{ inputs.question }}" }
              strong: { value: It is hard. }
            otherwise: { value: A person will answer. }
        output: ${{ steps.whom }}
        """
        .formatted(prompt);
  }
}
