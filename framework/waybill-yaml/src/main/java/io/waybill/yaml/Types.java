package io.waybill.yaml;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of values before there are any. {@code Object.class} is a value of any kind. */
final class Types {
  private Types() {}

  /** A value of that type has no such part. */
  static final class NoSuchPart extends Exception {
    private static final long serialVersionUID = 1;

    NoSuchPart(String message) {
      super(message);
    }

    String said() {
      return String.valueOf(getMessage());
    }
  }

  /** The type of a part of a value. */
  static Type part(Type type, String name) throws NoSuchPart {
    var raw = raw(type);
    if (raw.isRecord()) {
      return component(raw, name);
    }
    if (List.class.isAssignableFrom(raw)) {
      if (!name.chars().allMatch(Character::isDigit)) {
        throw new NoSuchPart("is a list: its parts are numbers from 0, not '%s'".formatted(name));
      }
      return element(type);
    }
    if (raw == String.class || Number.class.isAssignableFrom(raw) || raw == Boolean.class) {
      throw new NoSuchPart(
          "is a %s and has no part '%s'".formatted(raw.getSimpleName(), Known.clipped(name)));
    }
    return Map.class.isAssignableFrom(raw) ? argument(type, 1) : Object.class;
  }

  /** The type of a list's items. */
  static Type element(Type type) {
    return List.class.isAssignableFrom(raw(type)) ? argument(type, 0) : Object.class;
  }

  /** The type of what a map holds. */
  static Type held(Type type) {
    return Map.class.isAssignableFrom(raw(type)) ? argument(type, 1) : Object.class;
  }

  /** The record that it is, if it is one. */
  static Optional<Class<? extends Record>> asRecord(Type type) {
    var raw = raw(type);
    return raw.isRecord() ? Optional.of(raw.asSubclass(Record.class)) : Optional.empty();
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    return type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw
        ? raw
        : Object.class;
  }

  private static Type component(Class<?> type, String name) throws NoSuchPart {
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getName().equals(name)) {
        return component.getGenericType();
      }
    }
    throw new NoSuchPart(
        "is a %s and has no '%s'. %s"
            .formatted(
                type.getSimpleName(),
                Known.clipped(name),
                Known.among(
                    name,
                    Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList())));
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
            && index < generic.getActualTypeArguments().length
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }
}
