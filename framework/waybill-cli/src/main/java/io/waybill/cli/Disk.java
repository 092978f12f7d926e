package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Files that are there, and files that appear whole or not at all. */
final class Disk {
  private Disk() {}

  /** Complains about a file that is not there, naming the one that was probably meant. */
  static void mustExist(Path file, String what) {
    if (Files.isDirectory(file)) {
      throw Complaint.wrong("%s %s is a folder; name a file".formatted(what, file));
    }
    if (!Files.exists(file)) {
      var near =
          DidYouMean.nearest(name(file), beside(file))
              .map(name -> " Did you mean '%s'?".formatted(file.resolveSibling(name)));
      throw Complaint.wrong(
          "%s %s: there is no such file.%s".formatted(what, file, near.orElse("")));
    }
    if (!Files.isReadable(file)) {
      throw Complaint.trouble("cannot read %s %s: permission denied".formatted(what, file));
    }
  }

  /** Complains if what is to be written would take the place of what is read. */
  static void mustSpare(String option, Path written, List<Path> read) {
    for (var file : read) {
      if (same(written, file)) {
        throw Complaint.wrong(
            "%s %s would be written over what is read; name another file"
                .formatted(option, written));
      }
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.exists(one) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes the folder if need be, and finds out now whether files can be written there. */
  static void mustTake(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".waybill", ".tmp"));
    } catch (IOException e) {
      throw Complaint.trouble("write into", folder, e);
    }
  }

  /** Writes a file beside its place, then moves it there: nobody ever sees half of it. */
  static void write(Path file, String text) {
    write(file, text, Files::createFile);
  }

  /** The same for what only its owner may read. */
  static void writePrivately(Path file, String text) {
    write(file, text, half -> Files.createTempFile(half.getParent(), ".waybill", ".tmp"));
  }

  /** Makes an empty file at or beside a place, and says where. */
  private interface Making {
    Path at(Path place) throws IOException;
  }

  private static void write(Path file, String text, Making making) {
    try {
      var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      var half = making.at(folder.resolve(".waybill" + Long.toString(System.nanoTime(), 36)));
      try {
        Files.writeString(half, text, StandardCharsets.UTF_8);
        move(half, file);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw Complaint.trouble("write", file, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String name(Path file) {
    var name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** The files beside this one whose names end so. */
  static List<Path> beside(Path file, String end) {
    return beside(file).stream()
        .filter(name -> name.endsWith(end))
        .sorted()
        .map(file::resolveSibling)
        .toList();
  }

  private static List<String> beside(Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (var siblings = Files.list(folder)) {
      return siblings.map(Disk::name).limit(1000).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
