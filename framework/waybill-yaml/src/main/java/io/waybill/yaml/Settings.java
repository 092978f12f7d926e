package io.waybill.yaml;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one model, router, collection of documents or guard, as a workflow file gives
 * them. Asking for a key makes it known: what stays unasked is refused. What is missing or wrong is
 * noted with its place and answered with something harmless, so that all of it is found at once.
 */
public final class Settings {
  private final String name;
  private final Keys keys;
  private final Folder folder;
  private final Problems problems;
  private final Set<Node> files;
  private final List<Settings> inner = new ArrayList<>();

  private Settings(String name, Keys keys, Folder folder, Problems problems, Set<Node> files) {
    this.name = name;
    this.keys = keys;
    this.folder = folder;
    this.problems = problems;
    this.files = files;
  }

  /** Those of a node, some keys of which somebody else reads. */
  static Settings of(
      Name name, Node node, Folder folder, Problems problems, Collection<String> known) {
    var keys = Keys.of(node, name.path(), problems).knowing(known);
    return new Settings(name.text(), keys, folder, problems, new HashSet<>());
  }

  /** What the file calls it: {@code intents}. */
  public String name() {
    return name;
  }

  /** A text that must be there; empty if it is not. */
  public String text(String key) {
    return keys.requiredName(key).map(Name::text).orElse("");
  }

  public Optional<String> optionalText(String key) {
    return keys.name(key).map(Name::text);
  }

  /** A whole number that must be there, not negative. */
  public int integer(String key) {
    keys.required(key);
    return integer(key, 0);
  }

  /** A whole number, not negative. */
  public int integer(String key, int otherwise) {
    return keys.integer(key, 0).orElse(otherwise);
  }

  /** A number that must be there. */
  public double decimal(String key) {
    keys.required(key);
    return decimal(key, 0);
  }

  public double decimal(String key, double otherwise) {
    return keys.decimal(key).orElse(otherwise);
  }

  /** A duration, written {@code 8s} or {@code 250ms}. */
  public Duration duration(String key, Duration otherwise) {
    return keys.duration(key).orElse(otherwise);
  }

  /** {@code true} or {@code false}; false if it is not there. */
  public boolean flag(String key) {
    return keys.flag(key);
  }

  /** The texts of a list; none if it is not there. */
  public List<String> list(String key) {
    return keys.names(key).stream().map(Name::text).toList();
  }

  /** The mappings of a list, each with settings of its own; none if it is not there. */
  public List<Settings> mappings(String key) {
    var items = keys.items(key);
    var each = new ArrayList<Settings>();
    for (int i = 0; i < items.size(); i++) {
      var path = keys.path(key) + "." + i;
      each.add(new Settings(name, Keys.of(items.get(i), path, problems), folder, problems, files));
    }
    inner.addAll(each);
    return each;
  }

  /**
   * A file that must be there: below the workflow's folder, no link out of it, at most 16 MiB. The
   * path leads nowhere if there is no such file; that is noted, so what reading it throws is not.
   */
  public Path file(String key) {
    return path(key, folder::file);
  }

  /** A folder that must be there, below the workflow's folder; as with {@link #file}. */
  public Path folder(String key) {
    return path(key, folder::folder);
  }

  /** Notes what is wrong with a setting, in words that follow its path: {@code is above 1}. */
  public void problem(String key, String message) {
    keys.problem(key, message);
  }

  /** Has something made of these settings, and notes what nobody asked for. */
  <T> Optional<T> make(Factory<T> factory) {
    int before = problems.count();
    var made = attempt(factory);
    if (made.isPresent()) {
      refuseUnknown();
    }
    return problems.count() == before ? made : Optional.empty();
  }

  /** Has something made of these settings, and of no more than it asks for. */
  <T> Optional<T> attempt(Factory<T> factory) {
    int before = problems.count();
    try {
      return Optional.of(factory.make(this));
    } catch (YamlException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (problems.count() == before) {
        problems.add(keys.at(), keys.path(), "cannot be made: " + said(e));
      }
      return Optional.empty();
    }
  }

  /** What was asked for, file names as they would be written in the root. */
  Node.Mapping written() {
    return (Node.Mapping) keys.asked().match(new Rebased(folder, files));
  }

  private void refuseUnknown() {
    keys.refuseUnknown();
    inner.forEach(Settings::refuseUnknown);
  }

  private Path path(String key, Lookup lookup) {
    var written = text(key);
    if (written.isEmpty()) {
      return folder.base().resolve("missing");
    }
    keys.node(key).ifPresent(files::add);
    try {
      return lookup.find(written);
    } catch (Folder.Unreachable e) {
      keys.problem(key, e.said());
      return folder.base().resolve("missing");
    }
  }

  private static String said(Exception e) {
    var message = e.getMessage() == null ? "" : e.getMessage();
    var kind = e instanceof IllegalArgumentException ? "" : e.getClass().getSimpleName() + " ";
    return kind + message.substring(0, Math.min(500, message.length()));
  }

  private interface Lookup {
    Path find(String written) throws Folder.Unreachable;
  }
}
