package io.waybill.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.cli.BuiltinCatalog;
import io.waybill.http.Http;
import io.waybill.ledger.Waybill;
import io.waybill.local.Encoders;
import io.waybill.local.Quotes;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Outcome;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk with a model that WAYBILL_MODEL names: a provider on this machine. */
class ChosenModelTest {
  private static final Path FOLDER = Path.of("").toAbsolutePath();
  private static final String KETTLE = "How long is the warranty on an electric kettle?";
  private static final String SUPPORTED = "Electric kettles carry a warranty of two years. [1]";

  @TempDir Path temp;
  private final BillingProvider provider = BillingProvider.start().models("m-1");
  private final Http http = Http.create();
  private Path inbox;
  private ModelCatalog models;

  @BeforeEach
  void choose() {
    inbox = temp.resolve("inbox.jsonl");
    models = new ModelCatalog(Map.of("WAYBILL_MODEL", name()), () -> http);
  }

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private String name() {
    return provider.openai() + "#m-1";
  }

  private Catalog catalog() {
    return Catalog.builder()
        .with(new BuiltinCatalog(inbox, models))
        .with(models)
        .with(new SupportTools())
        .build();
  }

  private Plan<String> chosen() {
    return SupportTriage.plan(FOLDER, inbox, models.chosen().orElseThrow().answer());
  }

  private Plan<String> quoting() {
    return SupportTriage.plan(FOLDER, inbox, Quotes.answer(Encoders.minilm()));
  }

  @Test
  void bothPensStillWriteTheSamePlanAndItIsAnotherOne() {
    var yaml = Yaml.read(FOLDER.resolve("support-triage.yaml"), catalog());
    assertEquals(chosen().describe(), yaml.describe());
    assertEquals(chosen(), yaml);
    assertEquals(chosen().hash(), yaml.hash());
    assertNotEquals(quoting().hash(), yaml.hash());
    assertEquals(List.of(), models.preflight().block());
    assertEquals(chosen(), Yaml.read(Yaml.write(chosen(), FOLDER, catalog()), FOLDER, catalog()));
  }

  @Test
  void theModelWritesTheAnswersAndNothingElseChanges() {
    provider.answering(question -> Answer.of(SUPPORTED));
    for (var ticket :
        List.of(
            KETTLE,
            "Where is my order BK-20529? Track it please",
            "I sent order BK-20371 back, how much of my money do I get refunded?",
            "Guten Tag, ich möchte mich bei Ihnen als Praktikant bewerben.")) {
      var quoted = LocalEngine.create().run(quoting(), Map.of("ticket", ticket)).waybill();
      var written = LocalEngine.create().run(chosen(), Map.of("ticket", ticket)).waybill();
      assertEquals(steps(quoted), steps(written));
    }
    var result = LocalEngine.create().run(chosen(), Map.of("ticket", KETTLE));
    assertEquals(SUPPORTED, result.value());
    var answer = line(result.waybill(), "intent:warranty/warranty/answer");
    assertEquals(Outcome.Kind.GENERATED, answer.kind().orElseThrow());
    assertEquals("warranty.md", answer.sources().get(0).document());
    var used = answer.attempts().get(0).usage();
    var charge = provider.exchanges().get(provider.exchanges().size() - 1).charge();
    assertEquals(charge.input(), used.input());
    assertEquals(charge.output(), used.output());
  }

  @Test
  void anAnswerThatItsPassagesDoNotSupportStillGoesToAPerson() {
    provider.answering(question -> Answer.of("Kettles are free on Tuesdays in Paris."));
    var waybill = LocalEngine.create().run(chosen(), Map.of("ticket", KETTLE)).waybill();
    assertEquals(
        Outcome.Kind.PERSON, line(waybill, "intent!otherwise/person").kind().orElseThrow());
  }

  @Test
  void privateDataReachesNoModel() {
    provider.answering(question -> Answer.of(SUPPORTED));
    var ticket = KETTLE + " Write to jean@example.org";
    LocalEngine.create().run(chosen(), Map.of("ticket", ticket));
    var asked = provider.exchanges().get(0).body().toString();
    assertTrue(asked.contains("[email-") && !asked.contains("jean@example.org"), asked);
  }

  @Test
  void theProgramAsksTheModelThatTheVariableNames() throws Exception {
    provider.answering(question -> Answer.of(SUPPORTED));
    var said = program(name());
    assertTrue(said.contains(SUPPORTED), said);
    assertTrue(said.contains("m-1 @127.0.0.1:"), said);
    var wrong = program("opnai/m-1");
    assertTrue(wrong.contains("WAYBILL_MODEL: no provider 'opnai'. Did you mean 'openai'?"), wrong);
  }

  private String program(String model) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                SupportTriage.class.getName(),
                FOLDER.toString(),
                KETTLE)
            .directory(temp.toFile())
            .redirectErrorStream(true);
    builder.environment().put("WAYBILL_MODEL", model);
    var child = builder.start();
    try {
      var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      return said;
    } finally {
      child.destroyForcibly();
    }
  }

  private static List<String> steps(Waybill waybill) {
    return waybill.lines().stream()
        .map(line -> line.path() + " " + line.decision().map(choice -> choice.label()).orElse(""))
        .sorted()
        .toList();
  }

  private static Waybill.Line line(Waybill waybill, String path) {
    return waybill.lines().stream()
        .filter(line -> line.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + path + " in\n" + waybill));
  }
}
