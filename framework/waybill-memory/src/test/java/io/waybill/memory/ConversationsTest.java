package io.waybill.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Message.Role;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Timeout(60)
class ConversationsTest {
  @TempDir Path temp;

  private static <T> T value(Mono<T> mono) {
    return Objects.requireNonNull(mono.block(Duration.ofSeconds(20)));
  }

  private static Conversation hello(String id) {
    return Conversation.begun(id).plus(Role.USER, "hello");
  }

  private List<Conversations> stores() {
    return List.of(Conversations.inMemory(), Conversations.in(temp.resolve("kept")));
  }

  private static WorkException failure(Mono<?> mono) {
    return assertThrows(WorkException.class, () -> mono.block(Duration.ofSeconds(20)));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(temp)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatWasNeverKeptIsAConversationInWhichNobodyHasSaidAnything() {
    for (var store : stores()) {
      assertEquals(Conversation.begun("ada"), value(store.load("ada")));
    }
  }

  @Test
  void whatIsKeptIsRecalledUnderItsNewVersion() {
    for (var store : stores()) {
      var kept = value(store.save(hello("ada")));
      assertEquals(hello("ada").kept(1), kept);
      assertEquals(kept, value(store.load("ada")));
      var more = value(store.save(kept.plus(Role.ASSISTANT, "Hello, Ada. \u2603")));
      assertEquals(2, more.version());
      assertEquals(more, value(store.load("ada")));
      assertEquals(Conversation.begun("bob"), value(store.load("bob")));
    }
  }

  @Test
  void keepingTheSameTwiceIsKeepingItOnce() {
    for (var store : stores()) {
      assertEquals(value(store.save(hello("ada"))), value(store.save(hello("ada"))));
      assertEquals(1, value(store.load("ada")).version());
    }
  }

  @Test
  void whoeverComesTooLateChangesNothing() {
    for (var store : stores()) {
      var kept = value(store.save(hello("ada")));
      var late = failure(store.save(Conversation.begun("ada").plus(Role.USER, "other")));
      assertEquals(ErrorKind.INVALID, late.kind());
      assertTrue(
          late.getMessage().contains("version 1 is kept, this one was made from version 0"),
          late.getMessage());
      assertEquals(kept, value(store.load("ada")));
    }
  }

  @Test
  void ofManyAtOnceExactlyOneIsKept() {
    for (var store : stores()) {
      var all =
          Flux.range(0, 50)
              .flatMap(
                  i ->
                      store
                          .save(Conversation.begun("ada").plus(Role.USER, "I am " + i))
                          .map(saved -> 1)
                          .onErrorReturn(WorkException.class, 0),
                  50)
              .reduce(0, Integer::sum);
      assertEquals(1, value(all));
      assertEquals(1, value(store.load("ada")).version());
    }
  }

  @Test
  void twoStoresMayShareAFolder() {
    var one = Conversations.in(temp.resolve("shared"));
    var other = Conversations.in(temp.resolve("x/../shared"));
    value(one.save(hello("ada")));
    assertEquals(1, value(other.load("ada")).version());
  }

  @Test
  void severalProcessesMayShareAFolderAndNothingThatWasKeptIsLost() throws Exception {
    var writers = new ArrayList<Process>();
    for (var name : List.of("one", "two", "three")) {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      writers.add(
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  temp.toString(),
                  name,
                  "30")
              .inheritIO()
              .start());
    }
    for (var writer : writers) {
      assertEquals(0, writer.waitFor());
    }
    var kept = value(Conversations.in(temp).load("shared"));
    assertEquals(90, kept.version());
    assertEquals(90, kept.messages().stream().distinct().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "..",
        ".",
        "/etc/passwd",
        "a/b",
        "C:\\x",
        "con",
        ".lock",
        "ünï ✓",
        "%2e%2e%2f"
      })
  void noIdIsAPath(String id) throws IOException {
    var folder = temp.resolve("deep/in/here");
    var store = Conversations.in(folder);
    value(store.save(hello(id)));
    assertEquals(id, value(store.load(id)).id());
    for (var file : files()) {
      assertEquals(folder, file.getParent());
      assertTrue(
          file.getFileName().toString().matches("[0-9a-f]{64}\\.json|\\.lock"), file.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\u0000b", "line\nbreak"})
  void whatIsNoIdIsRefused(String id) {
    assertThrows(IllegalArgumentException.class, () -> Conversation.begun(id));
    assertThrows(IllegalArgumentException.class, () -> Conversation.begun("x".repeat(201)));
  }

  @Test
  void filesAreForTheirOwnerOnlyAndNothingElseIsLeft() throws IOException {
    var store = Conversations.in(temp.resolve("kept"));
    var kept = value(store.save(hello("ada")));
    value(store.save(kept.plus(Role.ASSISTANT, "Hi.")));
    assertEquals(2, files().size(), "the conversation and the lock: " + files());
    if (temp.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      for (var file : files()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("kept"))));
    }
  }

  @Test
  void aDamagedFileIsNamedWithoutAWordOfWhatIsInIt() throws IOException {
    var store = Conversations.in(temp);
    value(store.save(hello("ada")));
    var file = conversation();
    for (var damaged :
        Stream.of(
                "",
                "{",
                "{\"id\": hello",
                "{\"id\":\"ada\",\"version\":1,\"summary\":\"\",\"messages\":[],\"hello\":1}",
                "{\"id\":\"ada\",\"version\":1,\"summary\":\"hello\"}",
                "{\"id\":\"ada\",\"version\":-1,\"summary\":\"hello\",\"messages\":[]}",
                "{\"id\":\"hello\",\"version\":1,\"summary\":\"\",\"messages\":[]}")
            .toList()) {
      Files.writeString(file, damaged);
      var failure = failure(store.load("ada"));
      assertEquals(ErrorKind.STORE, failure.kind());
      assertTrue(failure.getMessage().contains(file.getFileName().toString()), failure::getMessage);
      assertFalse(failure.getMessage().contains("hello"), failure::getMessage);
      assertEquals(ErrorKind.STORE, failure(store.save(hello("ada"))).kind());
      assertEquals(damaged, Files.readString(file));
    }
  }

  private Path conversation() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".json")).findFirst().get();
  }
}
