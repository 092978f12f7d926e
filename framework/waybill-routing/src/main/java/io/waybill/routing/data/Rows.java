package io.waybill.routing.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Rows of one source.
 *
 * @param name of the file, without its folder; empty if they came from none
 * @param digest {@code sha256:…} of the file; empty if they came from none
 */
public record Rows(String name, String digest, List<Row> all) {
  private static final int SHOWN = 20;

  public Rows {
    all = List.copyOf(all);
  }

  /** Rows that stand in the program. */
  public static Rows of(List<Row> all) {
    return new Rows("", "", all);
  }

  /**
   * Reads a file, as {@link RowFile} does.
   *
   * @throws IllegalArgumentException if any row cannot be used: the first twenty, each with its
   *     line, and how many more there are
   */
  public static Rows read(Path file, List<String> needed) {
    var read = RowFile.read(file, needed);
    if (!read.problems().isEmpty()) {
      throw refused(file.toString(), read.problems());
    }
    if (read.rows().isEmpty()) {
      throw refused(file.toString(), List.of("there is no row in it"));
    }
    return new Rows(String.valueOf(file.getFileName()), read.digest(), read.rows());
  }

  /** The complaint about rows that cannot be used. */
  public static IllegalArgumentException refused(String where, List<String> problems) {
    var said = new StringBuilder(where).append(" cannot be used:");
    problems.stream().limit(SHOWN).forEach(problem -> said.append("\n  - ").append(problem));
    if (problems.size() > SHOWN) {
      said.append(String.format(Locale.ROOT, "\n  - and %,d more", problems.size() - SHOWN));
    }
    return new IllegalArgumentException(said.toString());
  }

  /** Those of them that hold. */
  public Rows only(Predicate<? super Row> holds) {
    return new Rows(name, digest, all.stream().filter(holds).toList());
  }

  public int size() {
    return all.size();
  }
}
