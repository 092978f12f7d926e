package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, word for word, of a typo in every kind of name, and where. */
class ErrorsTest {
  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  /** One thing of the first test's workflow is changed; » marks where the problem is. */
  private void assertProblem(String right, String wrong, String problem) {
    assertProblems(TwoPensTest.SUPPORT.replace(right, wrong), problem);
  }

  /** The n-th » of a text marks where the n-th problem is. */
  private void assertProblems(String marked, String... problems) {
    var expected = new ArrayList<String>();
    var text = marked;
    for (var problem : problems) {
      int mark = text.indexOf('»');
      var before = text.substring(0, mark);
      long line = before.lines().count() + (before.endsWith("\n") ? 1 : 0);
      int column = mark - before.lastIndexOf('\n');
      expected.add("workflow.yaml:%d:%d %s".formatted(line, column, problem));
      text = before + text.substring(mark + 1);
    }
    assertEquals(expected, folder.problems(text));
  }

  @Test
  void aLabelThatTheRouterCannotChoose() {
    assertProblem(
        "billing:\n",
        "»biling:\n",
        "steps.intent.when names 'biling', which router 'intents' cannot choose. Did you mean 'billing'? It chooses: billing, technical.");
  }

  @Test
  void aStepThatDoesNotExist() {
    assertProblem(
        "answer: \"${{ steps.intent }}\"",
        "answer: \"${{ steps.»intend }}\"",
        "steps.check.with.answer names steps.intend, which does not exist. Did you mean 'intent'? Known: redact, facts, intent, check.");
  }

  @Test
  void aStepInTheMiddleOfAText() {
    assertProblem(
        "Question: ${{ steps.redact }}",
        "Question: ${{ steps.»redcat }}",
        "steps.intent.when.billing.prompt names steps.redcat, which does not exist. Did you mean 'redact'? Known: billing, redact, facts, intent, check.");
  }

  @Test
  void aStepInAPromptFile() {
    folder.with("prompts/technical.md", "Mend it:\n\nwith ${{ steps.fact }}.\n");
    assertEquals(
        List.of(
            "prompts/technical.md:3:16 steps.intent.when.technical.prompt names steps.fact, which does not exist. Did you mean 'facts'? Known: technical, redact, facts, intent, check."),
        folder.problems(TwoPensTest.SUPPORT));
  }

  @Test
  void anInput() {
    assertProblem(
        "inputs.ticket",
        "inputs.»tiket",
        "steps.redact.with names inputs.tiket, which does not exist. Did you mean 'ticket'? Known: ticket.");
  }

  @Test
  void theRootOfAPath() {
    assertProblem(
        "${{ steps.check }}",
        "${{ »step.check }}",
        "output names 'step', which does not exist. Did you mean 'steps'? Known: inputs, steps, routes.");
  }

  @Test
  void aStepWithoutItsRoot() {
    assertProblem("${{ steps.check }}", "${{ »check }}", "output names 'check': write steps.check");
  }

  @Test
  void aModel() {
    assertProblem(
        "model: small",
        "model: »smal",
        "steps.intent.when.billing.model names 'smal', which 'models' does not declare. Did you mean 'small'? Known: small, large.");
  }

  @Test
  void aFallback() {
    assertProblem(
        "[large]",
        "[»lrage]",
        "steps.intent.when.billing.fallback.0 names 'lrage', which 'models' does not declare. Did you mean 'large'? Known: small, large.");
  }

  @Test
  void aKeyOfARetryACacheOrABudget() {
    assertProblem(
        "retry: 2",
        "retry: { »time: 2, times: 2 }",
        "steps.intent.when.billing.retry has no 'time'. Did you mean 'times'? Known: times, backoff.");
    assertProblem(
        "retry: 2",
        "cache: { ttl: 1m, »sice: 2 }",
        "steps.intent.when.billing.cache has no 'sice'. Did you mean 'size'? Known: ttl, size.");
    assertProblem(
        "steps:\n",
        "budget: { »tim: 20s }\nsteps:\n",
        "budget has no 'tim'. Did you mean 'time'? Known: time, cost.");
  }

  @Test
  void aBackoffBesideItsRetry() {
    assertProblem(
        "retry: 2",
        "backoff: »250ms",
        "steps.intent.when.billing.backoff belongs to the retry: write retry: { times: 2, backoff: 250ms }");
  }

