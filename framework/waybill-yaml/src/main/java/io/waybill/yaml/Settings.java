package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The settings of one model, router, collection of documents or guard, as a workflow file gives
 * them. Asking for a key makes it known: what stays unasked is refused. What is missing or wrong is
 * noted with its place and answered with something harmless, so that all of it is found at once.
 */
public final class Settings {
  private final String name;
  private final Keys keys;
  private final Surroundings around;
  private final Map<String, List<Settings>> inner = new LinkedHashMap<>();
  private final Map<String, Keys> within = new LinkedHashMap<>();

  private Settings(String name, Keys keys, Surroundings around) {
    this.name = name;
    this.keys = keys;
    this.around = around;
  }

  /** Those of a node, some keys of which somebody else reads. */
  static Settings of(Name name, Node node, Surroundings around, Collection<String> known) {
    var keys = Keys.of(node, name.path(), around.problems()).knowing(known);
    return new Settings(name.text(), keys, around);
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

  /** A text under a name of a mapping; empty if it is not there. */
  public Optional<String> optionalText(String key, String name) {
    return within(key).name(name).map(Name::text);
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

  /** A whole number, not negative, under a name of a mapping. */
  public int integer(String key, String name, int otherwise) {
    return within(key).integer(name, 0).orElse(otherwise);
  }

  /** A number that must be there. */
  public double decimal(String key) {
    keys.required(key);
    return decimal(key, 0);
  }

  public double decimal(String key, double otherwise) {
    return keys.decimal(key).orElse(otherwise);
  }

  /** The number at a place, from 0, of a list of so many; empty if the list is not there. */
  public OptionalDouble decimal(String key, int place, int of) {
    return keys.decimals(key, place, of);
  }

  /** A duration, written {@code 8s} or {@code 250ms}. */
  public Duration duration(String key, Duration otherwise) {
    return keys.duration(key).orElse(otherwise);
  }

  /** A duration under a name of a mapping. */
  public Duration duration(String key, String name, Duration otherwise) {
    return within(key).duration(name).orElse(otherwise);
  }

  /** {@code true} or {@code false}; false if it is not there. */
  public boolean flag(String key) {
    return keys.flag(key);
  }

  /** The texts of a list; none if it is not there. */
  public List<String> list(String key) {
    return keys.names(key).stream().map(Name::text).toList();
  }

  /** The texts of a mapping in their order, by key; none if it is not there. */
  public Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    keys.entries(key)
        .forEach(
            (name, entry) ->
                Keys.text(entry.value(), keys.path(key) + "." + name, around.problems())
                    .ifPresent(text -> texts.put(name, text.text())));
    return texts;
  }

  /** A model of the file, by the name that must be there. */
  public Optional<Model> model(String key) {
    return keys.requiredName(key).flatMap(around::model);
  }

  /** A model of the file, by its name under a name of a mapping; empty if that is not there. */
  public Optional<Model> model(String key, String name) {
    return within(key).name(name).flatMap(around::model);
  }

  /** The router that these settings declare beside what else is asked for, by its kind. */
  public Optional<Work<?, Choice>> router() {
    var kind = Kinds.among(keys, around.routers(), around.problems());
    if (kind.isEmpty()) {
      keys.knowing(keys.mapping().entries().keySet()); // nobody can say what else is wrong
    }
    return kind.flatMap(this::attempt);
  }

  /** The mappings of a list, each with settings of its own; none if it is not there. */
  public List<Settings> mappings(String key) {
    var items = keys.items(key);
    var each = new ArrayList<Settings>();
    for (int i = 0; i < items.size(); i++) {
      var path = keys.path(key) + "." + i;
      each.add(new Settings(name, Keys.of(items.get(i), path, around.problems()), around));
    }
    inner.put(key, each);
    return each;
  }

  /**
   * A file that must be there: below the workflow's folder, no link out of it, at most 16 MiB. The
   * path leads nowhere if there is no such file; that is noted, so what reading it throws is not.
   */
  public Path file(String key) {
    return path(key, around.folder()::file);
  }

  /** A folder that must be there, below the workflow's folder; as with {@link #file}. */
  public Path folder(String key) {
    return path(key, around.folder()::folder);
  }

  /** Notes what is wrong with a setting, in words that follow its path: {@code is above 1}. */
  public void problem(String key, String message) {
    keys.problem(key, message);
  }

  /** Has something made of these settings, and notes what nobody asked for. */
  <T> Optional<T> make(Factory<T> factory) {
    int before = around.problems().count();
    var made = attempt(factory);
    if (made.isPresent()) {
      refuseUnknown();
    }
    return around.problems().count() == before ? made : Optional.empty();
  }

  /** Has something made of these settings, and of no more than it asks for. */
  <T> Optional<T> attempt(Factory<T> factory) {
    int before = around.problems().count();
    try {
      return Optional.of(factory.make(this));
    } catch (YamlException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (around.problems().count() == before) {
        around.problems().add(keys.at(), keys.path(), "cannot be made: " + said(e));
      }
      return Optional.empty();
    }
  }

  /** What was asked for, file names as they would be written in the root. */
  Node.Mapping written() {
    return (Node.Mapping) asked().match(new Replaced(around.rebased()));
  }

  /** The models of the file that they name. */
  Asks asks() {
    return around.asks();
  }

  private Node.Mapping asked() {
    var asked = new LinkedHashMap<>(keys.asked().entries());
    inner.forEach((key, all) -> asked.computeIfPresent(key, (same, entry) -> ofInner(entry, all)));
    return new Node.Mapping(keys.at(), asked);
  }

  private static Node.Entry ofInner(Node.Entry entry, List<Settings> all) {
    var items = all.stream().<Node>map(Settings::asked).toList();
    return new Node.Entry(entry.key(), new Node.Sequence(entry.value().at(), items));
  }

  private void refuseUnknown() {
    keys.refuseUnknown();
    within.values().forEach(Keys::refuseUnknown);
    inner.values().forEach(all -> all.forEach(Settings::refuseUnknown));
  }

  /** The keys of a mapping; none if it is not there. */
  private Keys within(String key) {
    return within.computeIfAbsent(
        key,
        asked ->
            Keys.of(
                keys.node(asked).orElse(new Node.Mapping(keys.at(), Map.of())),
                keys.path(asked),
                around.problems()));
  }

  private Path path(String key, Lookup lookup) {
    var written = text(key);
    if (written.isEmpty()) {
      return around.nowhere();
    }
    keys.node(key).ifPresent(around::file);
    try {
      return lookup.find(written);
    } catch (Folder.Unreachable e) {
      keys.problem(key, e.said());
      return around.nowhere();
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
