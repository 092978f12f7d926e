package io.waybill.routing.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A place in a JSON document that knows where it is, so that a complaint can say so. */
record JsonPlace(String path, JsonNode node) {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build()
          .readerFor(JsonNode.class);

  /**
   * The object that a text is.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JsonPlace document(String text) {
    try {
      JsonNode node = JSON.readValue(text);
      if (!node.isObject()) {
        throw new IllegalArgumentException("should be a JSON object, and is none");
      }
      return new JsonPlace("", node);
    } catch (JsonProcessingException e) {
      var at =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new IllegalArgumentException(
          "not JSON%s: %s".formatted(at, firstLine(e.getOriginalMessage())));
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }

  JsonPlace in(String name) {
    return new JsonPlace(path.isEmpty() ? name : path + "." + name, node.path(name));
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name) {
    return in(name).text();
  }

  String text() {
    return must(node.isTextual(), "a text").textValue();
  }

  int whole(String name) {
    var place = in(name);
    return place.must(place.node.isInt(), "a whole number").intValue();
  }

  double number(String name) {
    var place = in(name);
    return place.must(place.node.isNumber(), "a number").doubleValue();
  }

  /** The constant of that name, in small letters there. */
  <E extends Enum<E>> E word(String name, Class<E> type) {
    var written = text(name);
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(written))
        .findFirst()
        .orElseThrow(() -> in(name).shouldBe("one of " + List.of(type.getEnumConstants())));
  }

  Map<String, JsonPlace> fields() {
    var fields = new LinkedHashMap<String, JsonPlace>();
    must(node.isObject(), "names and values")
        .fieldNames()
        .forEachRemaining(name -> fields.put(name, in(name)));
    return fields;
  }

  List<JsonPlace> items(String name) {
    var list = in(name);
    var items = new ArrayList<JsonPlace>();
    list.must(list.node.isArray(), "a list")
        .forEach(
            item -> items.add(new JsonPlace("%s[%d]".formatted(list.path, items.size()), item)));
    return items;
  }

  private JsonNode must(boolean holds, String wanted) {
    if (!holds) {
      throw shouldBe(wanted);
    }
    return node;
  }

  private IllegalArgumentException shouldBe(String wanted) {
    var found =
        node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    return new IllegalArgumentException(
        "'%s' should be %s, found %s".formatted(path, wanted, found));
  }
}
