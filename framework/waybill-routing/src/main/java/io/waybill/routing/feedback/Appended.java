package io.waybill.routing.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file of lines that grows at its end, written by any number of threads and processes; there is
 * one of these per file in a process, for a process holds a file's lock only once. Only its owner
 * may read it.
 */
final class Appended {
  private static final Map<Path, Appended> OPEN = new ConcurrentHashMap<>();

  private final Path file;

  private Appended(Path file) {
    this.file = file;
  }

  static Appended of(Path file) {
    return OPEN.computeIfAbsent(real(file), Appended::new);
  }

  /** One path for a file however it is named, by links too: as far as it is there. */
  private static Path real(Path file) {
    var path = file.toAbsolutePath();
    try {
      return Files.exists(path)
          ? path.toRealPath()
          : path.resolveSibling(".").toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      return path.normalize(); // nothing can be written there: whoever tries is told
    }
  }

  Path file() {
    return file;
  }

  /** What is done while nobody else writes. */
  interface Alone<T> {
    T with(Writing lines) throws IOException;
  }

  /** Writes lines while nobody else does. */
  interface Writing {
    /** All of them or none; when it returns they are on the disk. */
    void add(List<String> lines) throws IOException;
  }

  /** Writes lines, all of them or none, and returns when they are on the disk. */
  void add(List<String> lines) throws IOException {
    alone(
        writing -> {
          writing.add(lines);
          return lines;
        });
  }

  /**
   * Does something while no other thread or process writes here. A last line that was cut off by a
   * crash is ended before others follow, so that it takes none of them with it.
   */
  synchronized <T> T alone(Alone<T> body) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    // closing any channel to a file gives up this process's lock on it, so that comes first
    try (var channel = FileChannel.open(file, options, ownerOnly());
        var reader = FileChannel.open(file, StandardOpenOption.READ);
        var lock = channel.lock()) {
      assert lock.isValid();
      return body.with(lines -> add(channel, reader, lines));
    }
  }

  private static void add(FileChannel channel, FileChannel reader, List<String> lines)
      throws IOException {
    long end = channel.size();
    try {
      write(channel, (endsALine(reader, end) ? "" : "\n") + text(lines));
      channel.force(false);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static boolean endsALine(FileChannel reader, long end) throws IOException {
    var last = ByteBuffer.allocate(1);
    return end == 0 || reader.read(last, end - 1) < 1 || last.get(0) == '\n';
  }

  private static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
