package io.waybill.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The keys of one mapping in a file that is no workflow, asked for one by one: what is missing or
 * of the wrong form is noted and answered with nothing, and what nobody asked for is unknown. Files
 * are read as workflows are: UTF-8, no aliases, no tags, no key twice, and no more than a limit.
 */
public final class YamlKeys {
  private final Keys keys;
  private final Problems problems;

  private YamlKeys(Node node, String path, Problems problems) {
    this.keys = Keys.of(node, path, problems);
    this.problems = problems;
  }

  /**
   * Reads a file, all of it before anything is complained of.
   *
   * @param begins its first line, and what one is called: {@code price_book: 1}
   * @throws YamlException with every problem there is, what the reader noted included
   */
  public static <T> T read(Path file, String begins, Function<YamlKeys, T> reader) {
    var kind = kind(begins);
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(kind.largest() + 1);
      return read(FileText.of(file.toString(), bytes, kind.largest()), kind, reader);
    } catch (IOException e) {
      throw YamlException.of(
          At.beginningOf(file.toString()),
          Files.exists(file) ? "cannot be read" : "does not exist");
    }
  }

  /**
   * The same for a text.
   *
   * @param name what messages call it
   */
  public static <T> T read(String name, String text, String begins, Function<YamlKeys, T> reader) {
    var kind = kind(begins);
    return read(FileText.of(name, text, kind.largest()), kind, reader);
  }

  private static FileKind kind(String begins) {
    int colon = begins.indexOf(':');
    return FileKind.data(begins, begins.substring(0, colon).replace('_', ' '));
  }

  private static <T> T read(FileText source, FileKind kind, Function<YamlKeys, T> reader) {
    var problems = new Problems();
    var keys = new YamlKeys(Scan.of(source, kind), "", problems);
    var read = reader.apply(keys);
    keys.refuseUnknown();
    problems.throwIfAny();
    return read;
  }

  /** Where its mapping begins, counted from 1. */
  public int line() {
    return keys.at().line();
  }

  public boolean has(String key) {
    return keys.has(key);
  }

  /** Notes if it is not there. */
  public void needs(String key) {
    keys.required(key);
  }

  public Optional<String> text(String key) {
    return keys.name(key).map(Name::text);
  }

  /** A text that must be there. */
  public Optional<String> required(String key) {
    return keys.requiredName(key).map(Name::text);
  }

  /**
   * What somebody makes of a text or number as it is written, with quotes or without.
   *
   * @param read empty for what it is not
   * @param complaint what is said of that, in words that follow the key
   */
  public <T> Optional<T> value(String key, Function<String, Optional<T>> read, String complaint) {
    return keys.scalar(key, scalar -> read.apply(scalar.text()), complaint);
  }

  /** The texts of a list; none if it is not there. */
  public List<String> texts(String key) {
    return keys.names(key).stream().map(Name::text).toList();
  }

  /** The mappings of a list; none if it is not there. */
  public List<YamlKeys> items(String key) {
    var items = keys.items(key);
    return IntStream.range(0, items.size())
        .mapToObj(i -> new YamlKeys(items.get(i), keys.path(key) + "." + i, problems))
        .toList();
  }

  public Optional<YamlKeys> inner(String key) {
    return keys.node(key).map(node -> new YamlKeys(node, keys.path(key), problems));
  }

  /** Notes what is wrong with a key's value; with the mapping, if the key is not there. */
  public void problem(String key, String message) {
    keys.problem(key, message);
  }

  /** Notes every key that nobody asked for. Of the whole file, reading does. */
  public void refuseUnknown() {
    keys.refuseUnknown();
  }

  /** How such a file says a text: without quotes where every reader takes it for one. */
  public static String written(String text) {
    return Printer.scalar(Nodes.text(text));
  }
}
