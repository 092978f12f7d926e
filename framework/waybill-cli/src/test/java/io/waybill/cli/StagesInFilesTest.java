package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.http.Http;
import io.waybill.ledger.Posting;
import io.waybill.local.Encoders;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.HeadFit;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.WorkInfo;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import io.waybill.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose routers are several, a model or a fitted one. */
class StagesInFilesTest {
  private static final String FILE =
      """
      waybill: 1
      plan: desk
      inputs: { ticket: { type: text } }
      models:
        small: { provider: openai, model: m-1 }
      routers:
        intents:
          %s
      steps:
        intent:
          route: intents
          with: "${{ inputs.ticket }}"
          when:
            order: { value: it is on its way }
          otherwise: { value: a person answers }
      output: ${{ steps.intent }}
      """;

  private static final String STAGES =
      """
      stages:
            - rules: [{ matches: 'BK-\\d+', label: order }]
            - { nearest: intents.jsonl, confidence: 1 }
            - { ask: small, labels: { warranty: how long we mend it, returns: "", order: where it is }, between: [0.1, 1], top: 2 }""";

  @TempDir Path folder;
  private final BillingProvider provider = BillingProvider.start().models("m-1");
  private final Http http = Http.create();

  @BeforeEach
  void examples() throws IOException {
    Files.writeString(
        folder.resolve("intents.jsonl"),
        """
        {"text": "How long is the warranty?", "label": "warranty"}
        {"text": "Does the warranty cover limescale?", "label": "warranty"}
        {"text": "Where is my parcel?", "label": "order"}
        {"text": "Has my parcel been sent?", "label": "order"}
        {"text": "I want to send it back", "label": "returns"}
        {"text": "May I return it?", "label": "returns"}
        """);
  }

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Catalog catalog() {
    var environment =
        Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", "sk-secret-0123456789");
    return Catalog.builder()
        .with(new BuiltinCatalog(folder.resolve("inbox.jsonl")))
        .with(new ModelCatalog(environment, () -> http))
        .build();
  }

  private Plan<?> read(String text) {
    return Yaml.read(text, folder, catalog());
  }

  private static WorkInfo router(Plan<?> plan) {
    return assertInstanceOf(Step.Route.class, plan.steps().get(0)).work().info();
  }

  private List<String> problems(String text) {
    return assertThrows(YamlException.class, () -> read(text)).problems().stream()
        .map(YamlException.Problem::toString)
        .toList();
  }

  @Test
  void stagesAreAskedInTheirOrderAndTheModelAmongTheNearest() {
    provider.answer(Answer.of("{\"label\":\"order\"}"));
    var plan = read(FILE.formatted(STAGES));
    assertEquals(Set.of("order", "warranty", "returns"), router(plan).labels());
    var result =
        LocalEngine.create().run(plan, Map.of("ticket", "Where is my parcel and its warranty?"));
    assertEquals("it is on its way", result.value());
    assertEquals(
        List.of("intent/nearest#1", "intent/chat.choice#2"),
        result.waybill().ledger().postings().stream()
            .filter(Posting::inner)
            .map(Posting::path)
            .toList());
    var choice = result.waybill().lines().get(0).decision().orElseThrow();
    assertEquals("model", choice.grounds().stage());
    var asked =
        provider
            .exchanges()
            .get(0)
            .body()
            .at("/response_format/json_schema/schema/properties/label/enum");
    var labels =
        StreamSupport.stream(asked.spliterator(), false).map(label -> label.asText()).toList();
    assertEquals(3, labels.size(), "the nearest two and 'otherwise'");
    assertEquals(Set.of("order", "warranty", "otherwise"), Set.copyOf(labels));
    var ruled = LocalEngine.create().run(plan, Map.of("ticket", "BK-2033"));
    assertEquals("it is on its way", ruled.value());
    assertEquals(1, provider.exchanges().size());
  }

  @Test
  void aRouterMayBeAModelAlone() {
    provider.answer(Answer.of("{\"label\":\"otherwise\"}"));
    var plan = read(FILE.formatted("{ ask: small, labels: { order: where it is } }"));
    assertEquals(
        "a person answers",
        LocalEngine.create().run(plan, Map.of("ticket", "Tell me a joke")).value());
    assertEquals(WorkInfo.Location.EXTERNAL, router(plan).safety().location());
  }

  @Test
  void whatIsWrittenReadsAsTheSamePlan() {
    for (var routers :
        List.of(STAGES, "{ ask: small, labels: { order: where it is, other: \"\" } }")) {
      var plan = read(FILE.formatted(routers));
      var written = Yaml.write(plan, folder, catalog());
      assertEquals(plan, read(written), written);
      assertEquals(plan.hash(), read(written).hash());
    }
  }

