package io.waybill.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A walk through a folder that reads its documents and remembers what it could not read. */
final class Folder extends SimpleFileVisitor<Path> {
  private static final int LARGEST_FILE = 2 << 20;
  private static final int LARGEST_FOLDER = 16 << 20;

  private final Path root;
  private final List<Document> documents = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private long size;

  private Folder(Path root) {
    this.root = root;
  }

  /**
   * Every {@code .md} and {@code .txt} below a folder, by name.
   *
   * @throws IllegalArgumentException with everything that is wrong with it
   */
  static List<Document> read(Path path) {
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "documents: there is no folder '%s' (looked in %s)"
              .formatted(path, path.toAbsolutePath().normalize().getParent()));
    }
    try {
      var folder = new Folder(path.toRealPath());
      Files.walkFileTree(folder.root, folder);
      return folder.checked(path);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "documents: the folder '%s' cannot be read: %s".formatted(path, e), e);
    }
  }

  private List<Document> checked(Path path) {
    if (size > LARGEST_FOLDER) {
      problems.add("its documents are larger than %d MiB together".formatted(LARGEST_FOLDER >> 20));
    }
    if (documents.isEmpty() && problems.isEmpty()) {
      problems.add(
          "it has no .md or .txt file"
              + (others.isEmpty()
                  ? ""
                  : "; it has " + String.join(", ", others.stream().sorted().limit(5).toList())));
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.naturalOrder());
      throw new IllegalArgumentException(
          "documents: the folder '%s' cannot be used:%n  %s"
              .formatted(path, String.join("%n  ".formatted(), problems)));
    }
    documents.sort(Comparator.comparing(Document::name));
    return List.copyOf(documents);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    var name = root.relativize(file).toString().replace('\\', '/');
    if (!isDocument(name) && !attributes.isSymbolicLink()) {
      others.add(name);
    } else if (attributes.isSymbolicLink()) {
      link(file, name);
    } else if (!attributes.isRegularFile()) {
      problems.add("%s is no file".formatted(name));
    } else if (attributes.size() > LARGEST_FILE) {
      problems.add(tooLarge(name));
    } else {
      document(file, name);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException why) {
    problems.add("%s cannot be read: %s".formatted(root.relativize(file), why));
    return FileVisitResult.CONTINUE;
  }

  /** What a link inside the folder points at is read where it stands. */
  private void link(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      problems.add("%s is a link to nothing".formatted(name));
    } else if (!file.toRealPath().startsWith(root)) {
      problems.add("%s is a link out of the folder; copy what it points at".formatted(name));
    }
  }

  private void document(Path file, String name) throws IOException {
    byte[] bytes;
    try (var stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = stream.readNBytes(LARGEST_FILE + 1);
    }
    size += bytes.length;
    if (bytes.length > LARGEST_FILE) {
      problems.add(tooLarge(name)); // it grew since it was looked at
    } else if (size <= LARGEST_FOLDER) {
      try {
        var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        documents.add(new Document(name, text, Sha256.of(bytes)));
      } catch (CharacterCodingException e) {
        problems.add("%s is not UTF-8".formatted(name));
      }
    }
  }

  private static boolean isDocument(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".md") || lower.endsWith(".txt");
  }

  private static String tooLarge(String name) {
    return "%s is larger than %d MiB; split it or leave it out".formatted(name, LARGEST_FILE >> 20);
  }
}
