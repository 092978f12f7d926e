package io.waybill.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** JSON as servers send it, and the one form of it that digests are taken of. */
final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(256 << 20)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * The same data with the keys of every object in order, every number in its shortest form, and
   * what is required in order too: some servers list it otherwise after every start.
   */
  static JsonNode canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var sorted = new TreeMap<String, JsonNode>();
      object.properties().forEach(entry -> sorted.put(entry.getKey(), canonical(entry.getValue())));
      sorted.computeIfPresent("required", (key, names) -> inOrder(names));
      return new ObjectNode(NODES, new LinkedHashMap<>(sorted));
    }
    if (node instanceof ArrayNode array) {
      var items = NODES.arrayNode();
      array.forEach(item -> items.add(canonical(item)));
      return items;
    }
    return node.isNumber() ? NODES.numberNode(node.decimalValue().stripTrailingZeros()) : node;
  }

  private static JsonNode inOrder(JsonNode names) {
    var texts = new TreeSet<String>();
    for (var name : names) {
      if (!name.isTextual() || !texts.add(name.textValue())) {
        return names;
      }
    }
    var sorted = NODES.arrayNode();
    texts.forEach(sorted::add);
    return names.isArray() ? sorted : names;
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree is always JSON", impossible);
    }
  }

  /** {@code sha256:…} of the canonical form. */
  static String digest(JsonNode node) {
    try {
      var bytes = text(canonical(node)).getBytes(StandardCharsets.UTF_8);
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Maps, lists, texts, booleans, {@code Long}, {@code BigDecimal}; none of it can be changed. */
  static @Nullable Object plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      object.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return Collections.unmodifiableMap(map);
    }
    if (node instanceof ArrayNode array) {
      var list = new ArrayList<@Nullable Object>();
      array.forEach(item -> list.add(plain(item)));
      return Collections.unmodifiableList(list);
    }
    if (node.isNumber()) {
      return node.canConvertToLong() && node.isIntegralNumber()
          ? (Object) node.longValue()
          : node.decimalValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.asText();
  }
}
