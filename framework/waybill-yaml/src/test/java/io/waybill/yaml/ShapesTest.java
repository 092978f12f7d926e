package io.waybill.yaml;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.chunks;
import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.lines;
import static io.waybill.dsl.Bind.text;
import static io.waybill.dsl.Bind.value;
import static io.waybill.dsl.Bind.within;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.dsl.Flow;
import io.waybill.plan.Binding;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.LocalEngine;
import io.waybill.work.ErrorKind;
import io.waybill.work.Question;
import io.waybill.work.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shape of step: what Java writes, what YAML writes, and what it does. */
class ShapesTest {
  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  private Plan<?> assertSame(Plan<?> java, String yaml) {
    var read = folder.read(yaml);
    assertEquals(java.describe(), read.describe());
    assertEquals(java, read);
    assertEquals(java.hash(), read.hash());
    var written = Yaml.write(java, path, Shop.catalog());
    assertEquals(java, folder.read(written), written);
    return read;
  }

  private static Object run(Plan<?> plan, Map<String, ?> inputs) {
    return LocalEngine.create().run(plan, inputs).value();
  }

  @Test
  void aStepThatRunsOnlyIf() {
    var java =
        Flow.plan(
            "conditional",
            flow -> {
              var count = flow.input("count", Number.class);
              Ref<String> large =
                  flow.route(
                          "large",
                          join(Comparison.Operands.class, count, value(3L)),
                          Comparison.GREATER.router())
                      .when(
                          "true",
                          b -> b.call("large_then", text("{} is large", count), Shop.inbox()))
                      .otherwise(b -> b.call("large_skip", Binding.nothing(), Value.skip()));
              return flow.call("told", text("[{}]", large), Shop.inbox());
            });
    var plan =
        assertSame(
            java,
            """
            waybill: 1
            plan: conditional
            inputs: { count: number }
            steps:
              large:
                tool: inbox
                with: ${{ inputs.count }} is large
                if: ${{ inputs.count > 3 }}
              told: { tool: inbox, with: "[${{ steps.large }}]" }
            output: ${{ steps.told }}
            """);
    assertEquals("a person: [a person: 4.5 is large]", run(plan, Map.of("count", 4.5)));
    assertEquals("a person: []", run(plan, Map.of("count", 3)));
  }

  @Test
  void aBodyForEachItem() {
    var java =
        Flow.plan(
            "mapping",
            flow -> {
              Ref<List<String>> tags = Ref.to(flow.input("tags", List.class).id());
              var sign = flow.input("sign", String.class);
              return flow.each(
                  "signed",
                  tags,
                  2,
                  (b, tag) -> b.call("do", text("{}{}", tag, sign), Value.<String>itself()));
            });
    var plan =
        assertSame(
            java,
            """
            waybill: 1
            plan: mapping
            inputs: { tags: list, sign: text }
            steps:
              signed:
                for_each: ${{ inputs.tags }}
                max_parallel: 2
                do: { value: "${{ item }}${{ inputs.sign }}" }
            output: ${{ steps.signed }}
            """);
    assertEquals(List.of("a!", "b!"), run(plan, Map.of("tags", List.of("a", "b"), "sign", "!")));
  }

  @Test
  void aMapOverThePiecesOfAText() {
    var java =
        Flow.plan(
            "pieces",
            flow -> {
              var said = flow.input("said", String.class);
              Work<String, String> itself = Value.itself();
              var lines =
                  flow.each("lines", lines(said), 4, (b, line) -> b.call("do", line, itself));
              var chunks =
                  flow.each(
                      "chunks", chunks(said, 9), 2, (b, chunk) -> b.call("say", chunk, itself));
              return flow.call(
                  "both", all(List.of(lines, chunks)), Value.<List<List<String>>>itself());
            });
    var plan =
        assertSame(
            java,
            """
            waybill: 1
            plan: pieces
            inputs: { said: text }
            steps:
              lines:
                for_each: ${{ inputs.said }}
                stream: line
                do: { value: "${{ item }}" }
              chunks:
                for_each: ${{ inputs.said }}
                stream: { chars: 9 }
                max_parallel: 2
                do: { id: say, value: "${{ item }}" }
              both: { value: ["${{ steps.lines }}", "${{ steps.chunks }}"] }
            output: ${{ steps.both }}
            """);
    assertEquals(
        List.of(List.of("one two\n", "three four"), List.of("one two\n", "three ", "four")),
        run(plan, Map.of("said", "one two\nthree four")));
  }

