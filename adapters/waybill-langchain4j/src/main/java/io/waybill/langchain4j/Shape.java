package io.waybill.langchain4j;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A record that a model is to write: the schema it is given, and how its answer is read. */
record Shape<T extends Record>(Class<T> type, JsonObjectSchema schema, boolean closed) {
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private static final Pattern MISSING =
      Pattern.compile("(?s)(?:Missing|Null value for)[^']* property '([^']*)'.*");

  /**
   * @throws IllegalArgumentException if it holds what no schema can say, with every place where
   */
  static <T extends Record> Shape<T> of(Class<T> type) {
    var schemas = new Schemas();
    var schema = schemas.of(type);
    return new Shape<>(type, schema, schemas.closed());
  }

  ResponseFormat format() {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(JsonSchema.builder().name(type.getSimpleName()).rootElement(schema).build())
        .build();
  }

  /** The record that a model wrote; anything that does not fit is an error that says where. */
  T read(Reply reply) {
    if (reply.cut()) {
      throw reply.invalid(
          "the %s was cut when the model had written all the tokens it may".formatted(name()));
    }
    try {
      return STRICT.readValue(reply.text(), type);
    } catch (JsonMappingException unfit) {
      throw reply.invalid("the answer is no %s: %s%s".formatted(name(), why(unfit), place(unfit)));
    } catch (JsonProcessingException notJson) {
      throw reply.invalid(
          "the answer is no %s, and no JSON: %s".formatted(name(), notJson.getOriginalMessage()));
    }
  }

  private String name() {
    return type.getSimpleName();
  }

  private static String why(JsonMappingException unfit) {
    return MISSING.matcher(unfit.getOriginalMessage()).replaceFirst("'$1' is missing");
  }

  private static String place(JsonMappingException unfit) {
    var path =
        unfit.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : " (at " + (path.startsWith(".") ? path.substring(1) : path) + ")";
  }
}
