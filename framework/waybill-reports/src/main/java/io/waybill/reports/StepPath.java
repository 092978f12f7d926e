package io.waybill.reports;

/** The parts of the path of a step. */
final class StepPath {
  private StepPath() {}

  /** The step at its end: {@code intent:billing/answer} → {@code answer}. */
  static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The step that a call inside it is under; empty at the top. */
  static String above(String path) {
    return path.lastIndexOf('/') < 0 ? "" : path.substring(0, path.lastIndexOf('/'));
  }
}