  @Test
  void aFittedRouterStandsInAFile() throws IOException {
    fit("intents.router");
    var plan = read(routed("intents.router"));
    assertEquals("fitted", router(plan).name());
    assertEquals(Encoders.minilm().digest(), router(plan).config().get("encoder"));
    var written = Yaml.write(plan, folder, catalog());
    assertTrue(written.contains("route: intents.router"), written);
    assertEquals(plan, read(written));
    var staged =
        read(
            FILE.formatted(
                "stages: [{ rules: [{ equals: x, label: order }] }, { fitted: intents.router }]"));
    assertEquals(Set.of("order", "warranty"), router(staged).labels());
    assertEquals(staged, read(Yaml.write(staged, folder, catalog())));
  }

  private void fit(String name) throws IOException {
    var rows = new StringBuilder("{\"text\": \"seen\", \"label\": \"order\"}\n");
    for (int i = 0; i < 20; i++) {
      rows.append("{\"text\": \"parcel number %d is late\", \"label\": \"order\"}\n".formatted(i));
      rows.append("{\"text\": \"warranty of kettle %d\", \"label\": \"warranty\"}\n".formatted(i));
    }
    var train = Files.writeString(folder.resolve("train.jsonl"), rows.toString());
    var validation =
        Files.writeString(
            folder.resolve("validation.jsonl"),
            rows.toString()
                .replace("number", "no.")
                .replace("kettle", "lamp")
                .replace("seen", "unseen"));
    HeadFit.on(Encoders.minilm())
        .withOutOfScope("oos")
        .fit(Rows.read(train, List.of("label")), Rows.read(validation, List.of("label")))
        .block()
        .artefact()
        .write(folder.resolve(name));
  }

  /** » marks where the problem is. */
  private void assertProblem(String marked, String problem) {
    var text = FILE.formatted(marked);
    int mark = text.indexOf('»');
    int column = mark - text.lastIndexOf('\n', mark);
    assertEquals(
        List.of("workflow.yaml:8:%d routers.intents.%s".formatted(column, problem)),
        problems(text.replace("»", "")));
  }

  @Test
  void aProblemOfAStageIsSaidWhereItIs() {
    assertProblem(
        "{ ask: »smal, labels: { order: \"\" } }",
        "ask names 'smal', which 'models' does not declare. Did you mean 'small'? Known: small.");
    assertProblem(
        "»{ ask: small }", "labels needs 'labels': write {billing: what belongs to it, …}");
    assertProblem(
        "stages: [»{ rule: [] }]",
        "stages.0 does not say its kind, one of ask, fitted, nearest, rules, stages. Did you mean 'rules'?");
    assertProblem(
        "stages: [{ nearest: intents.jsonl, between: »[0, 1] }]",
        "stages.0.between stands on the first stage, which is always asked");
    assertProblem(
        "stages: »[]", "stages has no stage: write [{rules: [...]}, {nearest: examples.jsonl}]");
    var second =
        "stages: [{ nearest: intents.jsonl }, { %s, rules: [{ equals: a, label: order }] }]";
    assertProblem(
        second.formatted("between: »[0.7, 0.2]"),
        "stages.1.between is wrong: a band lies between 0 and 1, the lower end first, not from 0.7 to 0.2");
    assertProblem(
        second.formatted("between: »[0.7]"),
        "stages.1.between is no list of 2 numbers, such as [0.2, 0.7]");
    assertProblem(
        second.formatted("top: »2"),
        "stages.1.top needs 'between': the confidence of whoever abstained before, [0.2, 0.7]");
    assertProblem(
        second.formatted("between: [0.2, 0.7], top: »2"),
        "stages.1.top stands on a router that always chooses among all its labels; 'ask' can do with fewer");
  }

  @Test
  void aProblemOfAFittedRouterIsSaidWhereItIsNamed() throws IOException {
    fit("intents.router");
    Files.writeString(folder.resolve("broken.router"), "{\"waybill-router\": 1");
    assertTrue(
        only("intent.router")
            .endsWith(
                "names 'intent.router', which does not exist. Did you mean 'intents.router'? Known: broken.router, intents.jsonl, intents.router, train.jsonl, validation.jsonl."));
    assertTrue(
        only("broken.router").startsWith("workflow.yaml:8:12 steps.intent.route cannot be made: "),
        only("broken.router"));
    assertTrue(only("../intents.router").endsWith("which is not below the workflow's folder"));
    assertEquals(
        List.of(
            "workflow.yaml:11:7 steps.intent.when names 'ordr', which router 'intents.router' cannot choose. Did you mean 'order'? It chooses: order, warranty."),
        problems(routed("intents.router").replace("order:", "ordr:")));
  }

  private String only(String router) {
    var problems = problems(routed(router));
    assertEquals(1, problems.size(), problems::toString);
    return problems.get(0);
  }

  private static String routed(String router) {
    return FILE.replace("routers:\n  intents:\n    %s\n", "")
        .replace("route: intents", "route: " + router);
  }
}
