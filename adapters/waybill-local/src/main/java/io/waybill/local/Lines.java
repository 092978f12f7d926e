package io.waybill.local;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file of lines that grows at its end; there is one of these per file in a process. */
final class Lines {
  private static final Map<Path, Lines> OPEN = new ConcurrentHashMap<>();

  private final Path file;
  private long size = -1;
  private long lines;

  private Lines(Path file) {
    this.file = file;
  }

  static Lines of(Path file) {
    return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), Lines::new);
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  /** Two fields as one line of JSON. */
  static String json(String first, String one, String second, String two) throws IOException {
    var json = new StringWriter();
    try (var generator = new JsonFactory().createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField(first, one);
      generator.writeStringField(second, two);
      generator.writeEndObject();
    }
    return json.toString();
  }

  /** Writes a line in one piece and returns its number; the first is 1. */
  synchronized long append(String line) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try (var channel = Files.newByteChannel(file, options, ownerOnly())) {
      var begun = channel.size() == 0 || endsALine();
      if (channel.size() != size) {
        lines = count(); // the first time, or somebody else wrote to it
      }
      write(channel, (begun ? "" : "\n") + line + "\n");
      size = channel.size();
      return ++lines;
    }
  }

  private static void write(SeekableByteChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Lines that are there, a last one without an end included. */
  private long count() throws IOException {
    try (var stream = Files.newInputStream(file)) {
      var buffer = new byte[1 << 16];
      long ends = 0;
      int last = '\n';
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        for (int i = 0; i < read; i++) {
          ends += buffer[i] == '\n' ? 1 : 0;
        }
        last = read == 0 ? last : buffer[read - 1];
      }
      return last == '\n' ? ends : ends + 1;
    }
  }

  /** A line that was cut off, by a crash or an editor, is not continued. */
  private boolean endsALine() throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      var last = ByteBuffer.allocate(1);
      channel.position(channel.size() - 1).read(last);
      return last.get(0) == '\n';
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
