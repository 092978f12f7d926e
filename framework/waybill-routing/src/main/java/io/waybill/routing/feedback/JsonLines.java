package io.waybill.routing.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Files of JSON objects, one a line, of which any line may be damaged. */
final class JsonLines {
  private static final int LONGEST = 16 << 20;

  private JsonLines() {}

  /**
   * Hands on every line that can be read.
   *
   * @param taker throws an IllegalArgumentException at a line that it cannot use
   * @param problems gets what is wrong with the others, each with its place
   * @throws IllegalArgumentException if there is no such file, or it cannot be read at all
   */
  static void each(Path file, Consumer<ObjectNode> taker, List<String> problems) {
    try (var stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      int number = 1;
      for (var line = next(stream); line.isPresent(); line = next(stream)) {
        try {
          take(line.get(), taker);
        } catch (IllegalArgumentException e) {
          problems.add("%s line %d: %s".formatted(file, number, e.getMessage()));
        }
        number++;
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("%s: there is no such file".formatted(file), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The bytes up to the next end of a line; empty at the end of the file. */
  private static Optional<byte[]> next(InputStream stream) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int next = stream.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = stream.read()) {
      if (bytes.size() <= LONGEST) {
        bytes.write(next);
      }
    }
    return Optional.of(bytes.toByteArray());
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
