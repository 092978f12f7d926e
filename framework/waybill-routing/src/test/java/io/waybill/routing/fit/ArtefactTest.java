package io.waybill.routing.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactTest {
  @TempDir Path folder;

  private static Artefact artefact() {
    var content = Artefact.object();
    content.put("name", "caf\u00e9 \"quoted\"");
    content.put("number", 0.1);
    content.putObject("labels").put("billing", Packed.of(new float[] {1, -0.5f, 0}));
    return new Artefact("head", content);
  }

  @Test
  void whatWasWrittenIsReadAgainToTheByte() throws IOException {
    var file = folder.resolve("a.router");
    artefact().write(file);
    var read = Artefact.read(file);
    assertEquals(artefact(), read);
    assertEquals(Files.readString(file), read.text());
    assertEquals(artefact().digest(), read.digest());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing else is left lying about");
    }
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    var text = artefact().text();
    for (int length = 0; length < text.length() - 1; length++) {
      var file = Files.writeString(folder.resolve("cut.router"), text.substring(0, length));
      var said = refusal(file);
      assertTrue(
          said.contains("is cut off or damaged")
              || said.contains("is empty")
              || said.contains("is no router file"),
          said);
    }
  }

  @Test
  void aNumberThatSomebodyTypedIsRefused() throws IOException {
    var file =
        Files.writeString(folder.resolve("edited.router"), artefact().text().replace("0.1", "0.2"));
    assertTrue(refusal(file).contains("was damaged or edited after it was fitted"));
  }

  @Test
  void anotherVersionAndAnotherKindOfFileAreRefused() throws IOException {
    var newer =
        Files.writeString(
            folder.resolve("newer.router"),
            artefact().text().replace("\"waybill_router\" : 1", "\"waybill_router\" : 2"));
    assertTrue(refusal(newer).contains("has version 2, and this Waybill reads version 1"));
    var yaml = Files.writeString(folder.resolve("x.router"), "waybill: 1\n");
    assertTrue(refusal(yaml).contains("is no router file"), refusal(yaml));
    assertTrue(refusal(folder.resolve("none.router")).contains("does not exist"));
    assertTrue(refusal(folder).contains("cannot be read"), refusal(folder));
  }

  @Test
  void aFileThatIsNoTextOrNoEndOfBracketsIsRefused() throws IOException {
    var bytes = Files.write(folder.resolve("b.router"), new byte[] {'{', (byte) 0xff, '}'});
    assertTrue(refusal(bytes).endsWith("is no router file: it is not UTF-8"), refusal(bytes));
    for (var endless : List.of("[".repeat(5_000), "1".repeat(5_000))) {
      var file =
          Files.writeString(
              folder.resolve("deep.router"), "{\"waybill_router\" : 1, \"x\" : " + endless);
      assertTrue(refusal(file).startsWith("router file " + file), refusal(file));
    }
  }

  @Test
  void whereTheFileIsALinkWhatItLeadsToIsReplaced() throws IOException {
    var real = Files.writeString(folder.resolve("real.router"), "");
    var link = Files.createSymbolicLink(folder.resolve("link.router"), real);
    artefact().write(link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(artefact(), Artefact.read(real));
  }

  @Test
  void whereItCannotBeWrittenNothingIsLost() throws IOException {
    var file = Files.createDirectory(folder.resolve("a.router"));
    Files.writeString(file.resolve("inside"), "kept");
    assertThrows(IOException.class, () -> artefact().write(file));
    assertEquals("kept", Files.readString(file.resolve("inside")));
  }

  @Test
  void packedNumbersAreWithinHalfAStep() {
    var numbers = new float[] {1, -0.5f, 0.333f, 0, -1e-6f};
    var read = Packed.read(Packed.of(numbers), numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(numbers[i], read[i], 0.5 / 127 + 1e-6);
    }
    assertThrows(IllegalArgumentException.class, () -> Packed.read(Packed.of(numbers), 4));
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Artefact.read(file)).getMessage());
  }
}
