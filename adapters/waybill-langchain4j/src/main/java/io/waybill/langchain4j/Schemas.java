package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.langchain4j.model.output.structured.Description;
import io.waybill.plan.Plan;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON schema of a record: everything in it is required, and nothing else is allowed.
 * {@link Description}s of LangChain4j are passed on.
 */
final class Schemas {
  private static final Set<Class<?>> WHOLE =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class);
  private static final Set<Class<?>> DECIMAL =
      Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class);

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final List<String> problems = new ArrayList<>();
  private final List<Class<?>> around = new ArrayList<>();
  private boolean texts;

  JsonObjectSchema of(Class<? extends Record> type) {
    var name = type.getSimpleName();
    return checked(name, object(type, name, description(type)));
  }

  private JsonObjectSchema checked(String name, JsonObjectSchema schema) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no JSON schema: %s".formatted(name, String.join("; ", problems)));
    }
    return schema;
  }

  private static JsonObjectSchema required(
      Map<String, JsonSchemaElement> properties, @Nullable String description) {
    return JsonObjectSchema.builder()
        .description(description)
        .addProperties(properties)
        .required(List.copyOf(properties.keySet()))
        .additionalProperties(false)
        .build();
  }

  /** The inputs of a plan, as arguments. */
  JsonObjectSchema of(Plan<?> plan) {
    var properties = new LinkedHashMap<String, JsonSchemaElement>();
    for (var input : plan.inputs()) {
      properties.put(input.id(), element(input.type(), input.id(), null));
    }
    return checked(plan.name(), required(properties, null));
  }

  /** A schema as plain data, for plans to compare. */
  static Object plain(JsonObjectSchema schema) {
    return Objects.requireNonNull(plain(asTool(schema)).get("parameters"));
  }

  /** A schema as JSON, and a little around it. */
  static String json(JsonObjectSchema schema) {
    return asTool(schema).toJson();
  }

  private static ToolSpecification asTool(JsonObjectSchema schema) {
    return ToolSpecification.builder().name("schema").parameters(schema).build();
  }

  /** A tool as plain data, for plans to compare. */
  static Map<String, Object> plain(ToolSpecification tool) {
    try {
      return JSON.readValue(tool.toJson(), MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("LangChain4j wrote a tool that is no JSON", e);
    }
  }

  /** Whether nothing in it can hold words of anybody's. */
  boolean closed() {
    return !texts;
  }

  private JsonObjectSchema object(Class<?> type, String where, @Nullable String description) {
    var properties = new LinkedHashMap<String, JsonSchemaElement>();
    if (around.contains(type)) {
      problems.add(where + " is a " + type.getSimpleName() + " inside a " + type.getSimpleName());
    } else {
      around.add(type);
      for (var part : type.getRecordComponents()) {
        properties.put(part.getName(), part(part, where + "." + part.getName()));
      }
      around.remove(type);
    }
    return required(properties, description);
  }

  private JsonSchemaElement part(RecordComponent part, String where) {
    return element(part.getGenericType(), where, description(field(part)));
  }

  private JsonSchemaElement element(Type type, String where, @Nullable String description) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      var items = element(list.getActualTypeArguments()[0], where + "[]", null);
      return JsonArraySchema.builder().description(description).items(items).build();
    }
    if (type == String.class) {
      texts = true;
      return JsonStringSchema.builder().description(description).build();
    }
    if (type == boolean.class || type == Boolean.class) {
      return JsonBooleanSchema.builder().description(description).build();
    }
    if (type instanceof Class<?> known) {
      return known(known, where, description);
    }
    return unknown(type, where);
  }

  private JsonSchemaElement known(Class<?> type, String where, @Nullable String description) {
    if (WHOLE.contains(type)) {
      return JsonIntegerSchema.builder().description(description).build();
    }
    if (DECIMAL.contains(type)) {
      return JsonNumberSchema.builder().description(description).build();
    }
    if (type.isEnum()) {
      var names = Stream.of(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
      return JsonEnumSchema.builder().description(description).enumValues(names).build();
    }
    return type.isRecord() ? object(type, where, description) : unknown(type, where);
  }

  private JsonSchemaElement unknown(Type type, String where) {
    problems.add(
        "%s is a %s; write a boolean, number, String, enum, record or List of these"
            .formatted(where, type.getTypeName()));
    return JsonStringSchema.builder().build();
  }

  /** Annotations for fields stand on the field behind a component. */
  private static AnnotatedElement field(RecordComponent part) {
    try {
      return part.getDeclaringRecord().getDeclaredField(part.getName());
    } catch (NoSuchFieldException impossible) {
      return part;
    }
  }

  private static @Nullable String description(AnnotatedElement described) {
    var description = described.getAnnotation(Description.class);
    return description == null ? null : String.join(" ", description.value());
  }
}