  @Test
  void whatAStepMakesDoWith() {
    var at = "steps.intent.when.billing.fallback.0";
    assertProblem(
        "[large]",
        "[{ »cashed: 1h }]",
        at + " has no 'cashed'. Did you mean 'cached'? Known: skip, cached.");
    assertProblem(
        "[large]",
        "[»{ cached: 1h, skip: a }]",
        at + " is one thing: { cached: 1h } or { skip: a value }");
    assertProblem("[large]", "[{ cached: »0s }]", at + ".cached is no age: write one such as 1h");
    assertProblem(
        "[large]",
        "[{ skip: »\"${{ inputs.ticket }}\" }]",
        at + ".skip reads a value; what stands in a step's place is written out");
    assertProblem(
        "[large]",
        "[»partail]",
        at + " names 'partail', which is nothing here. Did you mean 'partial'?");
  }

  @Test
  void aModelThatIsCalledAsPartOfAnAnswer() {
    assertProblems(
        TwoPensTest.SUPPORT
            .replace("  large:", "  partial: { provider: quote }\n  large:")
            .replace("[large]", "[»partial]"),
        "steps.intent.when.billing.fallback.0 could be what is called 'partial' here, or part of the answer: call the former something else");
  }

  @Test
  void whatIsNoTimeOrNoSum() {
    assertProblem(
        "retry: 2",
        "hedge: »false",
        "steps.intent.when.billing.hedge is no time to wait: write true, or one such as 300ms");
    assertProblem(
        "retry: 2",
        "retry: { times: 1, backoff: »25h }",
        "steps.intent.when.billing.retry.backoff is a longer wait than a day");
    assertProblem(
        "retry: 2", "hedge: »2d", "steps.intent.when.billing.hedge is a longer wait than a day");
    assertProblem(
        "retry: 2",
        "cache: »true",
        "steps.intent.when.billing.cache is no time: write 10m, or { ttl: 10m, size: 1000 }");
    assertProblem(
        "timeout: 8s",
        "timeout: »0s",
        "steps.intent.when.billing.timeout is no time: write 500ms, 8s or 1m30s");
    assertProblem(
        "steps:\n",
        "budget: »20s\nsteps:\n",
        "budget is text; write { time: 20s, cost: 0.02 }, or one of them");
    for (var sum : List.of("-0.02", "two", "\"0.02\"", "$0.02", "[1]")) {
      assertProblem(
          "steps:\n",
          "budget: { cost: »" + sum + " }\nsteps:\n",
          "budget.cost is no sum of dollars: write one such as 0.02, without quotes");
    }
    assertProblem(
        "steps:\n",
        "budget: { cost: »0.0000000001 }\nsteps:\n",
        "budget.cost is finer than a nano-dollar: nine decimals are the most");
    assertProblem(
        "steps:\n",
        "budget: { cost: »1e10 }\nsteps:\n",
        "budget.cost is more than $9223372036.854775807");
  }

  @Test
  void whatAPolicyCannotKeep() {
    assertLast(
        "tool: pay, with: 1, hedge: true",
        "would ask 'tool.pay' twice, and it is consequential: leave the hedge out");
    assertLast(
        "tool: pay, with: 1, cache: 1m",
        "would give an answer of 'tool.pay' again, and it is consequential: it must be done each time");
    assertLast(
        "tool: shelf, with: 1, fallback: [partial]",
        "makes do with part of an answer, and 'tool.shelf' gives a List: only a text has a beginning");
    assertLast(
        "tool: shelf, with: 1, fallback: [{ skip: 3 }]",
        "makes do with a Long, and 'tool.shelf' gives a List");
    assertLast(
        "tool: note, with: 1, fallback: [{ skip: a }, shelf]",
        "makes do with something after a skip, which never fails: put the skip last");
  }

  private void assertLast(String step, String problem) {
    assertProblems(WorkflowFolder.workflow("»last: { " + step + " }"), "steps.last " + problem);
  }

  @Test
  void whatStandsInForAGuard() {
    assertProblem(
        "{ guard: redact, with",
        "{ guard: redact, fallback: [»other], with",
        "steps.redact.fallback.0 names 'other'; no other guard stands in for one. Write { skip: a value }, or 'on_error'");
  }

  @Test
  void aProvider() {
    assertProblem(
        "provider: quote, sentences: 1",
        "provider: »qoute, sentences: 1",
        "models.small.provider names 'qoute', which is no provider here. Did you mean 'quote'? Known: quote.");
  }

