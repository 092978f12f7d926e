package io.waybill.examples.seven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sentences that the simulated models can translate; {@code {}} stands for a name. */
final class Phrases {
  private final List<String> languages;
  private final List<List<String>> rows;

  private Phrases(List<String> languages, List<List<String>> rows) {
    this.languages = languages;
    this.rows = rows;
  }

  static Phrases bundled() {
    var lines =
        resource("phrases.tsv").lines().map(line -> Arrays.asList(line.split("\t"))).toList();
    return new Phrases(lines.get(0), lines.subList(1, lines.size()));
  }

  /** A text that lies beside this class. */
  static String resource(String name) {
    try (var file = Objects.requireNonNull(Phrases.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A sentence of English in another language; a sentence or language it does not know is empty.
   */
  Optional<String> translated(String sentence, String language) {
    var column = languages.indexOf(language);
    return rows.stream()
        .filter(row -> column > 0)
        .flatMap(row -> translated(sentence, row.get(0), row.get(column)).stream())
        .findFirst();
  }

  private static Optional<String> translated(String sentence, String from, String to) {
    var pattern = Pattern.quote(from).replace("{}", "\\E([^,]+)\\Q");
    var found = Pattern.compile(pattern).matcher(sentence);
    return found.matches()
        ? Optional.of(found.groupCount() > 0 ? to.replace("{}", found.group(1)) : to)
        : Optional.empty();
  }
}
