package io.waybill.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
  private static final String GOOD =
      """
      {"text": "wrong amount", "label": "billing"}

      {"text": "wrong invoice", "label": "billing", "id": 7}
      {"text": "tell me a joke", "label": "otherwise"}
      """;

  @TempDir Path folder;

  @Test
  void aFileGivesItsExamplesLabelsAndName() {
    var examples = Nearest.examples(file(GOOD));
    assertEquals(Set.of("billing"), examples.labels());
    assertEquals(3, examples.all().size());
    assertEquals("intents.jsonl", examples.name());
  }

  @Test
  void theDigestIsOfWhatDecidesAndNotOfHowItIsWritten() {
    var digest = Nearest.examples(file(GOOD)).digest();
    assertTrue(digest.matches("sha256:[0-9a-f]{64}"), digest);
    assertEquals(digest, Nearest.examples(file("\uFEFF" + GOOD.replace("\n", "\r\n"))).digest());
    assertNotEquals(digest, Nearest.examples(file(GOOD.replace("joke", "tale"))).digest());
    assertNotEquals(digest, Nearest.examples(file(GOOD.replace("billing", "money"))).digest());
  }

  @Test
  void everyBadLineIsReportedAtOnceWithItsNumber() {
    var file =
        file(
            """
            {"text": "wrong amount", "label": "billing"}
            {"text": "wrong invoice", "lable": "billing"}
            {"text": "cut off
            ["text", "label"]
            {"text": " ", "label": 3}
            {"text": "a", "text": "b", "label": "billing"}
            {"text": "a", "label": "billing"} x
            {"text": "Wrong  AMOUNT", "label": "delivery"}
            {"text": "late", "label": "delivery"}
            """);
    var message = refused(file);
    assertEquals("examples file " + file + " cannot be used:", message.lines().findFirst().get());
    for (var part :
        List.of(
            "line 2: has no \"label\", but 'lable'",
            "line 3: is not JSON: ",
            "line 4: is no JSON object; write {\"text\": …, \"label\": …}",
            "line 5: \"text\" must be a text that is not blank",
            "line 5: \"label\" must be a text that is not blank",
            "line 6: is not JSON: Duplicate field 'text'",
            "line 7: is not JSON: ",
            "line 8: 'Wrong  AMOUNT' is labelled 'delivery' here and 'billing' in line 1; keep one",
            "label 'billing' has 1 example; write at least 2, better ten")) {
      assertTrue(message.contains("\n  - " + part), message);
    }
    assertEquals(10, message.lines().count(), message);
  }

  @Test
  void aFileThatIsNotThereIsEmptyOrIsNoTextIsRefused() throws IOException {
    assertTrue(refused(folder.resolve("none.jsonl")).contains("there is no such file"));
    assertTrue(refused(file("")).contains("there is no example with a label other than"));
    assertTrue(
        refused(file("{\"text\": \"a\", \"label\": \"otherwise\"}"))
            .contains("there is no example with a label other than"));
    var bytes = Files.write(folder.resolve("b"), new byte[] {'{', (byte) 0xff, '}'});
    assertTrue(refused(bytes).contains("line 1: is not UTF-8"));
    assertTrue(refused(folder).contains("it cannot be read"));
  }

  @Test
  void aListIsHeldToTheSameRules() {
    var list =
        List.of(
            new Example("a", "x"),
            new Example("A", "y"),
            new Example("b", "y"),
            new Example("c", "x"));
    var error = assertThrows(IllegalArgumentException.class, () -> Nearest.examples(list));
    assertTrue(
        error.getMessage().contains("example 2: 'A' is labelled 'y' here and 'x' in example 1"),
        error::getMessage);
    assertThrows(IllegalArgumentException.class, () -> new Example("", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Example("a", " "));
  }

  private String refused(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> Nearest.examples(file)).getMessage();
  }

  private Path file(String text) {
    try {
      return Files.write(folder.resolve("intents.jsonl"), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