  @Test
  void aSettingOfAModel() {
    assertProblem(
        "sentences: 1",
        "»sentenses: 1",
        "models.small has no 'sentenses'. Did you mean 'sentences'? Known: provider, sentences.");
  }

  @Test
  void aRouter() {
    assertProblem(
        "route: intents",
        "route: »intent",
        "steps.intent.route names 'intent', which 'routers' does not declare. Did you mean 'intents'? Known: intents.");
  }

  @Test
  void theKindOfARouter() {
    assertProblem(
        "{ nearest: intents",
        "»{ nearst: intents",
        "routers.intents does not say its kind, one of nearest, rules. Did you mean 'nearest'?");
  }

  @Test
  void aSettingOfARouter() {
    assertProblem(
        "confidence: 0.55",
        "»confidance: 0.55",
        "routers.intents has no 'confidance'. Did you mean 'confidence'? Known: nearest, confidence.");
  }

  @Test
  void whatAFactorySaysOfASetting() {
    assertProblem("confidence: 0.55", "confidence: »55", "routers.intents.confidence is above 1");
  }

  @Test
  void documents() {
    assertProblem(
        "retrieve: handbook",
        "retrieve: »handbok",
        "steps.facts.retrieve names 'handbok', which 'documents' does not declare. Did you mean 'handbook'? Known: handbook.");
  }

  @Test
  void theKindOfDocuments() {
    assertProblem(
        "{ folder: handbook/ }",
        "»{ floder: handbook/ }",
        "documents.handbook does not say its kind, one of folder. Did you mean 'folder'?");
  }

  @Test
  void aFolder() {
    assertProblem(
        "folder: handbook/",
        "folder: »handbok/",
        "documents.handbook.folder names 'handbok/', which does not exist. Did you mean 'handbook'? Known: handbook, intents.jsonl, prompts.");
  }

  @Test
  void aFile() {
    assertProblem(
        "nearest: intents.jsonl",
        "nearest: »intent.jsonl",
        "routers.intents.nearest names 'intent.jsonl', which does not exist. Did you mean 'intents.jsonl'? Known: handbook, intents.jsonl, prompts.");
  }

  @Test
  void aPromptFile() {
    assertProblem(
        "\"file:prompts/technical.md\"",
        "»\"file:prompts/tecnical.md\"",
        "steps.intent.when.technical.prompt names 'prompts/tecnical.md', which does not exist. Did you mean 'prompts/technical.md'? Known: prompts/technical.md.");
  }

  @Test
  void aGuard() {
    assertProblem(
        "guard: redact",
        "guard: »redcat",
        "steps.redact.guard names 'redcat', which is no guard here. Did you mean 'redact'? Known: grounded, redact.");
  }

  @Test
  void aSettingOfAGuard() {
    assertProblem(
        "{ guard: redact, with",
        "{ guard: redact, »restorabel: true, with",
        "steps.redact has no 'restorabel'. Did you mean 'restorable'? Known: guard, with, if, needs, timeout, retry, fallback, hedge, cache, on_error, id, restorable.");
  }

  @Test
  void aTool() {
    assertProblem(
        "tool: inbox",
        "tool: »inbx",
        "steps.intent.otherwise.tool names 'inbx', which is no tool here. Did you mean 'inbox'? Known: charge, inbox, length, note, pay, post, shelf.");
  }

  @Test
  void aKeyOfAStep() {
    assertProblem(
        "retry: 2",
        "»retyr: 2",
        "steps.intent.when.billing has no 'retyr'. Did you mean 'retry'? Known: id, model, prompt, with, if, needs, timeout, retry, hedge, cache, fallback, on_error.");
  }

  @Test
  void aWayToCutAText() {
    assertProblems(
        WorkflowFolder.workflow(
            "last: { for_each: \"${{ inputs.ticket }}\", stream: »sentences, do: { value: 1 } }"),
        "steps.last.stream cuts by 'sentences'. Did you mean 'sentence'? Known: sentence, line, paragraph. Or write a length, {chars: 200}.");
    assertProblems(
        WorkflowFolder.workflow(
            "last: { for_each: »\"${{ inputs.ticket }} and more\", stream: line, do: { id: a, value: 1 } }"),
        "steps.last.for_each is no path: write one value alone, \"${{ steps.NAME }}\"");
  }

