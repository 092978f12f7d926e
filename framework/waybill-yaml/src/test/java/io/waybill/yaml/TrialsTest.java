package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.plan.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers that are tried with the one of a step. */
class TrialsTest {
  private static final String BESIDE =
      "shadow: sure, canary: { router: other, share: 0.05, seed: 7 }";

  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  private static String workflow(String beside) {
    return WorkflowFolder.workflow(
            "last: { route: intents, %s, with: a, when: { billing: { value: 1 } }, otherwise: { value: 2 } }"
                .formatted(beside))
        + """
        routers:
          intents: { nearest: intents.jsonl }
          sure: { nearest: intents.jsonl, confidence: 0.9 }
          other: { nearest: intents.jsonl, confidence: 0.1 }
          less: { rules: [{ label: billing }, { label: refund }] }
        """;
  }

  @Test
  void whoeverPutsRoutersTogetherIsGivenAllThreeAndTheirLots() {
    var plan = folder.read(workflow(BESIDE));
    var router = assertInstanceOf(Step.Route.class, plan.steps().get(0)).work().info();
    assertEquals(
        "{canary=[router.nearest, 0.05, 7], live=router.nearest, shadow=router.nearest}",
        new TreeMap<>(router.config()).toString());
  }

  @Test
  void whatIsWrittenTriesTheSameRouters() {
    var plan = folder.read(workflow(BESIDE));
    var written = Yaml.write(plan, path, Shop.catalog());
    assertTrue(written.contains("shadow: sure"), written);
    assertTrue(written.contains("share: 0.05"), written);
    assertEquals(plan, folder.read(written));
    assertEquals(plan.hash(), folder.read(written).hash());
  }

  @Test
  void aSeedNeedNotBeSaid() {
    var one = folder.read(workflow("canary: { router: other, share: 0.05 }"));
    assertEquals(folder.read(workflow("canary: { router: other, share: 0.05, seed: 1 }")), one);
  }

  @Test
  void othersChooseTheSameLabels() {
    for (var beside : List.of("shadow: less", "canary: { router: less, share: 0.1 }")) {
      var problem = folder.problems(workflow(beside)).get(0);
      assertTrue(
          problem.endsWith(
              "names 'less', which has other labels than 'intents': it cannot choose technical; it"
                  + " chooses refund besides"),
          problem);
    }
  }

  @Test
  void whatIsNoRouterOrNoShareIsTold() {
    var none = folder.problems(workflow("shadow: sur")).get(0);
    assertTrue(
        none.contains(
            "steps.last.shadow names 'sur', which 'routers' does not declare. Did you mean 'sure'?"),
        none);
    for (var share : List.of("0", "1", "-0.1", "2")) {
      var problem =
          folder.problems(workflow("canary: { router: other, share: %s }".formatted(share)));
      assertTrue(
          problem.get(0).contains("canary.share is no share of the calls"), problem::toString);
    }
    var unknown = folder.problems(workflow("canary: { router: other, part: 0.1 }"));
    assertTrue(unknown.get(0).contains("needs 'share'"), unknown::toString);
    assertTrue(unknown.get(1).contains("has no 'part'"), unknown::toString);
  }

  @Test
  void whereNobodyPutsRoutersTogetherThatIsTold() {
    var catalog = Catalog.builder().router("rules", Shop::rules).build();
    var text =
        WorkflowFolder.workflow(
                "last: { route: one, shadow: one, with: a, when: { a: { value: 1 } }, otherwise: { value: 2 } }")
            + "routers: { one: { rules: [{ label: a }] } }\n";
    var problems =
        assertThrows(YamlException.class, () -> Yaml.read(text, path, catalog)).problems();
    assertTrue(problems.get(0).toString().contains("nothing here tries routers together"));
  }
}
