package io.waybill.plan;

import java.util.Set;
import java.util.regex.Pattern;

/** What steps and inputs may be called, in both pens. */
final class Id {
  static final String RENAME = "needs another name: small letters, digits and '_', a letter first";

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*");

  /** What stands for something else where expressions are written. */
  private static final Set<String> WORDS =
      Set.of(
          "inputs",
          "steps",
          "routes",
          "item",
          "turn",
          "failure",
          "true",
          "false",
          "null",
          "in",
          "otherwise");

  private Id() {}

  static boolean fits(String id) {
    return FORM.matcher(id).matches();
  }

  static boolean isWord(String id) {
    return WORDS.contains(id);
  }
}
