package io.waybill.reports;

import java.util.regex.Pattern;

/**
 * The paths of the steps of a plan: those of lines, without what numbers items, turns and calls.
 */
final class StepPath {
  private static final Pattern NUMBER = Pattern.compile("\\[\\d+]|#\\d+");

  private StepPath() {}

  /**
   * {@code reviews[3]/grade} → {@code reviews/grade}; {@code draft/search#2} → {@code
   * draft/search}.
   */
  static String of(String path) {
    return path.indexOf('[') < 0 && path.indexOf('#') < 0
        ? path
        : NUMBER.matcher(path).replaceAll("");
  }

  /** The step at its end: {@code intent:billing/answer} → {@code answer}. */
  static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The step that a call inside it is under; empty at the top. */
  static String above(String path) {
    return path.lastIndexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
  }
}
