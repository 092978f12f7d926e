package io.waybill.langchain4j;

import java.lang.reflect.Field;
import java.util.List;

/**
 * How often a built model tries again by itself. LangChain4j's providers keep that in a private
 * field, so this looks there, and only there.
 */
final class OwnRetries {
  private static final List<String> FIELDS = List.of("maxRetries", "maximumRetries");

  private OwnRetries() {}

  /** 0 if it has none, or does not let itself be asked. */
  static int of(Object model) {
    for (Class<?> type = model.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (FIELDS.contains(field.getName())) {
          return read(field, model);
        }
      }
    }
    return 0;
  }

  private static int read(Field field, Object model) {
    try {
      return field.trySetAccessible() && field.get(model) instanceof Integer retries ? retries : 0;
    } catch (IllegalAccessException | RuntimeException hidden) {
      return 0;
    }
  }
}
