package io.waybill.yaml;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.retry;
import static io.waybill.dsl.Bind.text;
import static io.waybill.dsl.Bind.within;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting.Role;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Nothing;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** How steps are protected is the same in both pens, and does what it says. */
class PoliciesTest {
  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  private void assertSame(Plan<?> java, String yaml) {
    var read = folder.read(yaml);
    assertEquals(java, read);
    assertEquals(java.hash(), read.hash());
    var written = Yaml.write(java, path, Shop.catalog());
    assertEquals(java, folder.read(written), written);
  }

  @Test
  void everyPolicyAndBudgetIsTheSameInBothPens() {
    var lookup =
        Flow.plan(
            "lookup",
            flow -> {
              flow.budget(Budget.NONE.spending(new Money(1)));
              return flow.call(
                  "found",
                  flow.input("what", String.class),
                  Shop.shelf(),
                  Policy.NONE.cached(ofMinutes(10), 1000).orSkip(List.of("none", "none")));
            });
    var java =
        Flow.plan(
            "protected",
            flow -> {
              flow.budget(Budget.NONE.within(ofSeconds(20)).spending(new Money(20_000_000)));
              var ticket = flow.input("ticket", String.class);
              var draft =
                  flow.call(
                      "draft",
                      text("Answer: {}", ticket),
                      Shop.quote(1).text(),
                      within(ofSeconds(8))
                          .retry(2)
                          .backoff(ofMillis(250))
                          .orElse(Shop.quote(3).text())
                          .orCached(ofHours(1))
                          .orPartial()
                          .orSkip("no answer")
                          .hedged(new Policy.Hedge(ofMillis(300))));
              var notes =
                  flow.each(
                      "notes",
                      all(List.of(draft, ticket)),
                      4,
                      (b, item) ->
                          b.call(
                              "note",
                              item,
                              Shop.note(),
                              retry(1).hedged(Policy.Hedge.LIVE).cached(ofMinutes(1), 9)));
              var found = flow.sub("found", text("{}", notes), lookup);
              return flow.route(
                      "way",
                      text("{}", found),
                      Shop.nearest(0.5, "examples"),
                      Policy.NONE
                          .orElse(Shop.nearest(0.25, "examples"))
                          .orSkip(Choice.of("billing")))
                  .when("billing", b -> found)
                  .otherwise(b -> found);
            });
    folder.with("intents.jsonl", "examples\n");
    assertSame(
        java,
        """
        waybill: 1
        plan: protected
        inputs: { ticket: text }
        budget: { time: 20s, cost: 0.02 }
        models:
          small: { provider: quote, sentences: 1 }
          large: { provider: quote, sentences: 3 }
        routers:
          sure: { nearest: intents.jsonl, confidence: 0.5 }
          unsure: { nearest: intents.jsonl, confidence: 0.25 }
        plans:
          lookup:
            inputs: { what: text }
            budget: { cost: 1e-9 }
            steps:
              found:
                tool: shelf
                with: ${{ inputs.what }}
                cache: 10m
                fallback: [{ skip: [none, none] }]
            output: ${{ steps.found }}
        steps:
          draft:
            model: small
            prompt: "Answer: ${{ inputs.ticket }}"
            timeout: 8s
            retry: { times: 2, backoff: 250ms }
            fallback: [large, { cached: 1h }, partial, { skip: no answer }]
            hedge: 300ms
          notes:
            for_each: ["${{ steps.draft }}", "${{ inputs.ticket }}"]
            do:
              id: note
              tool: note
              with: ${{ item }}
              retry: 1
              hedge: true
              cache: { ttl: 1m, size: 9 }
          found: { plan: lookup, with: { what: "${{ steps.notes }}${{ '' }}" } }
          way:
            route: sure
            with: ${{ steps.found }}${{ '' }}
            fallback: [unsure, { skip: billing }]
            when: { billing: { output: "${{ steps.found }}" } }
            otherwise: { output: "${{ steps.found }}" }
        output: ${{ steps.way }}
        """);
  }

  @Test
  void aBudgetMakesAnotherPlan() {
    var without = WorkflowFolder.workflow("last: { value: 1 }");
    var with = without + "budget: { time: 20s }\n";
    assertNotEquals(folder.read(without), folder.read(with));
    assertNotEquals(
        folder.read(with), folder.read(without + "budget: { time: 20s, cost: 0.000000001 }\n"));
    assertEquals(folder.read(with), folder.read(without + "budget: { time: 20000ms }\n"));
  }

  /** Runs one step that says half of its answer and then fails. */
  private void assertMakesDo(String fallback, Object value, Role... roles) {
    Work<Object, String> broken =
        Work.described(
            WorkInfo.named("tool.broken").types(Object.class, String.class).build(),
            (input, call) -> {
              call.emit("half an ans");
              return Mono.error(new WorkException(ErrorKind.INVALID, Usage.NONE, "it is broken"));
            });
    var plan =
        Yaml.read(
            """
            waybill: 1
            plan: p
            steps: { last: { tool: broken, with: a, fallback: %s } }
            output: ${{ steps.last }}
            """
                .formatted(fallback),
            path,
            Catalog.builder().tool("broken", broken).build());
    var result = LocalEngine.create().run(plan, Map.of());
    assertEquals(value, result.value());
    assertEquals(
        List.of(roles),
        result.waybill().ledger().postings().stream()
            .map(posting -> posting.how().role())
            .toList());
  }

  @Test
  void whatAFileMakesDoWithIsWhatARunGives() {
    assertMakesDo("[partial]", "half an ans", Role.FIRST, Role.PARTIAL);
    assertMakesDo(
        "[{ cached: 1h }, { skip: none }]", "none", Role.FIRST, Role.CACHED, Role.SKIPPED);
    assertMakesDo("[{ skip: null }]", Nothing.NOTHING, Role.FIRST, Role.SKIPPED);
  }
}
