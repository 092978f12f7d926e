package io.waybill.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads OTLP JSON by OTLP's own description of itself: a field that it does not have, or of another
 * type, is an error. Ids are hexadecimal and enums are numbers, as OTLP has it and protobuf's own
 * JSON does not.
 */
final class Proto {
  private Proto() {}

  static ExportTraceServiceRequest request(String json) throws IOException {
    var request = ExportTraceServiceRequest.newBuilder();
    try (var parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      object(parser, request);
    }
    return request.build();
  }

  private static void object(JsonParser json, Message.Builder message) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      var field =
          message.getDescriptorForType().getFields().stream()
              .filter(known -> known.getJsonName().equals(name))
              .findFirst()
              .orElseThrow(() -> new IOException("OTLP has no field " + name));
      json.nextToken();
      if (field.isRepeated()) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          message.addRepeatedField(field, value(json, field, message));
        }
      } else {
        message.setField(field, value(json, field, message));
      }
    }
  }

  private static Object value(JsonParser json, FieldDescriptor field, Message.Builder in)
      throws IOException {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        var inside = in.newBuilderForField(field);
        object(json, inside);
        yield inside.build();
      }
      case STRING -> is(json, JsonToken.VALUE_STRING).getText();
      case BYTE_STRING ->
          ByteString.copyFrom(HexFormat.of().parseHex(is(json, JsonToken.VALUE_STRING).getText()));
      case LONG -> Long.parseLong(is(json, JsonToken.VALUE_STRING).getText());
      case INT -> is(json, JsonToken.VALUE_NUMBER_INT).getIntValue();
      case ENUM ->
          field.getEnumType().findValueByNumber(is(json, JsonToken.VALUE_NUMBER_INT).getIntValue());
      case BOOLEAN -> json.getBooleanValue();
      case DOUBLE -> json.getDoubleValue();
      case FLOAT -> throw new IOException("OTLP has no floats");
    };
  }

  private static JsonParser is(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException(json.currentName() + " is " + json.currentToken());
    }
    return json;
  }

  /** Attributes by name, to be held against each other. */
  static Map<String, String> texts(List<KeyValue> attributes) {
    return new TreeMap<>(
        attributes.stream()
            .collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue()))));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> "" + value.getBoolValue();
      case INT_VALUE -> "" + value.getIntValue();
      case DOUBLE_VALUE -> "" + value.getDoubleValue();
      default -> "" + value.getArrayValue().getValuesList().stream().map(Proto::text).toList();
    };
  }

  static Map<String, String> texts(Attributes attributes) {
    var texts = new TreeMap<String, String>();
    attributes.forEach((key, value) -> texts.put(key.getKey(), value.toString()));
    return texts;
  }
}
