package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.http.Http;
import io.waybill.plan.Plan;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {
  private static final String RULES = "Be exact about every kettle. ".repeat(40);

  @TempDir Path folder;

  private static Http nobody() {
    throw new AssertionError("looking at a plan asks nobody");
  }

  private Plan<?> plan(String prompt) {
    var file =
        """
        waybill: 1
        plan: ask
        inputs: { q: text }
        models:
          m: { provider: openai, model: gpt-4.1-mini }
        steps:
          said: { model: m, prompt: "%1$s" }
        output: ${{ steps.said }}
        """;
    var catalog = Catalog.builder().with(new ModelCatalog(Map.of(), PromptsTest::nobody)).build();
    return Yaml.read(file.replace("%1$s", prompt), folder, catalog);
  }

  @Test
  void whatNeverChangesBelongsBeforeWhatDoes() {
    assertEquals(
        List.of(
            "step 'said': 1161 characters of its prompt that never change stand after 'q', which does, and 3 before. No cache keeps them there: write them first, or as the model's system text"),
        Prompts.hints(plan("Q: ${{ inputs.q }} " + RULES)));
    assertEquals(List.of(), Prompts.hints(plan(RULES + "Q: ${{ inputs.q }}")));
  }

  @Test
  void aShortPromptIsAsItIs() {
    assertEquals(List.of(), Prompts.hints(plan("Q: ${{ inputs.q }} A, in one sentence:")));
    assertEquals(List.of(), Prompts.hints(plan("Just say hello.")));
  }
}
