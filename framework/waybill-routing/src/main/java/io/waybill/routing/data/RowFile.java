package io.waybill.routing.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.plan.DidYouMean;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of rows, each a JSON object on a line of its own, or a line of CSV under a head: those
 * that can be read, and what is wrong with the others.
 */
public final class RowFile {
  private static final int LARGEST = 256 << 20;
  private static final int NAMES = 6;
  private static final int LONGEST = 40;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final List<String> needed;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private String digest = "";

  private RowFile(List<String> needed) {
    this.needed = needed;
  }

  /**
   * Reads a file: CSV if its name ends in {@code .csv}, JSON lines if not. A row's text stands in
   * {@code text}.
   *
   * @param needed fields that every row must have, none of them blank
   */
  public static RowFile read(Path file, List<String> needed) {
    var read = new RowFile(List.copyOf(needed));
    try {
      var bytes = bytes(file);
      if (bytes.length > LARGEST) {
        read.problems.add("it is larger than %d MiB".formatted(LARGEST >> 20));
        return read;
      }
      read.digest = Sha256.of(bytes);
      if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv")) {
        Csv.read(bytes, read::take, read.problems);
      } else {
        read.lines(bytes);
      }
    } catch (NoSuchFileException e) {
      read.problems.add("there is no such file");
    } catch (AccessDeniedException e) {
      read.problems.add("it cannot be read: permission denied");
    } catch (IOException e) {
      read.problems.add("it cannot be read: " + e.getMessage());
    }
    return read;
  }

  /** One byte more than there may be, if there are: a pipe does not say how many it has. */
  private static byte[] bytes(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
      return Files.readAllBytes(file);
    }
    try (var stream = Files.newInputStream(file)) {
      return stream.readNBytes(LARGEST + 1);
    }
  }

  /** In the order of the file. */
  public List<Row> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** Each with its line. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** {@code sha256:…} of its bytes; empty if it could not be read. */
  public String digest() {
    return digest;
  }

  private void lines(byte[] bytes) {
    if (isList(bytes)) {
      problems.add("it is one JSON list; write an object a line: " + pattern());
      return;
    }
    int line = 1;
    for (int from = 0; from < bytes.length; line++) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      line(line, ByteBuffer.wrap(bytes, from, to - from));
      from = to + 1;
    }
  }

  private static boolean isList(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && Character.isWhitespace(bytes[at])) {
      at++;
    }
    return at < bytes.length && bytes[at] == '[';
  }

  private void line(int line, ByteBuffer bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (text.stripLeading().startsWith("{")) {
        object(line, JSON.readTree(text));
      } else if (!text.isBlank()) {
        problems.add("line %d: is no JSON object; write %s".formatted(line, pattern()));
      }
    } catch (CharacterCodingException e) {
      problems.add("line %d: is not UTF-8".formatted(line));
    } catch (JsonProcessingException e) {
      problems.add("line %d: is not JSON: %s".formatted(line, why(e)));
    }
  }

  /** What a reader of JSON says, where it does not speak of itself. */
  private static String why(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it breaks off before its end";
    }
    return e instanceof MismatchedInputException
        ? "something stands behind the object"
        : e.getOriginalMessage();
  }

  private void object(int line, JsonNode row) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : row.properties()) {
      if (usable(field)) {
        fields.put(field.getKey(), field.getValue().asText());
      } else if (field.getKey().equals("text") || needed.contains(field.getKey())) {
        fields.put(field.getKey(), "");
      }
    }
    take(line, fields);
  }

  /** Texts and labels are strings: a number there is one column taken for another. */
  private static boolean usable(Map.Entry<String, JsonNode> field) {
    var value = field.getValue();
    return List.of("text", "label").contains(field.getKey())
        ? value.isTextual()
        : value.isValueNode() && !value.isNull();
  }

  private void take(int line, Map<String, String> fields) {
    boolean complete = has(line, fields, "text");
    for (var name : needed) {
      complete &= has(line, fields, name);
    }
    if (complete) {
      var text = fields.getOrDefault("text", "");
      fields.remove("text");
      rows.add(new Row(line, text, fields));
    }
  }

  private boolean has(int line, Map<String, String> fields, String name) {
    var value = fields.get(name);
    if (value == null) {
      problems.add(
          "line %d: has no \"%s\"%s"
              .formatted(
                  line,
                  name,
                  DidYouMean.nearest(name, fields.keySet())
                      .map(near -> ", but '" + near + "'")
                      .orElseGet(() -> known(fields.keySet()))));
      return false;
    }
    return !value.isBlank() || refuse(line, name);
  }

  /** The head of a file without one may be anything, so little of it is shown. */
  private static String known(Set<String> names) {
    var shown =
        names.stream()
            .limit(NAMES)
            .map(name -> name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name)
            .collect(Collectors.joining("', '", "'", "'"));
    int more = names.size() - NAMES;
    return names.isEmpty()
        ? ""
        : "; it has " + shown + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private boolean refuse(int line, String name) {
    problems.add("line %d: \"%s\" must be a text that is not blank".formatted(line, name));
    return false;
  }

  private String pattern() {
    var pattern = new StringBuilder("{\"text\": …");
    needed.forEach(name -> pattern.append(", \"").append(name).append("\": …"));
    return pattern.append("}").toString();
  }
}
