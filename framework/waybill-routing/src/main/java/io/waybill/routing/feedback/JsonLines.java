package io.waybill.routing.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Files of JSON objects, one a line, of which any line may be damaged. */
final class JsonLines {
  private static final int LONGEST = 16 << 20;

  private final Path file;
  private final Consumer<ObjectNode> taker;
  private final List<String> problems;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int number;

  private JsonLines(Path file, Consumer<ObjectNode> taker, List<String> problems) {
    this.file = file;
    this.taker = taker;
    this.problems = problems;
  }

  /**
   * Hands on every line that can be read.
   *
   * @param taker throws an IllegalArgumentException at a line that it cannot use
   * @param problems gets what is wrong with the others, each with its place
   * @throws IllegalArgumentException if there is no such file, or it cannot be read at all
   */
  static void each(Path file, Consumer<ObjectNode> taker, List<String> problems) {
    try (var stream = Files.newInputStream(file)) {
      var lines = new JsonLines(file, taker, problems);
      var buffer = new byte[1 << 16];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        lines.take(buffer, read);
      }
      lines.end();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("%s: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void take(byte[] buffer, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        keep(buffer, from, i);
        end();
        from = i + 1;
      }
    }
    keep(buffer, from, length);
  }

  private void keep(byte[] buffer, int from, int to) {
    if (line.size() <= LONGEST) {
      line.write(buffer, from, to - from);
    }
  }

  private void end() {
    number++;
    try {
      take(line.toByteArray(), taker);
    } catch (IllegalArgumentException e) {
      problems.add("%s line %d: %s".formatted(file, number, e.getMessage()));
    }
    line.reset();
  }

  private static void take(byte[] line, Consumer<ObjectNode> taker) {
    if (line.length > LONGEST) {
      throw new IllegalArgumentException("is longer than %d MiB".formatted(LONGEST >> 20));
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      if (!text.isBlank()) {
        taker.accept(Entries.parse(text));
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    }
  }
}
