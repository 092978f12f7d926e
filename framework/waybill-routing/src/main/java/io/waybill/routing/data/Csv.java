package io.waybill.routing.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Comma-separated values as RFC 4180 has them; the first line names the columns. */
final class Csv {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private Csv() {}

  /**
   * Reads all that can be read.
   *
   * @param taker told the line on which each row begins, and its values by column
   */
  static void read(
      byte[] bytes, BiConsumer<Integer, Map<String, String>> taker, List<String> problems)
      throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.add("it is not UTF-8");
      return;
    }
    var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (MappingIterator<String[]> lines = MAPPER.readerFor(String[].class).readValues(plain)) {
      if (!lines.hasNextValue()) {
        return;
      }
      var head = lines.nextValue();
      if (new HashSet<>(List.of(head)).size() < head.length) {
        problems.add("line 1: two columns have one name: " + String.join(", ", head));
        return;
      }
      if (head.length == 1 && head[0].matches(".*[;\t].*")) {
        problems.add("line 1: its values are not separated by commas: " + head[0]);
        return;
      }
      int line = lines.getCurrentLocation().getLineNr();
      while (lines.hasNextValue()) {
        var values = lines.nextValue();
        row(line, head, values, taker, problems);
        line = lines.getCurrentLocation().getLineNr();
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      problems.add(
          "line %d: is not CSV: %s"
              .formatted(at == null ? 0 : at.getLineNr(), e.getOriginalMessage()));
    }
  }

  private static void row(
      int line,
      String[] head,
      String[] values,
      BiConsumer<Integer, Map<String, String>> taker,
      List<String> problems) {
    if (values.length != head.length) {
      problems.add(
          "line %d: has %d values under a head of %d".formatted(line, values.length, head.length));
      return;
    }
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i < head.length; i++) {
      fields.put(head[i], values[i]);
    }
    taker.accept(line, fields);
  }
}
