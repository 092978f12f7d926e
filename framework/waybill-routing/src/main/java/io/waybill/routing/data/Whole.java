package io.waybill.routing.data;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Files that appear whole or not at all: written beside their place and moved there. Where there is
 * a link, what it leads to is replaced.
 */
public final class Whole {
  private Whole() {}

  /**
   * Writes one.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public static void write(Path file, String text) throws IOException {
    var real = real(file);
    put(text, real.resolveSibling(".waybill-%s.part".formatted(UUID.randomUUID())), real);
  }

  /**
   * Writes one that only its owner may read.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public static void writePrivately(Path file, String text) throws IOException {
    var real = real(file);
    put(text, Files.createTempFile(real.getParent(), ".waybill-", ".part"), real);
  }

  private static Path real(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  private static void put(String text, Path beside, Path file) throws IOException {
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
