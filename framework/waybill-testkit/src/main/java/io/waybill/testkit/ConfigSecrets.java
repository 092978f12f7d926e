package io.waybill.testkit;

import io.waybill.work.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what looks like a secret in a configuration. Digests and references to secrets do not. */
final class ConfigSecrets {
  private static final Pattern NAMES =
      Pattern.compile(
          "(?i).*((api|access|private|secret|auth|signing)[_.-]?keys?|secret|passw(or)?d|passphrase|credentials?|authorization|bearer|(access|auth|session|api|refresh)[_.-]?token)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:[^}]*}");

  private ConfigSecrets() {}

  /** Where they are: {@code config.headers.Authorization}. The values are not repeated. */
  static List<String> in(Map<String, Object> config) {
    var found = new ArrayList<String>();
    look("config", config, found);
    return found;
  }

  private static void look(String where, Object value, List<String> found) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> lookAt(where + "." + key, String.valueOf(key), inner, found));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> look(where + "[]", inner, found));
    } else if (value instanceof String text && Secrets.in(text)) {
      found.add(where);
    }
  }

  private static void lookAt(String where, String key, Object value, List<String> found) {
    if (NAMES.matcher(key).matches()
        && value instanceof String text
        && !text.isEmpty()
        && !REFERENCE.matcher(text).matches()) {
      found.add(where);
    } else {
      look(where, value, found);
    }
  }
}