  @Test
  void aVerb() {
    assertProblem(
        "{ tool: inbox",
        "{ »tol: inbox",
        "steps.intent.otherwise has no 'tol'. Did you mean 'tool'? Known: guard, retrieve, model, tool, route, plan, for_each, loop, race, value.");
  }

  @Test
  void aKeyOfTheFile() {
    assertProblems(
        TwoPensTest.SUPPORT
            .replace("routers:\n", "»ruoters:\n")
            .replace("route: intents", "route: »intents"),
        "has no 'ruoters'. Did you mean 'routers'? Known: waybill, models, routers, documents, plans, plan, inputs, budget, output, steps.",
        "steps.intent.route names 'intents', which 'routers' does not declare. There is none.");
  }

  @Test
  void theTypeOfAnInput() {
    assertProblem(
        "type: text",
        "type: »txt",
        "inputs.ticket.type is 'txt', which is no type. Did you mean 'text'? Known: boolean, list, number, object, text.");
  }

  @Test
  void aMarkOfAnInput() {
    assertProblem(
        "private: true",
        "»privat: true",
        "inputs.ticket has no 'privat'. Did you mean 'private'? Known: type, private, trusted.");
  }

  @Test
  void anIdWithAHyphen() {
    assertProblems(
        WorkflowFolder.workflow(
            "»order-lookup: { value: 3 }\nlast: { value: \"a ${{ steps.order»-lookup }}\" }"),
        "steps.order-lookup has the id 'order-lookup'; an id is a-z, 0-9 and _, a letter first: write 'order_lookup'",
        "steps.last.value subtracts, which is not known here; an id has no '-', write '_'");
  }

  @Test
  void aPartOfARecord() {
    assertProblems(
        """
        waybill: 1
        plan: small
        routers: { rules: { rules: [{ label: a }] } }
        steps:
          choice:
            route: rules
            with: a
            when: { a: { value: 1 } }
            otherwise: { value: 2 }
          last: { value: "${{ routes.choice.»confidense }}" }
          end: { value: "${{ steps.choice }}", needs: [last] }
        output: ${{ steps.end }}
        """,
        "steps.last.value names a part of routes.choice, which is a Choice and has no 'confidense'. Did you mean 'confidence'? Known: label, confidence, runnersUp, reason, grounds.");
  }

  @Test
  void aNeed() {
    assertProblems(
        WorkflowFolder.workflow("first: { value: 1 }\nlast: { value: 2, needs: [»frist] }"),
        "steps.last.needs.0 names 'frist', which is no step. Did you mean 'first'? Known: first, last.");
  }

  @Test
  void aKindOfFailure() {
    assertProblems(
        WorkflowFolder.workflow(
            "last: { tool: note, with: 1, on_error: { »refusd: { value: 1 } } }"),
        "steps.last.on_error names 'refusd', which is no kind of failure that can be rescued. Did you mean 'REFUSED'? Known: TRANSIENT, RATE_LIMITED, STALLED, INVALID, REFUSED, AUTH, BUDGET, DEADLINE, AMBIGUOUS, DIVERGED, STORE, USER_CODE, otherwise.");
  }

  @Test
  void aComponentOfWhatAWorkTakes() {
    assertProblems(
        WorkflowFolder.workflow(
            "last: { tool: charge, with: »{ reason: a, times: 1, »rat: 2, urgent: true } }"),
        "steps.last.with needs 'rate'",
        "steps.last.with has no 'rat'. Did you mean 'rate'? Known: reason, times, rate, urgent.");
  }

  @Test
  void anItemOutsideAForEach() {
    assertProblems(
        WorkflowFolder.workflow("last: { value: \"${{ »item }}\" }"),
        "steps.last.value names 'item', which only exists inside a for_each");
  }

  @Test
  void anotherPlan() {
    assertProblems(
        """
        waybill: 1
        plan: small
        plans:
          gone: »gone.yaml
          here: { steps: { a: { value: 1 } }, output: "${{ steps.a }}" }
        steps:
          last: { plan: »hree }
        output: ${{ steps.last }}
        """,
        "plans.gone names 'gone.yaml', which does not exist. Known: handbook, intents.jsonl, prompts.",
        "steps.last.plan names 'hree', which 'plans' does not declare. Did you mean 'here'? Known: gone, here.");
  }

