package io.waybill.yaml;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The keys of one mapping, asked for one by one: what is missing or of the wrong form is noted and
 * answered with something harmless, and what nobody asked for is unknown.
 */
final class Keys {
  private final Node.Mapping mapping;
  private final String path;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Keys(Node.Mapping mapping, String path, Problems problems) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
  }

  /** Those of a node, or none if it is no mapping. */
  static Keys of(Node node, String path, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return new Keys(mapping, path, problems);
    }
    problems.add(node.at(), path, "is %s; write a mapping, 'key: value'".formatted(node.form()));
    return new Keys(new Node.Mapping(node.at(), Map.of()), path, problems);
  }

  Node.Mapping mapping() {
    return mapping;
  }

  /** What of it somebody asked for. */
  Node.Mapping asked() {
    var found = new LinkedHashMap<>(mapping.entries());
    found.keySet().retainAll(asked);
    return new Node.Mapping(mapping.at(), found);
  }

  String path() {
    return path;
  }

  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  At at() {
    return mapping.at();
  }

  /** The place of a key's value; of the mapping if it is not there. */
  At at(String key) {
    var entry = mapping.entries().get(key);
    return entry == null ? mapping.at() : entry.value().at();
  }

  void problem(String key, String message) {
    problems.add(at(key), path(key), message);
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  Optional<Node> node(String key) {
    asked.add(key);
    return Optional.ofNullable(mapping.entries().get(key)).map(Node.Entry::value);
  }

  /** A node that must be there. */
  Optional<Node> required(String key) {
    var node = node(key);
    if (node.isEmpty()) {
      problems.add(mapping.at(), path, "needs '%s'".formatted(key));
    }
    return node;
  }

  Optional<Name> name(String key) {
    return node(key).flatMap(node -> name(node, path(key)));
  }

  Optional<Name> requiredName(String key) {
    return required(key).flatMap(node -> name(node, path(key)));
  }

  private Optional<Name> name(Node node, String path) {
    return text(node, path, problems).map(text -> new Name(text, path));
  }

  boolean flag(String key) {
    return scalar(key, Keys::bool, "is neither true nor false").orElse(false);
  }

  Optional<Integer> integer(String key, int least) {
    return scalar(
        key,
        scalar -> whole(scalar).filter(number -> number >= least),
        "is no whole number from %d: write one, without quotes".formatted(least));
  }

  Optional<Double> decimal(String key) {
    return scalar(
        key,
        scalar ->
            scalar.plain()
                ? Plain.number(scalar.text()).map(Number::doubleValue).filter(Double::isFinite)
                : Optional.empty(),
        "is no number: write one such as 0.55, without quotes");
  }

  /** The number at a place of a list of so many; a list that is wrong is noted for its first. */
  OptionalDouble decimals(String key, int place, int of) {
    var numbers = node(key).map(Keys::numbers).orElse(List.of());
    if (numbers.size() != of) {
      if (has(key) && place == 0) {
        problem(key, "is no list of %d numbers, such as [0.2, 0.7]".formatted(of));
      }
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(numbers.get(place));
  }

  /** Those of a list; none if anything else stands in it. */
  private static List<Double> numbers(Node node) {
    var items = node instanceof Node.Sequence list ? list.items() : List.<Node>of();
    var numbers =
        items.stream()
            .filter(item -> item instanceof Node.Scalar scalar && scalar.plain())
            .map(item -> Plain.number(((Node.Scalar) item).text()))
            .flatMap(Optional::stream)
            .map(Number::doubleValue)
            .filter(Double::isFinite)
            .toList();
    return numbers.size() == items.size() ? numbers : List.of();
  }

  Optional<Duration> duration(String key) {
    return scalar(
        key, scalar -> Durations.parse(scalar.text()), "is no duration: write 500ms, 8s or 1m30s");
  }

  /** A duration above none. */
  Optional<Duration> lasting(String key, String complaint) {
    return scalar(
        key,
        scalar -> Durations.parse(scalar.text()).filter(duration -> !duration.isZero()),
        complaint);
  }

  /** The keys of a mapping where something else may stand; empty if it does, or nothing. */
  Optional<Keys> inner(String key) {
    return node(key)
        .filter(Node.Mapping.class::isInstance)
        .map(node -> of(node, path(key), problems));
  }

  /** The items of a list; none if it is not there. */
  List<Node> items(String key) {
    var node = node(key);
    if (node.isPresent() && !(node.get() instanceof Node.Sequence)) {
      problem(key, "is %s; write a list, [a, b]".formatted(node.get().form()));
    }
    return node.filter(Node.Sequence.class::isInstance)
        .map(list -> ((Node.Sequence) list).items())
        .orElse(List.of());
  }

  /** The texts of a list. */
  List<Name> names(String key) {
    var items = items(key);
    return IntStream.range(0, items.size())
        .mapToObj(i -> name(items.get(i), path(key) + "." + i))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The entries of a mapping; none if it is not there. */
  Map<String, Node.Entry> entries(String key) {
    return node(key).map(node -> of(node, path(key), problems).mapping.entries()).orElse(Map.of());
  }

  /** Takes these keys for known: somebody else reads them. */
  Keys knowing(Collection<String> known) {
    asked.addAll(known);
    return this;
  }

  /** Notes every key that nobody asked for. */
  void refuseUnknown() {
    mapping.entries().keySet().stream()
        .filter(key -> !asked.contains(key))
        .forEach(key -> refuse(key, asked));
  }

  /** Notes a key that is none of the known ones. */
  void refuse(String key, Collection<String> known) {
    var entry = mapping.entries().get(key);
    problems.add(
        entry == null ? mapping.at() : entry.key(),
        path,
        "has no '%s'. %s".formatted(Known.clipped(key), Known.among(key, known)));
  }

  /** A node as text, if every reader takes it for text. */
  static Optional<Node.Scalar> text(Node node, String path, Problems problems) {
    if (!(node instanceof Node.Scalar scalar)) {
      problems.add(node.at(), path, "is %s; write text".formatted(node.form()));
      return Optional.empty();
    }
    if (scalar.plain() && !Plain.isText(scalar.text())) {
      problems.add(node.at(), path, notText(scalar.text()));
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /** What to say of a {@code NO} where text belongs. */
  static String notText(String plain) {
    return plain.isEmpty()
        ? "is empty; write text"
        : "is %s, which is not text to every reader of YAML: write \"%s\""
            .formatted(Known.clipped(plain), Known.clipped(plain));
  }

  <T> Optional<T> scalar(String key, Function<Node.Scalar, Optional<T>> read, String complaint) {
    var node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    var value = node.get() instanceof Node.Scalar scalar ? read.apply(scalar) : Optional.<T>empty();
    if (value.isEmpty()) {
      problem(key, complaint);
    }
    return value;
  }

  static boolean isTrue(Node node) {
    return node instanceof Node.Scalar scalar && bool(scalar).orElse(false);
  }

  private static Optional<Boolean> bool(Node.Scalar scalar) {
    return scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"))
        ? Optional.of(scalar.text().equals("true"))
        : Optional.empty();
  }

  private static Optional<Integer> whole(Node.Scalar scalar) {
    return scalar.plain()
        ? Plain.number(scalar.text())
            .filter(number -> number instanceof Long && number.intValue() == number.longValue())
            .map(Number::intValue)
        : Optional.empty();
  }
}
