package io.waybill.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.work.Nothing;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** JSON to plain values and back: numbers keep every digit, and no class is ever named by data. */
public final class Json {
  public static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * @throws NotJson saying where it stops being JSON
   */
  public static JsonNode parse(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new NotJson("not JSON: there is nothing");
      }
      return node;
    } catch (JsonProcessingException e) {
      var at = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      throw new NotJson("not JSON%s: %s".formatted(at, firstLine(e.getOriginalMessage())));
    } catch (java.io.IOException e) {
      throw new NotJson("not JSON: " + e.getMessage());
    }
  }

  /** On one line. */
  public static String line(JsonNode node) {
    return node.toString();
  }

  public static String pretty(JsonNode node) {
    return node.toPrettyString();
  }

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** A string, boolean, whole or decimal number, list, map, or nothing. */
  public static Object plain(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.canConvertToLong() && node.isIntegralNumber()
          ? (Object) node.longValue()
          : node.decimalValue();
    }
    if (node.isArray()) {
      var items = new ArrayList<Object>();
      node.forEach(item -> items.add(plain(item)));
      return Collections.unmodifiableList(items);
    }
    if (node.isObject()) {
      var fields = new LinkedHashMap<String, Object>();
      node.properties().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return Collections.unmodifiableMap(fields);
    }
    return Nothing.NOTHING;
  }

  /** Any value a run may end with: records by their components, what is unknown as it prints. */
  public static JsonNode of(Object value) {
    if (value instanceof Optional<?> maybe) {
      return maybe.<JsonNode>map(Json::of).orElseGet(NODES::nullNode);
    }
    if (value instanceof Map<?, ?> map) {
      var object = object();
      map.forEach((key, part) -> object.set(String.valueOf(key), of(part)));
      return object;
    }
    if (value instanceof Collection<?> items) {
      var array = array();
      items.forEach(item -> array.add(of(item)));
      return array;
    }
    return value instanceof Record structured ? components(structured) : scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value == Nothing.NOTHING) {
      return NODES.nullNode();
    }
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode("" + number);
    }
    if (value instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return NODES.numberNode(((Number) value).longValue());
    }
    return NODES.textNode(value.toString());
  }

  private static ObjectNode components(Record value) {
    var object = object();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object part = component.getAccessor().invoke(value);
        object.set(component.getName(), part == null ? NODES.nullNode() : of(part));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "cannot read %s of %s".formatted(component.getName(), value.getClass().getName()), e);
      }
    }
    return object;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }

  /** A text is not JSON, or not the JSON it should be; the message says where. */
  public static final class NotJson extends RuntimeException {
    private final String why;

    public NotJson(String why) {
      super(why, null, false, false);
      this.why = why;
    }

    public String why() {
      return why;
    }
  }
}
