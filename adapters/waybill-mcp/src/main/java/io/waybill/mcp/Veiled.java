package io.waybill.mcp;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of the operator's in which secrets are named and not written: {@code Bearer
 * ${secret:TOKEN}}.
 */
record Veiled(String written) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{secret:([A-Za-z_][A-Za-z0-9_]{0,99})}");

  /** The variables that its secrets stand in. */
  List<String> names() {
    return REFERENCE.matcher(written).results().map(found -> found.group(1)).toList();
  }

  /** Whether something in it is meant as a reference and is none. */
  boolean broken() {
    return REFERENCE.matcher(written).replaceAll("").contains("${");
  }

  /**
   * The text with the secrets in it, as they are now.
   *
   * @throws Fault if one is not set
   */
  String opened(Keys keys) {
    return REFERENCE
        .matcher(written)
        .replaceAll(found -> Matcher.quoteReplacement(keys.value(found.group(1))));
  }
}
