package io.waybill.routing.fit;

import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Labelled rows, fit to be fitted to: at least two labels, each with rows enough, and nothing in
 * the validation that stands in the training.
 */
final class HeadRows {
  private static final String LABEL = "label";
  private static final int FEWEST = 2;

  /** With fewer rows a label, what it is called says something that they do not. */
  private static final int MANY = 20;

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  private final Rows train;
  private final Rows validation;
  private final int leaked;
  private final Set<String> outside;
  private final List<String> labels;
  private final Map<String, Integer> places = new HashMap<>();

  private HeadRows(Rows train, Rows validation, int leaked, Set<String> outside) {
    this.train = train;
    this.validation = validation;
    this.leaked = leaked;
    this.outside = outside;
    this.labels =
        List.copyOf(
            train.all().stream()
                .map(row -> row.field(LABEL))
                .filter(label -> !outside.contains(label))
                .collect(Collectors.toCollection(TreeSet::new)));
    labels.forEach(label -> places.put(label, places.size()));
  }

  /**
   * Checks them.
   *
   * @param validation may be empty
   * @param outOfScope the label of rows that belong to none, beside {@code otherwise}; may be blank
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static HeadRows of(Rows train, Rows validation, String outOfScope) {
    var seen = Fingerprints.of(train.all().stream().map(Row::text).toList());
    var unseen = validation.only(row -> !seen.has(row.text()));
    var outside =
        outOfScope.isBlank() || outOfScope.equals(Choice.OTHERWISE)
            ? Set.of(Choice.OTHERWISE)
            : Set.of(Choice.OTHERWISE, outOfScope);
    var rows = new HeadRows(train, unseen, validation.size() - unseen.size(), outside);
    var problems = rows.problems(validation);
    if (!problems.isEmpty()) {
      throw Rows.refused("these rows", problems);
    }
    return rows;
  }

  private List<String> problems(Rows given) {
    var problems = new ArrayList<String>();
    var counts =
        train.all().stream()
            .collect(Collectors.groupingBy(row -> row.field(LABEL), Collectors.counting()));
    if (labels.isEmpty()) {
      problems.add("no training row has a label; write {\"text\": …, \"label\": …}");
    } else if (labels.size() == 1) {
      problems.add(
          "all training rows have one label, '%s'; there is nothing to tell apart"
              .formatted(labels.get(0)));
    }
    if (labels.size() > 1 && texts() < 2) {
      problems.add(
          "all training rows with a label have the same text; there is nothing to tell by");
    }
    for (var label : labels) {
      if (counts.getOrDefault(label, 0L) < FEWEST) {
        problems.add(
            "label '%s' has %d training row; give at least %d, better five and more"
                .formatted(label, counts.getOrDefault(label, 0L), FEWEST));
      }
    }
    var unknown = new TreeSet<String>();
    validation.all().stream()
        .map(row -> row.field(LABEL))
        .filter(label -> !places.containsKey(label) && !outside.contains(label))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      problems.add(
          "the validation has labels that the training has not: %s%s"
              .formatted(
                  String.join(", ", unknown.stream().limit(10).toList()),
                  unknown.size() > 10 ? " and %d more".formatted(unknown.size() - 10) : ""));
    }
    if (given.size() > 0 && validation.size() == 0) {
      problems.add(
          "every validation row stands in the training too: there is nothing to hold against");
    }
    return problems;
  }

  /** How many different ones the labels have. */
  private long texts() {
    return train.all().stream()
        .filter(row -> place(row) != Held.OUTSIDE)
        .map(row -> Normal.form(row.text()))
        .distinct()
        .count();
  }

  List<String> labels() {
    return labels;
  }

  /** {@code card arrival} for {@code card_arrival}, of each label; none where rows abound. */
  List<String> names() {
    long inside = train.all().stream().filter(row -> place(row) != Held.OUTSIDE).count();
    var names =
        labels.stream().map(label -> BETWEEN_WORDS.matcher(label).replaceAll(" ").strip()).toList();
    return inside >= (long) MANY * names.size() || names.contains("") ? List.of() : names;
  }

  Rows train() {
    return train;
  }

  Rows validation() {
    return validation;
  }

  /** Validation rows that were left out, since they stand in the training too. */
  int leaked() {
    return leaked;
  }

  /** The class of a row; {@link Held#OUTSIDE} if it belongs to none. */
  int place(Row row) {
    return places.getOrDefault(row.field(LABEL), Held.OUTSIDE);
  }

  int[] places(List<Row> rows) {
    return rows.stream().mapToInt(this::place).toArray();
  }
}
