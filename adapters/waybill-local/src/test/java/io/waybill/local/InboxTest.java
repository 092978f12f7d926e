package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class InboxTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aFileThatIsNotThereYet() {
    file = folder.resolve("inbox.jsonl");
  }

  @Test
  void aTextBecomesALineWithItsPlaceInTheRun() throws IOException {
    var outcome = hand("a \"quoted\"\nticket ✓");
    assertEquals("Handed to a person: inbox.jsonl line 1", outcome.value());
    assertEquals(Outcome.Kind.PERSON, outcome.kind());
    assertEquals(Usage.NONE, outcome.usage());
    assertEquals(
        List.of("{\"path\":\"intent:otherwise/person\",\"text\":\"a \\\"quoted\\\"\\nticket ✓\"}"),
        Files.readAllLines(file));
    assertEquals("Handed to a person: inbox.jsonl line 2", hand("again").value());
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    hand("private");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aHundredAtOnceAreAHundredWholeLines() throws IOException {
    var long1 = "x".repeat(20_000);
    var values =
        Flux.range(0, 100)
            .flatMap(i -> Inbox.at(file).perform(i + long1, CallContext.detached("person")), 100)
            .map(Outcome::value)
            .collectList()
            .block();
    assertEquals(100, new HashSet<>(values).size());
    var lines = Files.readAllLines(file);
    assertEquals(100, lines.size());
    assertTrue(
        lines.stream()
            .allMatch(line -> line.matches("\\{\"path\":\"person\",\"text\":\"\\d+x+\"}")));
  }

  @Test
  void aLineThatWasCutOffIsNotContinuedAndIsCounted() throws IOException {
    hand("one");
    Files.writeString(file, "{\"path\":\"cut", StandardOpenOption.APPEND);
    assertEquals("Handed to a person: inbox.jsonl line 3", hand("three").value());
    assertEquals("{\"path\":\"cut", Files.readAllLines(file).get(1));
  }

  @Test
  void whatSomebodyElseWroteOrTookAwayIsCounted() throws IOException {
    hand("one");
    Files.writeString(file, "two\nthree\n", StandardOpenOption.APPEND);
    assertEquals("Handed to a person: inbox.jsonl line 4", hand("four").value());
    Files.delete(file);
    assertEquals("Handed to a person: inbox.jsonl line 1", hand("one").value());
  }

  @Test
  void anInboxThatCannotBeWrittenIsNamed() {
    var inbox = Inbox.at(folder.resolve("gone").resolve("inbox.jsonl"));
    var failure =
        assertThrows(
            WorkException.class,
            () -> inbox.perform("lost", CallContext.detached("person")).block());
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertTrue(
        failure.getMessage().startsWith("the inbox 'inbox.jsonl' cannot be written"),
        failure.getMessage());
  }

  @Test
  void nothingIsMadeBeforeSomethingIsHandedOver() {
    assertEquals("inbox", Inbox.at(file).info().name());
    assertFalse(Files.exists(file));
  }

  @Test
  void twoInboxesAreTheSameToAPlan() {
    assertEquals(Inbox.at(file).info(), Inbox.at(folder.resolve("other")).info());
    assertEquals(WorkInfo.Trust.TRUSTED, Inbox.at(file).info().safety().trust());
    assertEquals(WorkInfo.Effects.IDEMPOTENT, Inbox.at(file).info().safety().effects());
  }

  private Outcome<String> hand(String text) {
    return Inbox.at(file).perform(text, CallContext.detached("intent:otherwise/person")).block();
  }
}
