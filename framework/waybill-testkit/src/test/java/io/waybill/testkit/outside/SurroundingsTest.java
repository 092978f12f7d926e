package io.waybill.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {
  @TempDir Path folder;

  private Path program(String name) throws IOException {
    var file = Files.createFile(folder.resolve(name));
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private Surroundings path(String variable, Path told) {
    return new Surroundings(Map.of("PATH", "/nowhere::" + folder, variable, told.toString()));
  }

  @Test
  void itsVariableSaysWhereAProgramIs() throws IOException {
    var mine = program("mine");
    program("llama-server");
    assertEquals(Optional.of(mine), path("WAYBILL_LLAMA_SERVER", mine).find("llama-server"));
  }

  @Test
  void withoutAVariableThePathIsSearched() throws IOException {
    var server = program("llama-server");
    var around = new Surroundings(Map.of("PATH", "/nowhere::" + folder));
    assertEquals(Optional.of(server), around.find("llama-server"));
    assertEquals(Optional.empty(), around.find("jaeger"));
  }

  @Test
  void chromiumIsCalledOtherNamesElsewhere() throws IOException {
    var around = new Surroundings(Map.of("PATH", folder.toString()));
    assertEquals(Optional.empty(), around.find("chromium"));
    var chrome = program("google-chrome");
    assertEquals(Optional.of(chrome), around.find("chromium"));
    var chromium = program("chromium");
    assertEquals(Optional.of(chromium), around.find("chromium"));
  }

  @Test
  void whatCannotBeRunIsNoProgram() throws IOException {
    Files.createFile(folder.resolve("jaeger"));
    Files.createDirectory(folder.resolve("llama-server"));
    var around = new Surroundings(Map.of("PATH", folder.toString()));
    assertEquals(Optional.empty(), around.find("jaeger"));
    assertEquals(Optional.empty(), around.find("llama-server"));
  }

  @Test
  void aVariableThatNamesNoProgramIsAnErrorAndNoReasonToSkip() {
    var around = path("WAYBILL_JAEGER", folder.resolve("gone"));
    var thrown = assertThrows(IllegalStateException.class, () -> around.find("jaeger"));
    assertTrue(thrown.getMessage().startsWith("WAYBILL_JAEGER is '"), thrown.getMessage());
  }

  @Test
  void whatIsMissingIsSkippedWithTheReason() {
    var result = Presence.of("jaeger", new Surroundings(Map.of()));
    assertTrue(result.isDisabled());
    assertEquals(
        Optional.of("skipped: no jaeger on the PATH nor in WAYBILL_JAEGER"), result.getReason());
  }

  @Test
  void whatIsMissingAndRequiredFails() {
    var around = new Surroundings(Map.of("WAYBILL_REQUIRE", "jaeger,llama-server"));
    var thrown = assertThrows(IllegalStateException.class, () -> Presence.of("jaeger", around));
    assertEquals(
        "no jaeger on the PATH nor in WAYBILL_JAEGER, and WAYBILL_REQUIRE says that it must be there",
        thrown.getMessage());
    assertTrue(Presence.of("ollama", around).isDisabled());
  }

  @Test
  void whatIsThereRuns() throws IOException {
    assertFalse(Presence.of("jaeger", path("WAYBILL_JAEGER", program("jaeger"))).isDisabled());
  }
}
