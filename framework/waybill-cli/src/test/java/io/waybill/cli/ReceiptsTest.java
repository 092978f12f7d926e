package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static io.waybill.cli.Shell.workflow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts as pages and as JSON, and whether they add up. */
class ReceiptsTest {
  private static final String DESK = workflow("desk.yaml");

  @TempDir Path folder;

  private Path kept(String ticket) throws IOException {
    var out = folder.resolve("runs-" + ticket.hashCode());
    waybill("run", DESK, "--input", ticket, "--out", out.toString());
    try (var files = Files.list(out)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aKeptRunIsWrittenAsAPageAndPrintedAsJson() throws IOException {
    var file = kept("my bill");
    var page = folder.resolve("receipt.html");
    var said = waybill("trace", file.toString(), "--html", page.toString());
    assertEquals("", said.out());
    assertEquals("wrote " + page + "\n", said.err());
    assertTrue(Files.readString(page).startsWith("<!doctype html>"));
    assertEquals(Files.readString(page), waybill("trace", file.toString(), "--html", "-").out());
    var json = Json.parse(waybill("trace", file.toString(), "--json").out());
    assertEquals(Json.parse(Files.readString(file)).path("waybill"), json);
    assertEquals(50_000, json.path("cost").path("nano_usd").asLong());
  }

  @Test
  void aSingleRunMayWriteItsPageWhenItEnds() throws IOException {
    var page = folder.resolve("receipt.html");
    var said = waybill("run", DESK, "--input", "my bill", "--html", page.toString());
    assertEquals("wrote " + page + "\n", said.err());
    assertTrue(said.out().contains("run ok"));
    assertTrue(Files.readString(page).contains("<title>desk: receipt of run "));
    var many = Files.writeString(folder.resolve("two.jsonl"), "\"a bill\"\n\"my bill\"\n");
    var other = folder.resolve("other.html");
    said = waybill("run", DESK, "--input", many.toString(), "--html", other.toString());
    assertTrue(said.err().startsWith("--html is for a single run"), said.err());
    assertFalse(Files.exists(other));
  }

  @Test
  void ofThousandsOfValuesOnlyTheFirstArePrintedAndTheReceiptIsFolded() throws IOException {
    var lines = IntStream.range(0, 5000).mapToObj(i -> "\"line " + i + "\"");
    var input =
        Files.writeString(
            folder.resolve("lines.json"), lines.collect(Collectors.joining(",", "[", "]")));
    var said = waybill("run", workflow("many.yaml"), "--input", input.toString());
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().startsWith("LINE 0\nLINE 1\n"), said.out());
    assertTrue(
        said.out()
            .contains(
                "\nLINE 59\n… 4,940 more lines: --json prints all of it, --out DIR keeps it\n\nrun ok"),
        said.out());
    assertTrue(said.out().contains(" all[0…4999]/up ×5000 "), said.out());
    assertTrue(said.out().lines().count() < 80, said.out());
  }

  @Test
  void runsThatAddUpSaySo() throws IOException {
    var file = kept("my bill");
    var said = waybill("audit", file.toString());
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().startsWith(file + " adds up, "), said.out());
    assertTrue(said.out().contains(" = money: what the header says is in the ledger "), said.out());
    assertTrue(said.out().contains("; price book sha256:"), said.out());
    kept("it is broken");
    var all =
        waybill(
            "audit",
            file.toString(),
            folder.resolve("runs-" + "it is broken".hashCode()).toString());
    assertEquals(0, all.exit());
    assertTrue(all.out().matches("2 runs, [0-9,]+ figures compared: all add up\n"), all.out());
  }

  @Test
  void aNanoDollarTooManyIsShownWithBothFiguresAndExitsWithOne() throws IOException {
    var file = kept("my bill");
    var run = (ObjectNode) Json.parse(Files.readString(file));
    var changed = (ObjectNode) run.at("/waybill/cost");
    changed.put("nano_usd", 50_001);
    Files.writeString(file, Json.line(run));
    var said = waybill("audit", file.toString());
    assertEquals(1, said.exit());
    assertTrue(said.out().startsWith(file + " does not add up, "), said.out());
    assertTrue(
        said.out()
            .contains("     cost: written 50001 nano-dollars, adds up to 50000 nano-dollars\n"),
        said.out());
    var folderOfIt = waybill("audit", String.valueOf(file.getParent()), kept("a bill").toString());
    assertEquals(1, folderOfIt.exit());
    assertTrue(folderOfIt.out().contains("1 add up, 1 do not, 0 could not be read"));
  }

  @Test
  void whatIsNoRunFileIsTold() throws IOException {
    var broken = Files.writeString(folder.resolve("broken.json"), "{\"format\": \"other\"}");
    var said = waybill("audit", broken.toString());
    assertEquals(3, said.exit());
    assertTrue(said.err().contains("is no run file"), said.err());
    assertEquals(2, waybill("audit", folder.resolve("none.json").toString()).exit());
    var empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        "there is no run file in [%s]\n".formatted(empty),
        waybill("audit", empty.toString()).err());
  }
}
