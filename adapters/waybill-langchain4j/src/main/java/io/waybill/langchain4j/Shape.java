package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;

/**
 * A record that a model is to write: the schema it is given, and how its answer is read.
 *
 * @param closed whether it has no room for words of anybody's
 */
record Shape<T extends Record>(Class<T> type, JsonObjectSchema schema, boolean closed) {
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
    var name = type.getSimpleName();
    if (reply.cut()) {
      throw reply.invalid(
          "the %s was cut when the model had written all the tokens it may".formatted(name));
    }
    try {
      return Strict.JSON.readValue(reply.text(), type);
    } catch (JsonMappingException unfit) {
      throw reply.invalid("the answer is no %s: %s".formatted(name, Strict.why(unfit)));
    } catch (JsonProcessingException notJson) {
      throw reply.invalid(
          "the answer is no %s, and no JSON: %s".formatted(name, Strict.why(notJson)));
    }
  }
}
