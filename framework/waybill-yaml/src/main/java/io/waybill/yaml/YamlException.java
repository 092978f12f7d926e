package io.waybill.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be read; {@link #problems()} lists every reason, in the order of the file. */
public final class YamlException extends IllegalArgumentException {
  private final transient List<Problem> problems;

  /**
   * One reason.
   *
   * @param file the file it stands in, which may be a prompt or a plan that the workflow names
   * @param line counted from 1
   * @param column counted from 1, in characters
   * @param path the keys that lead there, {@code steps.intent.when}; empty for the file itself
   * @param message what is wrong and what to write; with the path before it, a sentence
   */
  public record Problem(String file, int line, int column, String path, String message) {
    /** {@code support-triage.yaml:14:12 steps.intent.when names 'biling', …}. */
    @Override
    public String toString() {
      return "%s:%d:%d %s%s"
          .formatted(file, line, column, path.isEmpty() ? "" : path + " ", message);
    }
  }

  YamlException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** One problem of a file as a whole, or the first of one that is no use reading on. */
  static YamlException of(At at, String message) {
    return new YamlException(List.of(new Problem(at.file(), at.line(), at.column(), "", message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
