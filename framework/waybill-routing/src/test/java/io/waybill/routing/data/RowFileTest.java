package io.waybill.routing.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void fieldsOfAnyPlainKindAreReadAsText() throws IOException {
    var file =
        file(
            "a.jsonl",
            """
            {"text": "Hi", "label": "x", "weak": true, "score": 0.5, "more": {"a": 1}, "none": null}
            """);
    assertEquals(
        List.of(new Row(1, "Hi", Map.of("label", "x", "weak", "true", "score", "0.5"))),
        RowFile.read(file, List.of("label")).rows());
  }

  @Test
  void csvMayHoldCommasQuotesAndLineEnds() throws IOException {
    var file = file("a.csv", "\uFEFFlabel,text\nx,\"Hello, \"\"you\"\"\nthere\"\n\ny,Bye\r\n");
    var read = RowFile.read(file, List.of("label"));
    assertEquals(List.of(), read.problems());
    assertEquals(
        List.of("Hello, \"you\"\nthere", "Bye"), read.rows().stream().map(Row::text).toList());
    assertEquals("y", read.rows().get(1).field("label"));
  }

  @Test
  void everyBadLineOfCsvIsToldAtOnce() throws IOException {
    var file = file("a.csv", "text,lable\nHi,x\nBye\n ,y\n");
    assertEquals(
        List.of(
            "line 2: has no \"label\", but 'lable'",
            "line 3: has 1 values under a head of 2",
            "line 4: \"text\" must be a text that is not blank",
            "line 4: has no \"label\", but 'lable'"),
        RowFile.read(file, List.of("label")).problems());
  }

  @Test
  void whatWasReadIsNobodysToChange() throws IOException {
    var file = Files.writeString(folder.resolve("a.jsonl"), "{\"text\": \"a\"}\n[]\n");
    var read = RowFile.read(file, List.of());
    assertEquals(1, read.rows().size());
    assertEquals(1, read.problems().size());
    assertThrows(UnsupportedOperationException.class, () -> read.rows().clear());
    assertThrows(UnsupportedOperationException.class, () -> read.problems().clear());
  }

  @Test
  void complaintsAreTheSameWhateverTheLocale() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertTrue(
          Rows.refused("these rows", Collections.nCopies(2020, "bad"))
              .getMessage()
              .endsWith("and 2,000 more"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void twoColumnsOfOneNameAreRefused() throws IOException {
    var file = file("a.csv", "text,text\nHi,x\n");
    assertEquals(
        List.of("line 1: two columns have one name: text, text"),
        RowFile.read(file, List.of()).problems());
  }

  @Test
  void whatIsNotUtf8IsRefusedWithItsLine() throws IOException {
    var file = folder.resolve("a.jsonl");
    Files.write(file, "{\"text\": \"caf\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(List.of("line 1: is not UTF-8"), RowFile.read(file, List.of()).problems());
  }

  @Test
  void ofManyProblemsTwentyAreShownAndTheOthersCounted() throws IOException {
    var file = file("a.jsonl", "{\"text\": \"Hi\"}\n".repeat(1234));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Rows.read(file, List.of("label")));
    var said = String.valueOf(refused.getMessage());
    assertEquals(22, said.lines().count());
    assertTrue(said.endsWith("  - and 1,214 more"), said);
  }

  @Test
  void anEmptyFileAndAMissingOneAreRefused() throws IOException {
    var empty = file("a.jsonl", "\n\n");
    var none = folder.resolve("b.jsonl");
    assertTrue(refusal(empty).contains("there is no row in it"));
    assertTrue(refusal(none).contains("there is no such file"));
    assertTrue(refusal(folder).contains("cannot be read"), refusal(folder));
  }

  @Test
  void whatIsWrongIsSaidInWordsOfTheFileAndWithWhatIsThere() throws IOException {
    var file =
        file(
            "a.jsonl",
            """
            {"utterance": "Hi", "intent": "x"}
            text,label
            {"text": "Hi", "lab
            {"text": "Hi", "label": "x"} {}
            """);
    assertEquals(
        List.of(
            "line 1: has no \"text\"; it has 'utterance', 'intent'",
            "line 1: has no \"label\"; it has 'utterance', 'intent'",
            "line 2: is no JSON object; write {\"text\": …, \"label\": …}",
            "line 3: is not JSON: it breaks off before its end",
            "line 4: is not JSON: something stands behind the object"),
        RowFile.read(file, List.of("label")).problems());
  }

  @Test
  void aFileOfAnotherShapeIsToldOnce() throws IOException {
    assertEquals(
        List.of("it is one JSON list; write an object a line: {\"text\": …}"),
        RowFile.read(file("a.json", "\n [\n {\"text\": \"Hi\"}\n]\n"), List.of()).problems());
    assertEquals(
        List.of("line 1: its values are not separated by commas: text;label"),
        RowFile.read(file("a.csv", "text;label\nHi;x\nBye;y\n"), List.of("label")).problems());
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Rows.read(file, List.of()))
            .getMessage());
  }
}
