package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class RouterInterruptTest {
  @TempDir Path folder;

  @Test
  void ctrlCWhileARouterIsFittedLeavesNothingBehind() throws Exception {
    var rows =
        IntStream.range(0, 60_000)
            .mapToObj(i -> Intents.row("what about number " + i, i % 2 == 0 ? "even" : "odd"))
            .toList();
    var train = Intents.lines(folder.resolve("train.jsonl"), rows).toString();
    var out = folder.resolve("never.router").toString();
    var child = Shell.child(Map.of(), List.of("router", "fit", "--train", train, "--out", out));
    try {
      var err = child.errorReader(StandardCharsets.UTF_8);
      assertTrue(err.readLine().startsWith("encoder minilm-wide: "));
      assertEquals(0, new ProcessBuilder("kill", "-INT", "" + child.pid()).start().waitFor());
      assertEquals("cancelled: nothing was written", err.readLine());
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertEquals(130, child.exitValue());
      try (var left = Files.list(folder)) {
        assertEquals(
            List.of("train.jsonl"), left.map(file -> String.valueOf(file.getFileName())).toList());
      }
    } finally {
      child.destroyForcibly();
    }
  }
}
