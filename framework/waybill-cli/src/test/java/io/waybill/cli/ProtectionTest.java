package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command bounds runs and protects calls, and what it says of that. */
class ProtectionTest {
  private static final String GUARDED = workflow("guarded.yaml");

  @TempDir Path folder;

  private static void assertSays(String where, String... told) {
    for (var one : told) {
      assertTrue(where.contains(one), () -> one + " is not in\n" + where);
    }
  }

  @Test
  void aReceiptSaysWhatWasMadeDoWithAndAKeptRunSaysTheSame() throws IOException {
    var said = waybill("run", GUARDED, "--input", "x", "--out", folder.toString());
    assertEquals(0, said.exit(), said::toString);
    assertSays(
        said.out(),
        " shaky ↓ ",
        " again            shaky: 1 retry, since TRANSIENT: come back later\n",
        " instead          shaky: instant, since TRANSIENT: come back later\n");
    try (var kept = Files.list(folder)) {
      var traced = waybill("trace", kept.findFirst().orElseThrow().toString());
      var receipt = said.out().substring(said.out().indexOf("run ok"));
      assertEquals(receipt, traced.out());
    }
  }

  @Test
  void verboseTellsEveryBoundAndPolicyAndAtTheEndHowItWent() {
    var said = waybill("run", GUARDED, "--input", "x", "-v", "--limit-spend", "7");
    assertEquals(0, said.exit(), said::toString);
    assertSays(
        said.err(),
        "\nlimits: a run ends after 1h, $7 or 1,000,000 attempts; goes through 100,000 items of a list; and pauses for 1m at most, whoever asks for more\n",
        "\nbudget: 20s and $0.02 a run\n",
        "\npools: cpu (any number at once)\n",
        "\ncalls, where no policy says otherwise:\n  timeout       10 min an attempt\n",
        "\npolicies:\n  shaky  flaky       1m an attempt; 1 retry, the first within 1ms; else instant, then an answer of the last 1h, then 'nothing to say'\n",
        "\n  said   quote @cpu  10m an attempt; 2 retries, the first within 250ms; asked a second time after 300ms; 1,000 answers kept for 10m\n",
        "\nhints:\n  shaky may take 1m an attempt, and the budget is 20s: that holds\n",
        "\nhealth:\n  asked       breaker");
  }

  @Test
  void checkTellsThePoliciesToo() {
    var quiet = waybill("check", GUARDED);
    assertEquals(1, quiet.out().lines().count());
    var said = waybill("check", GUARDED, "-v");
    assertEquals(0, said.exit());
    assertTrue(said.out().startsWith(quiet.out() + "policies:\n  shaky  flaky "), said.out());
  }

  @Test
  void anOptionLowersABudgetAndSaysWhenItDoesNot() {
    var broke = waybill("run", GUARDED, "--input", "x", "--budget-cost", "0");
    assertEquals(1, broke.exit());
    assertSays(broke.out(), "step 'said' failed (BUDGET): quote @cpu may cost $");
    assertEquals("", broke.err());
    var rich = waybill("run", GUARDED, "--input", "x", "--budget-cost", "5");
    assertEquals(0, rich.exit(), rich::toString);
    assertEquals(
        "--budget-cost changes nothing: the plan's own is $0.02, and an option only lowers it\n",
        rich.err());
    var late = waybill("run", GUARDED, "--input", "x", "--budget-time", "1ns");
    assertEquals(1, late.exit());
    assertSays(late.out(), "(DEADLINE)");
  }

  @Test
  void aLimitHoldsWhateverThePlanSays() {
    var said = waybill("run", GUARDED, "--input", "x", "--limit-spend", "0");
    assertEquals(1, said.exit());
    assertSays(said.out(), "(BUDGET)");
    assertEquals(
        "the budget of cost is above the limit of $0, which holds: raise it with --limit-spend\n",
        said.err());
  }

  @Test
  void whatIsNoSumAndNoTimeIsRefusedBeforeAnythingRuns() {
    for (var sum : List.of("abc", "-5", "$1", "1,5", "", "1e3", "99999999999")) {
      var said = waybill("run", GUARDED, "--input", "x", "--budget-cost", sum);
      assertEquals(2, said.exit(), said::toString);
      assertEquals(
          "--budget-cost takes dollars, written 0.02 or 5, found " + sum + "\n", said.err());
      assertEquals("", said.out());
    }
    assertEquals(
        "--limit-spend takes nine decimals at most, found 0.0000000001\n",
        waybill("run", GUARDED, "--input", "x", "--limit-spend", "0.0000000001").err());
    for (var time : List.of("abc", "20", "-3s", "0s", "3 s")) {
      var said = waybill("run", GUARDED, "--input", "x", "--limit-time", time);
      assertEquals(2, said.exit(), said::toString);
      assertEquals(
          "--limit-time takes some time, written 500ms, 20s or 1m30s, found " + time + "\n",
          said.err());
    }
    assertSays(
        waybill("run", GUARDED, "--input", "x", "--budget-tiem", "3s").err(), "--budget-time");
  }

  @Test
  void manyRunsSayHowManyWereDegradedRetriedAndRefused() throws IOException {
    var inputs = Files.write(folder.resolve("many.jsonl"), List.of("\"a\"", "\"b\"", "\"a\""));
    var said = waybill("run", GUARDED, "--input", inputs.toString());
    assertEquals(0, said.exit(), said::toString);
    assertSays(
        said.out(),
        " made do with other work in 3 runs, 100.0 %\n",
        " tried again in 3 runs, 100.0 %\n");
    assertFalse(said.out().contains("refused by a budget"), said.out());
    var broke = waybill("run", GUARDED, "--input", inputs.toString(), "--budget-cost", "0");
    assertEquals(1, broke.exit());
    assertSays(broke.out(), " refused by a budget in 3 runs, 100.0 %\n");
  }

  @Test
  void whatHasNoPriceIsHintedAtWhereABudgetWouldRefuseIt() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("priced.yaml"),
            """
            waybill: 1
            plan: priced
            inputs: { text: text }
            budget: { cost: 0.02 }
            models: { m: { provider: openai, model: of-our-own } }
            steps: { ask: { model: m, prompt: "${{ inputs.text }}" } }
            output: ${{ steps.ask }}
            """);
    assertSays(
        waybill("check", file.toString(), "-v").out(),
        "hints:\n  ask asks of-our-own, which has no price: under a budget of cost it is refused\n");
    Files.writeString(file, Files.readString(file).replace("of-our-own", "gpt-4.1-mini"));
    var known = waybill("check", file.toString(), "-v").out();
    assertFalse(known.contains("has no price"), known);
  }
}
