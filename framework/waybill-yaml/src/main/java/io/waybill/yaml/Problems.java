package io.waybill.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a workflow, gathered while the rest of it is still read. */
final class Problems {
  /** Enough for a person; and a hostile file cannot have work done for more. */
  private static final int MOST = 100;

  private final List<YamlException.Problem> found = new ArrayList<>();

  /**
   * Notes one.
   *
   * @throws YamlException if there are so many that reading on is of no use to anybody
   */
  void add(At at, String path, String message) {
    found.add(new YamlException.Problem(at.file(), at.line(), at.column(), path, message));
    if (found.size() == MOST) {
      throw exception();
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  int count() {
    return found.size();
  }

  /** The paths that have one. */
  List<String> paths() {
    return found.stream().map(YamlException.Problem::path).toList();
  }

  /**
   * Ends a stage: the next one expects a sound result of this one.
   *
   * @throws YamlException if there is any problem
   */
  void throwIfAny() {
    if (!none()) {
      throw exception();
    }
  }

  YamlException exception() {
    var files = found.stream().map(YamlException.Problem::file).distinct().toList();
    return new YamlException(
        found.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt(
                        (YamlException.Problem problem) -> files.indexOf(problem.file()))
                    .thenComparingInt(YamlException.Problem::line)
                    .thenComparingInt(YamlException.Problem::column))
            .toList());
  }
}
