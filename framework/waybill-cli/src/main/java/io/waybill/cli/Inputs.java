package io.waybill.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code --input} stands for: inputs one after the other, read as they are needed. */
interface Inputs extends Closeable {
  /** The largest {@code .json} file that is read, in bytes: it is one input. */
  int CAP = 16 << 20;

  /** The next one; null after the last. */
  @Nullable Item next() throws IOException;

  @Override
  default void close() throws IOException {}

  /** {@code -}, a {@code .jsonl} or {@code .json} file, or the value itself. */
  static Inputs of(String written, ItemReader reader, InputStream stdin) {
    if (written.equals("-")) {
      return new Lines(new CappedLines(stdin), reader, false);
    }
    if (written.endsWith(".jsonl")) {
      return new Lines(new CappedLines(open(Path.of(written))), reader, true);
    }
    return one(
        written.endsWith(".json") ? json(Path.of(written), reader) : reader.text(1, written));
  }

  static Inputs one(Item item) {
    Iterator<Item> items = List.of(item).iterator();
    return () -> items.hasNext() ? items.next() : null;
  }

  private static Item json(Path file, ItemReader reader) {
    try (var stream = open(file)) {
      var bytes = stream.readNBytes(CAP + 1);
      if (bytes.length > CAP) {
        throw Complaint.wrong(
            "%s is larger than %d MiB; write one input a line into a .jsonl file"
                .formatted(file, CAP >> 20));
      }
      return reader.json(1, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Complaint.trouble("read", file, e);
    }
  }

  private static InputStream open(Path file) {
    Disk.mustExist(file, "input");
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw Complaint.trouble("read", file, e);
    }
  }

  /**
   * One input a line; empty lines are passed over.
   *
   * @param strict whether every line must be JSON; else only one that begins with a brace is
   */
  record Lines(CappedLines lines, ItemReader reader, boolean strict) implements Inputs {
    @Override
    public @Nullable Item next() throws IOException {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.problem().isEmpty()) {
          return reader.refused(line.number(), line.problem());
        }
        var text = line.text().strip();
        if (!text.isEmpty()) {
          return strict || text.startsWith("{")
              ? reader.json(line.number(), text)
              : reader.text(line.number(), text);
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
