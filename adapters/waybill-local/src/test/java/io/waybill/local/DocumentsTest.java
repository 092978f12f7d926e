package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class DocumentsTest {
  @TempDir Path folder;

  @Test
  void aPassageIsWordForWordWhatStandsAtItsPlace() throws IOException {
    var found = retrieve(handbook(), "How do I get my money back?", 27);
    assertTrue(found.value().size() > 20);
    for (var passage : found.value()) {
      var source = passage.source();
      var document = Files.readString(Asked.handbook().resolve(source.document()));
      assertEquals(document.substring(source.from(), source.to()), passage.text());
      assertEquals(Sha256.of(document), source.digest());
    }
    assertEquals(found.value().stream().map(Passage::source).toList(), found.sources());
    assertEquals(Outcome.Kind.QUOTED, found.kind());
  }

  @Test
  void theNearestPassageComesFirst() {
    var found = retrieve(handbook(), "How long is the warranty on the frame?", 3).value();
    assertEquals("workshop/warranty.md", found.get(0).source().document());
    assertTrue(found.get(0).score() >= found.get(1).score());
    assertEquals(3, found.size());
  }

  /** What is measured on the questions that the handbook answers is printed; chance is 1 in 27. */
  @Test
  void mostQuestionsFindTheirPassageFirst() throws IOException {
    var handbook = handbook();
    var asked = Asked.all().stream().filter(Asked::answerable).toList();
    var ranks =
        asked.stream()
            .collect(Collectors.groupingBy(one -> rank(handbook, one), Collectors.counting()));
    long first = ranks.getOrDefault(0, 0L);
    long three = first + ranks.getOrDefault(1, 0L) + ranks.getOrDefault(2, 0L);
    System.out.printf(
        "retrieval: %d of %d first, %d among the first three%n", first, asked.size(), three);
    assertTrue(first >= 0.8 * asked.size(), ranks.toString());
    assertTrue(three >= 0.9 * asked.size(), ranks.toString());
  }

  private static int rank(Documents documents, Asked asked) {
    var found = retrieve(documents, asked.question(), 27).value();
    int rank = 0;
    while (!found.get(rank).text().replaceAll("\\s+", " ").contains(asked.answer())) {
      rank++;
    }
    return rank;
  }

  @Test
  void theFirstQuestionPaysForTheVectorsAndOnlyThat() {
    var documents = handbook();
    var usages =
        Flux.range(0, 16)
            .flatMap(i -> documents.retrieve(3).perform("voucher", CallContext.detached("facts")))
            .map(Outcome::usage)
            .collectList()
            .block();
    long alone = retrieve(documents, "voucher", 3).usage().input();
    assertEquals(4, alone);
    assertEquals(1, usages.stream().filter(usage -> usage.input() > 500).count());
    assertEquals(15, usages.stream().filter(usage -> usage.input() == alone).count());
    assertEquals("minilm", usages.get(0).model());
    assertEquals(Usage.Basis.COUNTED, usages.get(0).basis());
  }

  @Test
  void anOffsetCountsCharactersNotBytes() throws IOException {
    write("größe.md", "# Größen\r\n\r\nÄrmel 🙂 sind länger.\r\n\r\nZweiter Absatz, hier.\r\n");
    var found = retrieve(documents(), "Absatz", 5).value();
    assertEquals(
        Set.of("Ärmel 🙂 sind länger.", "Zweiter Absatz, hier."),
        found.stream().map(Passage::text).collect(Collectors.toSet()));
    for (var passage : found) {
      var document = Files.readString(folder.resolve("größe.md"));
      assertEquals(
          passage.text(), document.substring(passage.source().from(), passage.source().to()));
    }
  }

  @Test
  void whatDecidesStandsInTheDescription() throws IOException {
    write("a.md", "Something.");
    var info = documents().retrieve(2).info();
    assertEquals("retrieve", info.name());
    assertEquals(folder.getFileName().toString(), info.model());
    assertEquals("cpu", info.pool());
    assertEquals(WorkInfo.Trust.UNTRUSTED, info.safety().trust());
    assertEquals(WorkInfo.Location.LOCAL, info.safety().location());
    assertEquals(2L, info.config().get("top"));
    assertEquals(info, documents().retrieve(2).info());

    write("a.md", "Something else.");
    assertNotEquals(info, documents().retrieve(2).info());
  }

  @Test
  void theOperatorMayTrustTheirOwnHandbook() {
    var handbook = Documents.in(Asked.handbook(), Encoders.minilm(), WorkInfo.Trust.TRUSTED);
    assertEquals(WorkInfo.Trust.TRUSTED, handbook.retrieve(1).info().safety().trust());
    assertEquals("handbook", handbook.name());
  }

  @Test
  void aMissingFolderIsSaid() {
    assertProblem(folder.resolve("handbok"), "there is no folder");
  }

  @Test
  void aFolderWithoutDocumentsIsSaidWithWhatItHas() throws IOException {
    write("scan.pdf", "%PDF");
    assertProblem(folder, "it has no .md or .txt file; it has scan.pdf");
  }

  @Test
  void everyProblemIsSaidAtOnce() throws IOException {
    write("fine.md", "Fine.");
    Files.write(folder.resolve("latin.txt"), new byte[] {'g', 'r', (byte) 0xFC, 'n'});
    try (var huge = new RandomAccessFile(folder.resolve("huge.txt").toFile(), "rw")) {
      huge.setLength(200L << 20);
    }
    assertProblem(
        folder,
        "huge.txt is larger than 2 MiB; split it or leave it out",
        "latin.txt is not UTF-8");
  }

  @Test
  void aFolderThatIsTooLargeAltogetherIsRefused() throws IOException {
    for (int i = 0; i < 9; i++) {
      write("part" + i + ".txt", "x".repeat(2 << 20));
    }
    assertProblem(folder, "larger than 16 MiB together");
  }

  @Test
  void aLinkOutOfTheFolderIsRefusedAndOneInsideItIsReadOnce(@TempDir Path elsewhere)
      throws IOException {
    write("a.md", "Alpha stands here.");
    Files.createSymbolicLink(folder.resolve("b.md"), folder.resolve("a.md"));
    assertEquals(1, retrieve(documents(), "alpha", 5).value().size());

    Files.writeString(elsewhere.resolve("secret.md"), "Secret.");
    Files.createSymbolicLink(folder.resolve("c.md"), elsewhere.resolve("secret.md"));
    Files.createSymbolicLink(folder.resolve("d"), elsewhere);
    Files.createSymbolicLink(folder.resolve("e.md"), folder.resolve("gone.md"));
    assertProblem(
        folder,
        "c.md is a link out of the folder",
        "d is a link out of the folder",
        "e.md is a link to nothing");
  }

  @Test
  void atLeastOnePassageIsRetrieved() throws IOException {
    write("a.md", "Alpha.");
    var documents = documents();
    assertThrows(IllegalArgumentException.class, () -> documents.retrieve(0));
  }

  @Test
  void aFolderOfHeadingsOnlyFindsNothing() throws IOException {
    write("a.md", "# Only\n## Headings\n");
    assertEquals(List.of(), retrieve(documents(), "only", 5).value());
  }

  @Test
  void aLongParagraphIsSplitBetweenSentencesAndAFenceIsNot() throws IOException {
    var sentence = "This sentence is one of very many that stand in a single paragraph. ";
    write("long.md", sentence.repeat(40) + "\n\n```\n# no heading\n\nstill code\n```\n");
    var sections = Section.of(Folder.read(folder).get(0));
    var fence = sections.get(sections.size() - 1);
    assertTrue(sections.size() > 3);
    assertTrue(sections.stream().allMatch(section -> section.text().length() <= 1_000));
    assertTrue(sections.stream().limit(3).allMatch(section -> section.text().endsWith(".")));
    assertEquals("```\n# no heading\n\nstill code\n```", fence.text());
  }

  @Test
  void aPassageStandsUnderItsHeadings() throws IOException {
    write("h.md", "# A\n## B ##\nIn b.\n### C\nIn c.\n## D\nIn d.\n#no\n");
    var sections = Section.of(Folder.read(folder).get(0));
    assertEquals(
        Map.of(
            "In b.",
            List.of("A", "B"),
            "In c.",
            List.of("A", "B", "C"),
            "In d.\n#no",
            List.of("A", "D")),
        sections.stream().collect(Collectors.toMap(Section::text, Section::headings)));
    assertEquals("A > B\nIn b.", sections.get(0).context());
  }

  private void assertProblem(Path path, String... expected) {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> Documents.in(path, Encoders.minilm()));
    for (var part : expected) {
      assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }
    assertFalse(thrown.getMessage().contains("fine.md"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Documents documents() {
    return Documents.in(folder, Encoders.minilm());
  }

  private static Documents handbook() {
    return Documents.in(Asked.handbook(), Encoders.minilm());
  }

  private static Outcome<List<Passage>> retrieve(Documents documents, String query, int top) {
    return documents.retrieve(top).perform(query, CallContext.detached("facts")).block();
  }
}
