package io.waybill.yaml;

import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.text;
import static io.waybill.dsl.Bind.within;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Flow;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test number one: both pens write the same plan. */
class TwoPensTest {
  static final String SUPPORT =
      """
      # yaml-language-server: $schema=./waybill-1.schema.json
      waybill: 1                                    # version of the format
      plan: support
      inputs:
        ticket: { type: text, private: true }
      models:
        small: { provider: quote, sentences: 1 }
        large: { provider: quote, sentences: 3 }
      routers:
        intents: { nearest: intents.jsonl, confidence: 0.55 }
      documents:
        handbook: { folder: handbook/ }
      steps:
        redact: { guard: redact, with: "${{ inputs.ticket }}" }
        facts: { retrieve: handbook, with: "${{ steps.redact }}", top: 5 }
        intent:
          route: intents
          with: ${{ steps.redact }}
          when:
            billing:
              model: small
              prompt: |-
                Answer from:
                ${{ steps.facts }}

                Question: ${{ steps.redact }}
              timeout: 8s
              retry: 2
              fallback: [large]
            technical: { model: large, prompt: "file:prompts/technical.md" }
          otherwise: { tool: inbox, with: "${{ steps.redact }}" }
        check: { guard: grounded, with: { answer: "${{ steps.intent }}", passages: "${{ steps.facts }}" } }
      output: ${{ steps.check }}
      """;

  @TempDir Path folder;

  @BeforeEach
  void theFilesThatTheWorkflowNames() {
    WorkflowFolder.in(folder);
  }

  Plan<String> support() {
    var small = Shop.quote(1);
    var large = Shop.quote(3);
    var handbook = Shop.handbook(Path.of("handbook"));
    return Flow.plan(
        "support",
        flow -> {
          var ticket = flow.input("ticket", String.class, Input.Mark.PRIVATE);
          var clean = flow.call("redact", ticket, Shop.redact(false));
          var facts = flow.call("facts", clean, handbook.retrieve(5));
          var answer =
              flow.route("intent", clean, Shop.nearest(0.55, "two examples"))
                  .when(
                      "billing",
                      b ->
                          b.call(
                              "billing",
                              text("Answer from:\n{}\n\nQuestion: {}", facts, clean),
                              small.text(),
                              within(ofSeconds(8)).retry(2).orElse(large.text())))
                  .when(
                      "technical",
                      b ->
                          b.call(
                              "technical",
                              text("Mend it with:\n{}\n\nWhat is broken: {}", facts, clean),
                              large.text()))
                  .otherwise(b -> b.call("otherwise", clean, Shop.inbox()));
          return flow.call("check", join(Shop.Draft.class, answer, facts), Shop.grounded(0.5));
        });
  }

  @Test
  void bothPensWriteTheSamePlan() {
    var java = support();
    var yaml = Yaml.read(SUPPORT, folder, Shop.catalog());
    assertEquals(java.describe(), yaml.describe());
    assertEquals(java, yaml);
    assertEquals(java.hash(), yaml.hash());
  }

  @Test
  void whatJavaWroteIsWrittenAsYamlToo() {
    var text = Yaml.write(support(), folder, Shop.catalog());
    assertEquals(support(), Yaml.read(text, folder, Shop.catalog()));
  }

  @Test
  void aFileReadsAsItsTextDoes() throws IOException {
    var file = Files.writeString(folder.resolve("support.yaml"), SUPPORT);
    assertEquals(support(), Yaml.read(file, Shop.catalog()));
  }
}
