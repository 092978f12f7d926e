package io.waybill.routing.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.data.Sha256;
import io.waybill.routing.data.Whole;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A fitted router as data: JSON, a value a line, closed by a seal, the digest of all above it. So
 * it is compared line by line where versions are compared, and one that is cut off, damaged or
 * edited by hand is told from one that was fitted.
 *
 * @param kind which router reads it: {@code head}, {@code gain}
 * @param content everything but kind and seal
 */
public record Artefact(String kind, ObjectNode content) {
  private static final int VERSION = 1;
  private static final long LARGEST = 64L << 20;
  private static final String FORMAT = "waybill_router";
  private static final String SEAL = "seal";
  private static final JsonMapper JSON = mapper();

  private static JsonMapper mapper() {
    var mapper = JsonMapper.builder().build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength((int) LARGEST).build());
    return mapper;
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The whole text, as it stands in a file. */
  public String text() {
    var whole = object();
    whole.put(FORMAT, VERSION);
    whole.put("kind", kind);
    whole.setAll(content.deepCopy());
    var open = print(whole);
    whole.put(SEAL, Sha256.of(open));
    return print(whole) + "\n";
  }

  /** {@code sha256:…}, the same for the same router. */
  public String digest() {
    return Sha256.of(text());
  }

  /**
   * Writes it: whole, or not at all. Where the file is a link, what it leads to is replaced.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public void write(Path file) throws IOException {
    Whole.write(file, text());
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, is cut off, damaged, or of another version
   */
  public static Artefact read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw refused(file, "is larger than %d MiB".formatted(LARGEST >> 20));
      }
      return read(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw refused(
          file, "does not exist. 'waybill router fit … --out %s' makes it".formatted(file));
    } catch (CharacterCodingException e) {
      throw refused(file, "is no router file: it is not UTF-8");
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads what is made of one.
   *
   * @param made fails with {@link IllegalArgumentException} where it can make nothing of it
   * @throws IllegalArgumentException if there is none or it cannot be used; it says of which file
   */
  public static <T> T read(Path file, Function<Artefact, T> made) {
    var artefact = read(file);
    try {
      return made.apply(artefact);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "router file %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Artefact read(Path file, String text) {
    var whole = parsed(file, text);
    if (!whole.path(FORMAT).isInt()) {
      throw refused(file, "is no router file: it has no \"%s\"".formatted(FORMAT));
    }
    if (whole.path(FORMAT).intValue() != VERSION) {
      throw refused(
          file,
          "has version %s, and this Waybill reads version %d: fit it again"
              .formatted(whole.path(FORMAT).asText(), VERSION));
    }
    var seal = whole.remove(SEAL);
    if (seal == null || !seal.asText().equals(Sha256.of(print(whole)))) {
      throw refused(
          file,
          "was damaged or edited after it was fitted: its seal does not fit. Fit it again, or take"
              + " it from version control");
    }
    var kind = whole.path("kind").asText();
    whole.remove("kind");
    whole.remove(FORMAT);
    return new Artefact(kind, whole);
  }

  private static ObjectNode parsed(Path file, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw refused(file, text.isBlank() ? "is empty" : "is no router file");
    } catch (JsonProcessingException e) {
      throw refused(
          file,
          text.stripLeading().startsWith("{") && text.contains(FORMAT) && e.getLocation() != null
              ? "is cut off or damaged after line %d".formatted(e.getLocation().getLineNr())
              : "is no router file: it is not JSON");
    }
  }

  private static IllegalArgumentException refused(Path file, String why) {
    return new IllegalArgumentException("router file %s %s".formatted(file, why));
  }

  private static String print(ObjectNode node) {
    var lines = new DefaultIndenter(" ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return JSON.writer(printer).writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }
}
