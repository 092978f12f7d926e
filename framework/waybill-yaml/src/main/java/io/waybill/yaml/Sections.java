package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models, routers and documents that a file declares, made by the catalog. */
final class Sections {
  /** The kind of router that lies in a file, and how the name of such a file ends. */
  static final String FITTED = "fitted";

  static final String FITTED_FILE = ".router";

  private final Map<String, Optional<Declared<Model>>> models = new LinkedHashMap<>();
  private final Map<String, Optional<Declared<Work<?, Choice>>>> routers = new LinkedHashMap<>();
  private final Map<String, Optional<Declared<Retriever>>> documents = new LinkedHashMap<>();
  private final Catalog catalog;
  private final Folder folder;
  private final Problems problems;

  /**
   * What was made, and of what.
   *
   * @param asks the models that the settings name
   */
  record Declared<T>(T made, Node.Mapping settings, Asks asks) {}

  Sections(FileShape file, Catalog catalog, Folder folder, Problems problems) {
    this.catalog = catalog;
    this.folder = folder;
    this.problems = problems;
    file.models().forEach((name, entry) -> models.put(name, model(name, entry)));
    file.routers()
        .forEach(
            (name, entry) -> routers.put(name, ofKind("routers", name, entry, catalog.routers())));
    file.documents()
        .forEach(
            (name, entry) ->
                documents.put(name, ofKind("documents", name, entry, catalog.documents())));
  }

  Optional<Declared<Model>> model(Name name) {
    return declared("models", models, name);
  }

  Optional<Declared<Work<?, Choice>>> router(Name name) {
    return declared("routers", routers, name);
  }

  Optional<Declared<Retriever>> documents(Name name) {
    return declared("documents", documents, name);
  }

  /** Whether anything is declared under that name. */
  boolean declare(String name) {
    return models.containsKey(name) || routers.containsKey(name) || documents.containsKey(name);
  }

  private <T> Optional<Declared<T>> declared(
      String section, Map<String, Optional<Declared<T>>> known, Name name) {
    var found = known.get(name.text());
    if (found == null) {
      problems.add(
          name.at(),
          name.path(),
          "names '%s', which '%s' does not declare. %s"
              .formatted(
                  Known.clipped(name.text()), section, Known.among(name.text(), known.keySet())));
      return Optional.empty();
    }
    return found;
  }

  private Optional<Declared<Model>> model(String name, Node.Entry entry) {
    var where = new Name(name, entry.key(), "models." + name);
    var keys = Keys.of(entry.value(), where.path(), problems);
    var provider = keys.requiredName("provider");
    if (provider.isEmpty()) {
      return Optional.empty();
    }
    var factory = catalog.providers().get(provider.get().text());
    if (factory == null) {
      keys.problem(
          "provider",
          "names '%s', which is no provider here. %s"
              .formatted(
                  Known.clipped(provider.get().text()),
                  Known.among(provider.get().text(), catalog.providers().keySet())));
      return Optional.empty();
    }
    return made(factory, where, entry.value(), Set.of("provider"));
  }

  private <T> Optional<Declared<T>> ofKind(
      String section, String name, Node.Entry entry, Map<String, Factory<T>> kinds) {
    var where = new Name(name, entry.key(), section + "." + name);
    var keys = Keys.of(entry.value(), where.path(), problems);
    return entry.value() instanceof Node.Mapping
        ? Kinds.among(keys, kinds, problems)
            .flatMap(factory -> made(factory, where, entry.value(), Set.of()))
        : Optional.empty();
  }

  /** A router that a file holds: it is named where it is used, and declared nowhere. */
  Optional<Declared<Work<?, Choice>>> fitted(Name file) {
    var factory = catalog.routers().get(FITTED);
    if (factory == null) {
      problems.add(
          file.at(),
          file.path(),
          "names '%s', and no kind of router here is '%s'"
              .formatted(Known.clipped(file.text()), FITTED));
      return Optional.empty();
    }
    var entry = new Node.Entry(file.at(), file.written());
    var settings = new Node.Mapping(file.at(), Map.of(FITTED, entry));
    var name = file.text().substring(file.text().lastIndexOf('/') + 1);
    var called = name.substring(0, name.length() - FITTED_FILE.length());
    return made(factory, new Name(called, file.at(), file.path()), settings, Set.of());
  }

  /** Whether a router of that name is the name of a file. */
  boolean inFile(Name router) {
    return router.text().endsWith(FITTED_FILE) && !routers.containsKey(router.text());
  }

  private <T> Optional<Declared<T>> made(
      @Nullable Factory<T> factory, Name where, Node node, Set<String> known) {
    if (factory == null) {
      return Optional.empty();
    }
    var around = new Surroundings(folder, problems, catalog.routers(), this::model);
    var settings = Settings.of(where, node, around, known);
    return settings
        .make(factory)
        .map(made -> new Declared<>(made, settings.written(), settings.asks()));
  }
}
