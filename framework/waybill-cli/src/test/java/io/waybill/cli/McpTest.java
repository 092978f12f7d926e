package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tools of MCP servers in workflow files, as the operator has them. */
@Timeout(60)
class McpTest {
  private static final String WORKFLOW =
      """
      waybill: 1
      plan: desk
      inputs: { words: text }
      steps:
        found: { tool: mcp.desk.search, with: { words: "${{ inputs.words }}" } }
      output: ${{ steps.found }}
      """;

  @TempDir Path folder;
  private Map<String, String> environment = Map.of();
  private String workflow = "";

  @BeforeEach
  void write() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SmallMcp.class.getName());
    var quoted = command.stream().map(word -> "\"" + word + "\"").toList();
    var servers = folder.resolve("mcp.yaml");
    Files.writeString(
        servers,
        "servers: { desk: { command: %s, location: local, tools: { search: { effects: pure } } } }"
            .formatted(quoted));
    environment = Map.of("WAYBILL_MCP", servers.toString(), "PATH", System.getenv("PATH"));
    workflow = Files.writeString(folder.resolve("desk.yaml"), WORKFLOW).toString();
  }

  @Test
  void aServerIsLookedAtThenAcceptedAndThenItsToolsAreToolsOfWorkflows() {
    assertEquals("desk\n", waybill(environment, "mcp").out());
    var early = waybill(environment, "run", workflow, "--input", "late parcel");
    assertEquals(2, early.exit(), early::toString);
    assertTrue(
        early.err().contains("has no tool 'mcp.desk.search'")
            || early.err().contains("mcp.desk.search"),
        early.err());

    var offer = waybill(environment, "mcp", "desk");
    assertEquals(0, offer.exit(), offer::toString);
    assertTrue(offer.out().startsWith("search: Finds tickets\n"), offer.out());
    var digest = offer.out().replaceAll("(?s).*--pin (\\S+)\\s*", "$1");
    assertEquals(2, waybill(environment, "mcp", "desk", "--pin", "sha256:other").exit());
    assertEquals(0, waybill(environment, "mcp", "desk", "--pin", digest).exit());
    assertTrue(waybill(environment, "mcp", "desk").out().contains("pinned: " + digest));

    assertEquals(0, waybill(environment, "check", workflow).exit());
    var run = waybill(environment, "run", workflow, "--input", "late parcel");
    assertEquals(0, run.exit(), run::toString);
    assertTrue(run.out().startsWith("found late parcel\n"), run.out());
    assertTrue(run.out().contains("all calls priced"), run.out());
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsStarted() {
    assertEquals(2, waybill("mcp").exit());
    var typo = waybill(environment, "mcp", "dsk");
    assertEquals(2, typo.exit());
    assertTrue(typo.err().contains("Did you mean 'desk'?"), typo.err());
    var missing = waybill(Map.of("WAYBILL_MCP", folder.resolve("no.yaml").toString()), "mcp");
    assertFalse(missing.exit() == 0);
    assertTrue(missing.err().contains("no.yaml"), missing.err());
    assertEquals(2, waybill(environment, "mcp", "--pin", "sha256:x").exit());
  }
}
