package io.waybill.routing;

import io.waybill.routing.data.Normal;
import io.waybill.routing.data.RowFile;
import io.waybill.routing.data.Rows;
import io.waybill.routing.data.Sha256;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Labelled texts that are fit to route by: at least two for every label, and no text with two
 * labels.
 */
public final class Examples {
  private static final int FEWEST = 2;

  private final String name;
  private final String digest;
  private final List<Example> all;

  private Examples(String name, String digest, List<Example> all) {
    this.name = name;
    this.digest = digest;
    this.all = all;
  }

  /**
   * Reads a file of {@code {"text": …, "label": …}}, one a line; other keys are passed over.
   *
   * @throws IllegalArgumentException if the file cannot be read or used, with every reason and its
   *     line
   */
  static Examples read(Path file) {
    var lines = RowFile.read(file, List.of("label"));
    var name = String.valueOf(file.getFileName());
    var examples = new LinkedHashMap<Integer, Example>();
    lines
        .rows()
        .forEach(row -> examples.put(row.line(), new Example(row.text(), row.field("label"))));
    var problems = new ArrayList<>(lines.problems());
    problems.addAll(problemsIn("line", examples));
    return checked(name, "examples file " + file, problems, List.copyOf(examples.values()));
  }

  static Examples of(List<Example> examples) {
    var numbered = new LinkedHashMap<Integer, Example>();
    examples.forEach(example -> numbered.put(numbered.size() + 1, example));
    return checked("", "list of examples", problemsIn("example", numbered), List.copyOf(examples));
  }

  private static Examples checked(
      String name, String where, List<String> problems, List<Example> examples) {
    if (!problems.isEmpty()) {
      throw Rows.refused(where, problems);
    }
    return new Examples(name, digest(examples), examples);
  }

  /** A router by these examples. */
  public Nearest with(Encoder encoder) {
    return new Nearest(this, encoder);
  }

  /** What they can choose, {@code otherwise} not among it. */
  public Set<String> labels() {
    return all.stream()
        .map(Example::label)
        .filter(label -> !label.equals(Choice.OTHERWISE))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public List<Example> all() {
    return all;
  }

  /** The name of the file they were read from, without its folder; empty if from none. */
  public String name() {
    return name;
  }

  /** {@code sha256:} and the hex digest of texts and labels in their order. */
  public String digest() {
    return digest;
  }

  private static List<String> problemsIn(String place, Map<Integer, Example> examples) {
    var problems = new ArrayList<String>();
    var first = new LinkedHashMap<String, Integer>();
    examples.forEach(
        (line, example) -> {
          int earlier = first.computeIfAbsent(Normal.form(example.text()), text -> line);
          var other = examples.getOrDefault(earlier, example).label();
          if (!other.equals(example.label())) {
            problems.add(
                "%s %d: '%s' is labelled '%s' here and '%s' in %s %d; keep one"
                    .formatted(
                        place, line, example.text(), example.label(), other, place, earlier));
          }
        });
    var byLabel = examples.values().stream().collect(Collectors.groupingBy(Example::label));
    byLabel.remove(Choice.OTHERWISE);
    if (byLabel.isEmpty()) {
      problems.add("there is no example with a label other than 'otherwise'");
    }
    byLabel.forEach(
        (label, of) -> {
          if (of.size() < FEWEST) {
            problems.add(
                "label '%s' has %d example; write at least %d, better ten"
                    .formatted(label, of.size(), FEWEST));
          }
        });
    return problems;
  }

  private static String digest(List<Example> examples) {
    var all = new StringBuilder();
    examples.forEach(
        example -> all.append(example.label()).append('\0').append(example.text()).append('\0'));
    return Sha256.of(all.toString());
  }
}
