package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Binding;
import io.waybill.plan.PlanException;
import io.waybill.work.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written reads as the same plan. */
class RoundTripTest {
  private static final int SEEDS = 400;

  /** Each must be in a tenth of the plans. */
  private static final List<String> WORDS =
      List.of(
          "waybill:",
          "guard:",
          "retrieve:",
          "model:",
          "tool:",
          "route:",
          "plan: inner",
          "for_each:",
          "stream:",
          "loop:",
          "race:",
          "finish: first",
          "finish: best",
          "quorum:",
          "score: length",
          "value:",
          "if:",
          "needs:",
          "on_error:",
          "fallback:",
          "timeout:",
          "retry:",
          "times:",
          "hedge: true",
          "cache:",
          "ttl:",
          "cached:",
          "skip:",
          "partial",
          "budget:",
          "cost:",
          "prompt: |-",
          "routes.",
          "failure",
          "item",
          "turn");

  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  @Test
  void anyPlanIsReadAsItWasWritten() {
    var seen = new TreeMap<String, Integer>();
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        var plan = new Plans(seed).plan();
        var text = Yaml.write(plan, path, Shop.catalog());
        var read = folder.read(text);
        assertEquals(plan, read, "seed " + seed + "\n" + text);
        assertEquals(text, Yaml.write(read, path, Shop.catalog()), "seed " + seed);
        WORDS.stream().filter(text::contains).forEach(word -> seen.merge(word, 1, Integer::sum));
      } catch (PlanException unlucky) {
        // the generator knows no types; what it makes is now and then refused by the plan itself
      }
    }
    System.out.println("plans read as they were written: " + seen);
    int read = seen.getOrDefault("waybill:", 0);
    assertTrue(read > SEEDS / 3, "plans read: " + read);
    for (var word : WORDS) {
      assertTrue(seen.getOrDefault(word, 0) > read / 10, word + " in " + seen);
    }
  }

  @Test
  void aPlanThatWasReadIsWrittenAsTheFileNamedIt() {
    var read = folder.read(TwoPensTest.SUPPORT);
    var text = Yaml.write(read, path, Catalog.builder().build());
    assertEquals(read, folder.read(text));
    assertTrue(text.contains("intents: { nearest: intents.jsonl, confidence: 0.55 }"), text);
    assertTrue(text.contains("fallback: [large]"), text);
  }

  @Test
  void filesThatAPlanInAFolderNamedAreNamedFromTheRoot() throws Exception {
    folder
        .with("parts/intents.jsonl", "others\n")
        .with("parts/prompts/deep.md", "Deeply: ${{ inputs.ticket }}\n")
        .with(
            "parts/part.yaml",
            """
            waybill: 1
            plan: part
            inputs: { ticket: text }
            models: { small: { provider: quote } }
            routers: { intents: { nearest: intents.jsonl } }
            steps:
              intent:
                route: intents
                with: ${{ inputs.ticket }}
                when: { billing: { model: small, prompt: "file:prompts/deep.md" } }
                otherwise: { output: "${{ inputs.ticket }}" }
            output: ${{ steps.intent }}
            """);
    var text =
        """
        waybill: 1
        plan: whole
        inputs: { ticket: text }
        routers: { intents: { nearest: intents.jsonl } }
        plans: { part: parts/part.yaml }
        steps:
          intent:
            route: intents
            with: ${{ inputs.ticket }}
            when: { billing: { plan: part, with: { ticket: "${{ inputs.ticket }}" } } }
            otherwise: { value: 1 }
        output: ${{ steps.intent }}
        """;
    var read = folder.read(text);
    var written = Yaml.write(read, path, Shop.catalog());
    assertTrue(written.contains("nearest: parts/intents.jsonl"), written);
    assertEquals(read, folder.read(written));
    Files.writeString(path.resolve("written.yaml"), written);
    assertEquals(read.hash(), Yaml.read(path.resolve("written.yaml"), Shop.catalog()).hash());
  }

  @Test
  void whatNoFileCanSayIsSaidAtOnce() {
    var plan =
        Flow.plan(
            "java-only",
            flow -> {
              var count = flow.input("count", Integer.class);
              var twice = flow.call("twice", count, (Integer number) -> number * 2);
              var other =
                  flow.call(
                      "other", twice, Work.instant("nobody.knows", (Integer number) -> number));
              return flow.call(
                  "all",
                  new Binding.All<Integer>(List.of(other, new Binding.Literal<>(3))),
                  Shop.note());
            });
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Yaml.write(plan, path, Shop.catalog()));
    assertEquals(
        """
        plan 'java-only' cannot be written as YAML:
          - input 'count' is a Integer; files have Boolean, List, Number, Map, String
          - step 'twice' does anonymous work; give it a name and put it in the catalog
          - step 'other' does 'nobody.knows', which the catalog does not make from {}
          - step 'all' holds the Integer 3, which would not be read back as one""",
        refused.getMessage());
  }
}