  @Test
  void anotherFilesProblemsAreSaidWithItsName() {
    folder.with(
        "sub/other.yaml",
        "waybill: 1\nplan: other\nsteps: { a: { value: 1 } }\noutput: ${{ steps.b }}\n");
    assertEquals(
        List.of(
            "sub/other.yaml:4:19 output names steps.b, which does not exist. Did you mean 'a'? Known: a."),
        folder.problems(
            """
            waybill: 1
            plan: small
            plans: { other: sub/other.yaml }
            steps: { last: { plan: other } }
            output: ${{ steps.last }}
            """));
  }

  @Test
  void plansThatRunEachOther() {
    folder
        .with(
            "a.yaml",
            "waybill: 1\nplan: a\nplans: { b: b.yaml }\nsteps: { x: { plan: b } }\noutput: ${{ steps.x }}\n")
        .with(
            "b.yaml",
            "waybill: 1\nplan: b\nplans: { a: a.yaml }\nsteps: { x: { plan: a } }\noutput: ${{ steps.x }}\n");
    var problems =
        assertThrows(YamlException.class, () -> Yaml.read(path.resolve("a.yaml"), Shop.catalog()))
            .problems();
    assertEquals(
        List.of("plans.a names 'a.yaml', which runs this plan"),
        problems.stream().map(problem -> problem.path() + " " + problem.message()).toList());
  }

  @Test
  void stepsThatWaitForEachOther() {
    assertProblems(
        WorkflowFolder.workflow(
            "first: { value: 1, needs: [last] }\n»last: { value: \"${{ steps.first }}\" }"),
        "steps.last waits for itself: last → first → last");
  }

  @Test
  void theNameOfAPlan() {
    assertProblems(
        WorkflowFolder.workflow("last: { value: 1 }").replace("plan: small", "plan: »small plan"),
        "a plan's name is letters, digits, '_', '-' and '.', not 'small plan'");
  }

  @Test
  void privateDataThatWouldLeaveTheHouse() {
    assertProblems(
        TwoPensTest.SUPPORT.replace(
            "otherwise: { tool: inbox, with: \"${{ steps.redact }}\" }",
            "otherwise: »{ tool: post, with: \"${{ inputs.ticket }}\" }"),
        "steps.intent.otherwise sends private data (input 'ticket') out of the house: 'tool.post' is external. Let a guard that clears it, such as guard.redact, come between.");
  }

  @Test
  void aStepThatNothingReads() {
    assertProblems(
        WorkflowFolder.workflow("»first: { value: 1 }\nlast: { value: 2 }"),
        "steps.first is read by nothing. Remove it, read its value, or let another step come after it.");
  }

  @Test
  void aStepAroundThatHasTheSameId() {
    var nested =
        """
        waybill: 1
        plan: nested
        routers: { rules: { rules: [{ label: a }] } }
        steps:
          choice:
            route: rules
            with: a
            when: { a: { value: 1 } }
            otherwise:
              route: rules
              with: b
              when: { a: { value: 1 } }
              otherwise: »{ value: 2 }
        output: ${{ steps.choice }}
        """;
    assertProblems(
        nested,
        "steps.choice.otherwise.otherwise has the id 'otherwise' of a value around it: give it another, 'id: …'");
    folder.read(nested.replace("»{ value: 2 }", "{ id: nobody, value: 2 }"));
  }

  @Test
  void everyProblemIsSaidAtOnceInTheOrderOfTheFile() {
    var text =
        TwoPensTest.SUPPORT
            .replace("guard: redact", "guard: redcat")
            .replace("model: small", "model: smal")
            .replace("retry: 2", "retry: two")
            .replace("tool: inbox", "tool: inbx")
            .replace("inputs.ticket", "inputs.tiket");
    assertEquals(
        List.of("14", "14", "21", "28", "31"),
        folder.problems(text).stream().map(line -> line.split(":", 3)[1]).toList());
  }

  @Test
  void aFileThatDoesNotExist() {
    var missing = path.resolve("missing.yaml");
    var problem = assertThrows(YamlException.class, () -> Yaml.read(missing, Shop.catalog()));
    assertEquals(missing + ":1:1 does not exist", problem.getMessage());
  }

  @Test
  void aFileIsNamedAsItWasGiven() throws IOException {
    var text = TwoPensTest.SUPPORT.replace("waybill: 1 ", "waybill: 2 ");
    var file = Files.writeString(path.resolve("bad.yaml"), text);
    assertEquals(
        file + ":2:10 waybill is not 1, the only version this reader knows",
        assertThrows(YamlException.class, () -> Yaml.read(file, Shop.catalog())).getMessage());
  }
}
