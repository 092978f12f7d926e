package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.record.Json;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Exchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, which real signals reach. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class InterruptTest {
  private final List<Process> children = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir Path folder;

  @AfterEach
  void endThem() {
    children.forEach(Process::destroyForcibly);
  }

  @Test
  void ctrlCInTheMiddleOfManyRunsPrintsTheSummarySoFarAndLeavesNothingHalfWritten()
      throws Exception {
    var tickets =
        Files.write(folder.resolve("many.jsonl"), List.of("\"a\"", "\"b\"", "\"c\"", "\"d\""));
    var out = folder.resolve("out");
    var child =
        waybill(
            "run",
            "slow.yaml",
            "--input",
            tickets.toString(),
            "--out",
            out.toString(),
            "--parallel",
            "2");
    var err = child.errorReader(StandardCharsets.UTF_8);
    assertEquals("slow has begun", err.readLine());
    assertEquals("slow has begun", err.readLine());
    interrupt(child);
    var printed = all(child.inputReader(StandardCharsets.UTF_8));
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, child.exitValue(), printed);
    assertTrue(printed.startsWith("slow: 2 runs in "), printed);
    assertTrue(printed.contains(" cancelled      2   100.0 %"), printed);
    assertTrue(printed.contains(" cost $0.000025"), printed);
    assertEquals("cancelled", err.readLine());
    try (var kept = Files.list(out)) {
      var names = kept.map(file -> String.valueOf(file.getFileName())).toList();
      assertEquals(2, names.size(), names::toString);
      assertTrue(
          names.stream().allMatch(name -> name.matches("[a-z0-9]+\\.json")), names::toString);
    }
  }

  @Test
  void ctrlCInTheMiddleOfOneRunPrintsItsReceiptSoFar() throws Exception {
    var child = waybill("run", "slow.yaml", "--input", "x");
    var err = child.errorReader(StandardCharsets.UTF_8);
    assertEquals("slow has begun", err.readLine());
    interrupt(child);
    var printed = all(child.inputReader(StandardCharsets.UTF_8));
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, child.exitValue(), printed);
    assertTrue(printed.contains("run cancelled"), printed);
    assertTrue(printed.contains("$0.0000125"), printed);
  }

  @Test
  void ctrlCWhileItWaitsToTryAgainEndsAtOnce() throws Exception {
    var child = waybill("run", "flaky.yaml", "--input", "x", "-v");
    var err = child.errorReader(StandardCharsets.UTF_8);
    while (!"flaky has failed".equals(err.readLine())) {
      assertTrue(child.isAlive());
    }
    interrupt(child);
    var printed = all(child.inputReader(StandardCharsets.UTF_8));
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, child.exitValue(), printed);
    assertTrue(printed.contains("run cancelled"), printed);
    assertTrue(printed.contains("$0.0000125"), printed);
    var told = all(err);
    assertTrue(told.contains("cancelled"), told);
    assertTrue(told.contains("health:"), told);
  }

  @Test
  void linesAreRunAsTheyComeNotWhenTheInputEnds() throws Exception {
    var child = waybill("run", "desk.yaml", "--input", "-", "--json");
    try (var typed = child.outputWriter(StandardCharsets.UTF_8)) {
      var printed = child.inputReader(StandardCharsets.UTF_8);
      for (var word : List.of("bill", "invoice")) {
        typed.write(word + "\n");
        typed.flush();
        var line = printed.readLine();
        assertNotNull(line);
        assertEquals("ok", Json.parse(line).path("status").asText(), line);
      }
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, child.exitValue());
  }

  @Test
  void ctrlCAtTheKeyboardEndsAtOnce() throws Exception {
    var child = waybill("run", "desk.yaml", "--input", "-", "--json");
    var typed = child.outputWriter(StandardCharsets.UTF_8);
    typed.write("bill\n");
    typed.flush();
    assertNotNull(child.inputReader(StandardCharsets.UTF_8).readLine());
    interrupt(child);
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, child.exitValue());
  }

  @Test
  void ctrlCWhileAModelWritesClosesItsSocketAtOnce() throws Exception {
    try (var provider = BillingProvider.start().models("m-1")) {
      provider.answering(question -> Answer.of("one two three").stallingAfter(2));
      environment.put("OPENAI_BASE_URL", provider.openai());
      var out = folder.resolve("out");
      var child = waybill("run", "written.yaml", "--input", "x", "--out", out.toString());
      var exchange = streaming(provider, child);
      interrupt(child);
      exchange.awaitClosed(Duration.ofSeconds(20)); // not when the timer 'idle' of 30 s ends it
      var printed = all(child.inputReader(StandardCharsets.UTF_8));
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertEquals(130, child.exitValue(), printed);
      assertTrue(printed.contains("run cancelled"), printed);
      assertEquals(2, exchange.charge().output());
    }
  }

  /** The chat that has been sent two tokens. */
  private static Exchange streaming(BillingProvider provider, Process child) {
    while (child.isAlive()) {
      for (var exchange : provider.exchanges()) {
        if (exchange.sent() == 2) {
          return exchange;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("it ended before it was interrupted: " + child.exitValue());
  }

  private Process waybill(String command, String workflow, String... more) throws IOException {
    var words = new ArrayList<>(List.of(command, Shell.workflow(workflow)));
    words.addAll(List.of(more));
    var child = Shell.child(environment, words);
    children.add(child);
    return child;
  }

  private static void interrupt(Process child) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + child.pid()).start().waitFor());
  }

  private static String all(BufferedReader reader) {
    return reader.lines().collect(Collectors.joining("\n"));
  }
}
