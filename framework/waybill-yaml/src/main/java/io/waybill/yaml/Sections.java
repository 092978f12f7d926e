package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models, routers and documents that a file declares, made by the catalog. */
final class Sections {
  private final Map<String, Optional<Declared<Model>>> models = new LinkedHashMap<>();
  private final Map<String, Optional<Declared<Work<?, Choice>>>> routers = new LinkedHashMap<>();
  private final Map<String, Optional<Declared<Retriever>>> documents = new LinkedHashMap<>();
  private final Folder folder;
  private final Problems problems;

  /** What was made, and of what. */
  record Declared<T>(T made, Node.Mapping settings) {}

  Sections(FileShape file, Catalog catalog, Folder folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
    file.models().forEach((name, entry) -> models.put(name, model(name, entry, catalog)));
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

  private Optional<Declared<Model>> model(String name, Node.Entry entry, Catalog catalog) {
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
    List<String> present = kinds.keySet().stream().filter(keys::has).toList();
    if (present.size() == 1) {
      return made(kinds.get(present.get(0)), where, entry.value(), Set.of());
    }
    if (entry.value() instanceof Node.Mapping mapping) {
      problems.add(
          entry.value().at(),
          where.path(),
          present.isEmpty()
              ? "does not say its kind, one of %s. %s"
                  .formatted(
                      String.join(", ", kinds.keySet()),
                      mapping.entries().keySet().stream()
                          .map(key -> Known.nearest(key, kinds.keySet()))
                          .flatMap(Optional::stream)
                          .findFirst()
                          .map("Did you mean '%s'?"::formatted)
                          .orElse(""))
                  .strip()
              : "is of two kinds: " + String.join(", ", present));
    }
    return Optional.empty();
  }

  private <T> Optional<Declared<T>> made(
      @Nullable Factory<T> factory, Name where, Node node, Set<String> known) {
    if (factory == null) {
      return Optional.empty();
    }
    var settings = Settings.of(where, node, folder, problems, known);
    return settings.make(factory).map(made -> new Declared<>(made, settings.written()));
  }
}
