package io.waybill.routing.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
    return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), Appended::new);
  }

  Path file() {
    return file;
  }

  /**
   * Writes lines, all of them or none, and returns when they are on the disk. A last line that was
   * cut off by a crash is ended first, so that it takes no other line with it.
   */
  synchronized void add(List<String> lines) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    // closing any channel to a file gives up this process's lock on it: the reader closes last
    try (var channel = FileChannel.open(file, options, ownerOnly());
        var reader = FileChannel.open(file, StandardOpenOption.READ);
        var lock = channel.lock()) {
      long end = channel.size();
      var text = (lock.isValid() && endsALine(reader, end) ? "" : "\n") + text(lines);
      try {
        write(channel, text);
        channel.force(false);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
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
