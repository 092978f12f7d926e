package io.waybill.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.plan.DidYouMean;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of examples, one JSON object a line: those that can be read, and what is wrong with the
 * others.
 */
final class ExampleFile {
  private static final long LARGEST = 16L << 20;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final Map<Integer, Example> examples = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  ExampleFile(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        problems.add("it is larger than %d MiB".formatted(LARGEST >> 20));
        return;
      }
      var bytes = Files.readAllBytes(file);
      int line = 1;
      for (int from = 0; from < bytes.length; line++) {
        int to = from;
        while (to < bytes.length && bytes[to] != '\n') {
          to++;
        }
        read(line, ByteBuffer.wrap(bytes, from, to - from));
        from = to + 1;
      }
    } catch (NoSuchFileException e) {
      problems.add("there is no such file");
    } catch (IOException e) {
      problems.add("it cannot be read: " + e.getMessage());
    }
  }

  /** By line, the first being 1, in that order. */
  Map<Integer, Example> examples() {
    return examples;
  }

  List<String> problems() {
    return problems;
  }

  private void read(int line, ByteBuffer bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      if (!text.isBlank()) {
        take(line, JSON.readTree(text));
      }
    } catch (CharacterCodingException e) {
      problems.add("line %d: is not UTF-8".formatted(line));
    } catch (JsonProcessingException e) {
      problems.add("line %d: is not JSON: %s".formatted(line, e.getOriginalMessage()));
    }
  }

  private void take(int line, JsonNode row) {
    if (!row.isObject()) {
      problems.add("line %d: write {\"text\": …, \"label\": …}".formatted(line));
      return;
    }
    var text = field(line, row, "text");
    var label = field(line, row, "label");
    if (!text.isBlank() && !label.isBlank()) {
      examples.put(line, new Example(text, label));
    }
  }

  /** The field, or blank if it is of no use. */
  private String field(int line, JsonNode row, String name) {
    var value = row.path(name);
    if (value.isMissingNode()) {
      var others = new ArrayList<String>();
      row.fieldNames().forEachRemaining(others::add);
      problems.add(
          "line %d: has no \"%s\"%s"
              .formatted(
                  line,
                  name,
                  DidYouMean.nearest(name, others).map(near -> ", but '" + near + "'").orElse("")));
      return "";
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      problems.add("line %d: \"%s\" must be a text that is not blank".formatted(line, name));
      return "";
    }
    return value.textValue();
  }
}