  @Test
  void aLoopUntilAComparisonHolds() {
    var java =
        Flow.plan(
            "looping",
            flow -> {
              var word = flow.input("word", String.class);
              return flow.<String>loop(
                  "longer",
                  word,
                  5,
                  (b, turn) -> {
                    var next = b.call("next", text("{}!", turn), Value.<String>itself());
                    var note = b.call("note", next, Shop.note());
                    return b.call(
                        "longer_until",
                        join(Comparison.Verdict.class, note, next, value("go!!!")),
                        Comparison.EQUAL.<String>until());
                  });
            });
    var plan =
        assertSame(
            java,
            """
            waybill: 1
            plan: looping
            inputs: { word: text }
            steps:
              longer:
                loop: ${{ inputs.word }}
                turns: 5
                do:
                  steps:
                    next: { value: "${{ turn }}!" }
                    note: { tool: note, with: "${{ steps.next }}" }
                  output: ${{ steps.note }}
                until: "${{ steps.next == 'go!!!' }}"
            output: ${{ steps.longer }}
            """);
    assertEquals("go!!!", run(plan, Map.of("word", "go")));
    assertEquals("a!!!!!", run(plan, Map.of("word", "a")));
  }

  @Test
  void aStepThatIsRescued() {
    var java =
        Flow.plan(
            "rescued",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              var kept =
                  flow.call(
                      "kept",
                      ticket,
                      Shop.redact(true),
                      within(Duration.ofMillis(1500)).retry(1).backoff(Duration.ZERO));
              flow.rescue(
                  kept,
                  (b, failure) ->
                      b.call("refused", text("{}", failure.at("message")), Shop.inbox()),
                  ErrorKind.REFUSED);
              flow.rescue(kept, (b, failure) -> b.call("person", ticket, Shop.inbox()));
              return kept;
            });
    assertSame(
        java,
        """
        waybill: 1
        plan: rescued
        inputs: { ticket: text }
        steps:
          kept:
            guard: redact
            restorable: true
            with: ${{ inputs.ticket }}
            timeout: 1s500ms
            retry: { times: 1, backoff: 0s }
            on_error:
              REFUSED: { tool: inbox, with: "${{ failure.message }}${{ '' }}" }
              otherwise: { id: person, tool: inbox, with: "${{ inputs.ticket }}" }
        output: ${{ steps.kept }}
        """);
  }

  @Test
  void aPlanInAPlan() {
    var greeting =
        Flow.plan(
            "greeting",
            flow ->
                flow.call(
                    "hello",
                    text("Hello {}", flow.input("name", String.class)),
                    Value.<String>itself()));
    var java =
        Flow.plan(
            "greetings",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              var first = flow.sub("first", value("Ada"), greeting);
              var second = flow.sub("second", Map.of("name", text("{}.", ticket)), greeting);
              return flow.call("both", text("{} {}", first, second), Value.<String>itself());
            });
    folder.with(
        "parts/greeting.yaml",
        """
        waybill: 1
        plan: greeting
        inputs: { name: text }
        steps: { hello: { value: "Hello ${{ inputs.name }}" } }
        output: ${{ steps.hello }}
        """);
    var plan =
        assertSame(
            java,
            """
            waybill: 1
            plan: greetings
            inputs: { ticket: text }
            plans: { greet: parts/greeting.yaml }
            steps:
              first: { plan: greet, with: { name: Ada } }
              second: { plan: greet, with: { name: "${{ inputs.ticket }}." } }
              both: { value: "${{ steps.first }} ${{ steps.second }}" }
            output: ${{ steps.both }}
            """);
    assertEquals("Hello Ada Hello Bob.", run(plan, Map.of("ticket", "Bob")));
  }

  @Test
  void anOrderThatNoDataGives() {
    var java =
        Flow.plan(
            "ordered",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              var first = flow.call("first", ticket, Shop.inbox());
              return flow.call("second", new Binding.After<>(ticket, List.of(first)), Shop.inbox());
            });
    assertSame(
        java,
        """
        waybill: 1
        plan: ordered
        inputs: { ticket: text }
        steps:
          first: { tool: inbox, with: "${{ inputs.ticket }}" }
          second: { tool: inbox, with: "${{ inputs.ticket }}", needs: [first] }
        output: ${{ steps.second }}
        """);
  }

  @Test
  void aModelThatAnswersFromPassages() {
    var java =
        Flow.plan(
            "answering",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              var facts =
                  flow.call("facts", ticket, Shop.handbook(path.resolve("handbook")).retrieve(3));
              return flow.call(
                  "answer",
                  join(Question.class, ticket, facts),
                  Shop.quote(2).answer(),
                  io.waybill.dsl.Bind.retry(1).orElse(Shop.quote(3).answer()));
            });
    assertSame(
        java,
        """
        waybill: 1
        plan: answering
        inputs: { ticket: text }
        models:
          small: { provider: quote, sentences: 2 }
          large: { provider: quote, sentences: 3 }
        documents: { handbook: { folder: handbook } }
        steps:
          facts: { retrieve: handbook, with: "${{ inputs.ticket }}", top: 3 }
          answer:
            model: small
            with: { question: "${{ inputs.ticket }}", passages: "${{ steps.facts }}" }
            retry: 1
            fallback: [large]
        output: ${{ steps.answer }}
        """);
  }

  @Test
  void aRecordOfNumbers() {
    var java =
        Flow.plan(
            "charging",
            flow ->
                flow.call(
                    "charge",
                    join(
                        Shop.Charge.class,
                        text("Order {}", flow.input("order", String.class)),
                        value(2),
                        value(0.5),
                        value(true)),
                    Shop.charge()));
    var plan =
        assertSame(
            java,
            """
            waybill: 1
            plan: charging
            inputs: { order: text }
            steps:
              charge: { tool: charge, with: { reason: "Order ${{ inputs.order }}", times: 2, rate: 0.5, urgent: true } }
            output: ${{ steps.charge }}
            """);
    assertEquals(
        "Charge[reason=Order 7, times=2, rate=0.5, urgent=true]", run(plan, Map.of("order", "7")));
  }

  @Test
  void aDecisionIsAValueToo() {
    var plan =
        folder.read(
            """
            waybill: 1
            plan: deciding
            inputs: { ticket: text }
            routers: { intents: { nearest: intents.jsonl } }
            steps:
              intent:
                route: intents
                with: ${{ inputs.ticket }}
                when:
                  billing: { value: "sure: ${{ routes.intent.confidence }}" }
                otherwise: { output: "${{ inputs.ticket }}" }
              said: { value: "${{ routes.intent.label }}, ${{ steps.intent }}" }
            output: ${{ steps.said }}
            """);
    assertEquals("billing, sure: 1.0", run(plan, Map.of("ticket", "charged twice")));
    assertEquals("technical, it broke", run(plan, Map.of("ticket", "it broke")));
  }

  @Test
  void aPromptIsATextEvenIfItIsOneValue() {
    var plan =
        folder.read(
            """
            waybill: 1
            plan: prompting
            inputs: { tags: list }
            models: { small: { provider: quote } }
            steps: { said: { model: small, prompt: "${{ inputs.tags }}" } }
            output: ${{ steps.said }}
            """);
    assertEquals("a\nb", run(plan, Map.of("tags", List.of("a", "b"))));
  }

  @Test
  void aTextWithBracesInItIsNeverReadAsATemplateAgain() {
    var plan =
        folder.read(
            """
            waybill: 1
            plan: once
            inputs: { ticket: text }
            steps: { said: { value: "<${{ inputs.ticket }}>" } }
            output: ${{ steps.said }}
            """);
    assertEquals(
        "<${{ inputs.ticket }} {}>", run(plan, Map.of("ticket", "${{ inputs.ticket }} {}")));
  }
}
