package io.waybill.routing.feedback;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that appear whole or not at all. */
final class Whole {
  private Whole() {}

  /** Written beside its place and moved there; only its owner may read it. */
  static void write(Path file, String text) throws IOException {
    var beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".waybill", ".part");
    try {
      Files.writeString(beside, text);
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
