package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Budget;
import io.waybill.plan.Finish;
import io.waybill.plan.Pieces;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rung;
import io.waybill.plan.Split;
import io.waybill.plan.Step;
import io.waybill.work.Money;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import io.waybill.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow of docs/guide/yaml.md is read as it stands there. */
class YamlGuideTest {
  @TempDir Path folder;

  private String guide() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    Files.createDirectories(folder.resolve("handbook"));
    Files.copy(
        root.resolve("examples/support-triage/handbook/warranty.md"),
        folder.resolve("handbook/warranty.md"));
    Files.writeString(
        folder.resolve("intents.jsonl"),
        """
        {"text": "How long is the warranty?", "label": "warranty"}
        {"text": "Does the warranty cover limescale?", "label": "warranty"}
        {"text": "Where is my parcel?", "label": "order"}
        {"text": "Has my parcel been sent?", "label": "order"}
        """);
    return Files.readString(root.resolve("docs/guide/yaml.md"));
  }

  private Path workflow(String guide) throws IOException {
    return Files.writeString(folder.resolve("desk.yaml"), block(guide, "waybill: 1"));
  }

  /** The first block of YAML in which this stands. */
  private static String block(String guide, String with) {
    return Pattern.compile("(?s)```yaml\n(.*?)```")
        .matcher(guide)
        .results()
        .map(found -> found.group(1))
        .filter(found -> found.contains(with))
        .findFirst()
        .orElseThrow();
  }

  private Catalog catalog() {
    return Catalog.builder().with(new BuiltinCatalog(folder.resolve("inbox.jsonl"))).build();
  }

  @Test
  void theWorkflowOfTheGuideIsOne() throws IOException {
    assertEquals("desk", Yaml.read(workflow(guide()), catalog()).name());
  }

  @Test
  void theRaceOfTheGuideIsOne() throws IOException {
    var plan = Yaml.read(block(guide(), "plan: quick"), folder, catalog());
    var race = assertInstanceOf(Step.Race.class, plan.steps().get(0));
    assertEquals(Finish.FIRST, race.finish());
    assertEquals(List.of("near", "far"), List.copyOf(race.runners().keySet()));
  }

  @Test
  void theStagesOfTheGuideAreOneRouter() throws IOException {
    var catalog =
        Catalog.builder()
            .with(new BuiltinCatalog(folder.resolve("inbox.jsonl")))
            .with(new ModelCatalog(Map.of(), Http::create))
            .build();
    var plan = Yaml.read(block(guide(), "plan: sorted"), folder, catalog);
    var router = assertInstanceOf(Step.Route.class, plan.steps().get(0)).work().info();
    assertEquals("stages", router.name());
    assertEquals(Set.of("order", "warranty"), router.labels());
  }

  @Test
  void theStreamOfTheGuideIsOne() throws IOException {
    var plan = Yaml.read(block(guide(), "plan: spoken"), folder, catalog());
    assertEquals(
        new Pieces(Ref.to("answer"), Split.BY_SENTENCE),
        assertInstanceOf(Step.Each.class, plan.steps().get(2)).input());
  }

  @Test
  void thePoliciesOfTheGuideAreThoseOfAPlan() throws IOException {
    var catalog = Catalog.builder().with(new ModelCatalog(Map.of(), Http::create)).build();
    var plan = Yaml.read(block(guide(), "plan: careful"), folder, catalog);
    assertEquals(
        Budget.NONE.within(Duration.ofSeconds(20)).spending(new Money(20_000_000)), plan.budget());
    var draft = assertInstanceOf(Step.Call.class, plan.steps().get(0)).policy();
    assertEquals(Optional.of(new Policy.Retry(2, Duration.ofMillis(250))), draft.retry());
    assertEquals(
        List.of(Rung.Ask.class, Rung.Cached.class, Rung.Partial.class, Rung.Skip.class),
        draft.instead().stream().map(Object::getClass).toList());
    var tone = assertInstanceOf(Step.Call.class, plan.steps().get(1)).policy();
    assertEquals(Optional.of(Policy.Hedge.LIVE), tone.hedge());
    assertEquals(Optional.of(new Policy.Cache(Duration.ofMinutes(10), 1000)), tone.cache());
  }

  @Test
  void theModelsOfTheGuideAreModels() throws IOException {
    var guide = guide();
    var models =
        Pattern.compile("(?s)```yaml\n(models:.*?)```")
            .matcher(guide)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    var names = Pattern.compile("(?m)^  (\\w+): ").matcher(models).results().toList();
    assertEquals(6, names.size());
    var steps = new StringBuilder();
    var all = new StringBuilder();
    for (var name : names) {
      var step = "  with_%1$s: { model: %1$s, prompt: \"${{ inputs.q }}\" }\n";
      steps.append(step.formatted(name.group(1)));
      all.append(" ${{ steps.with_%s }}".formatted(name.group(1)));
    }
    var file =
        "waybill: 1\nplan: ask\ninputs: { q: text }\n%ssteps:\n%s  all: { value: \"%s\" }\noutput: ${{ steps.all }}\n"
            .formatted(models, steps, all);
    var declared = new ModelCatalog(Map.of(), Http::create);
    var catalog = Catalog.builder().with(declared).build();
    assertEquals(7, Yaml.read(file, folder, catalog).steps().size());
  }

  @Test
  void theProblemThatTheGuideShowsIsTheOneThatThereIs() throws IOException {
    var guide = guide();
    var file = workflow(guide);
    Files.writeString(file, Files.readString(file).replace("      warranty:", "      warrenty:"));
    var problem =
        assertThrows(YamlException.class, () -> Yaml.read(file, catalog())).problems().get(0);
    var said = problem.toString().replace(file.toString(), "desk.yaml");
    var shown = Pattern.compile("(?m)^    (desk\\.yaml:.*)$").matcher(guide).results().findFirst();
    assertEquals(shown.orElseThrow().group(1), said);
  }
}
