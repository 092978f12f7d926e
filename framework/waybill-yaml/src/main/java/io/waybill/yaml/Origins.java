package io.waybill.yaml;

import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Finds how a file would name a work. What a file named remembers it; of what Java made, it is
 * tried: the factory that makes the same work from its configuration is the one.
 */
final class Origins {
  private final Catalog catalog;
  private final Folder folder;

  Origins(Catalog catalog, Folder folder) {
    this.catalog = catalog;
    this.folder = folder;
  }

  /** The name of what a call performs. */
  Optional<Origin> ofCall(Work<?, ?> work) {
    return remembered(work)
        .or(() -> tool(work.info()))
        .or(() -> tried(work.info(), Origin.Kind.GUARD, catalog.guards(), this::config, same(work)))
        .or(() -> model(work))
        .or(() -> documents(work.info()));
  }

  /** The name of what a route asks. */
  Optional<Origin> ofRoute(Work<?, ?> work) {
    return remembered(work)
        .or(
            () ->
                tried(
                    work.info(), Origin.Kind.ROUTER, catalog.routers(), this::ofKind, same(work)));
  }

  private static Optional<Origin> remembered(Work<?, ?> work) {
    return work instanceof FromCatalog<?, ?> named ? Optional.of(named.origin()) : Optional.empty();
  }

  private Optional<Origin> tool(WorkInfo info) {
    return catalog.tools().entrySet().stream()
        .filter(tool -> alike(tool.getValue().info(), info))
        .map(tool -> origin(Origin.Kind.TOOL, tool.getKey(), Map.of()))
        .findFirst();
  }

  private Optional<Origin> model(Work<?, ?> work) {
    return tried(
            work.info(),
            Origin.Kind.TEXT,
            catalog.providers(),
            this::provided,
            model -> alike(model.text().info(), work.info()))
        .or(
            () ->
                tried(
                    work.info(),
                    Origin.Kind.ANSWER,
                    catalog.providers(),
                    this::provided,
                    model -> alike(model.answer().info(), work.info())));
  }

  private Optional<Origin> documents(WorkInfo info) {
    if (!(info.config().get("top") instanceof Long top) || top < 1 || top > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    return tried(
            info,
            Origin.Kind.DOCUMENTS,
            catalog.documents(),
            this::ofKind,
            retriever -> alike(retriever.retrieve(top.intValue()).info(), info))
        .map(found -> new Origin(found.kind(), found.name(), found.settings(), top.intValue()));
  }

  private <T> Optional<Origin> tried(
      WorkInfo info,
      Origin.Kind kind,
      Map<String, Factory<T>> factories,
      BiFunction<String, WorkInfo, Optional<Node.Mapping>> settings,
      Function<T, Boolean> same) {
    if (info.anonymous()) {
      return Optional.empty();
    }
    for (var candidate : factories.entrySet()) {
      var given = settings.apply(candidate.getKey(), info);
      if (given.isPresent()) {
        var tried =
            Settings.of(
                new Name(candidate.getKey(), given.get().at(), ""),
                given.get(),
                new Surroundings(
                    folder, new Problems(), catalog.routers(), name -> Optional.empty()),
                List.of("provider"));
        if (tried.attempt(candidate.getValue()).map(same).orElse(false)) {
          return Optional.of(new Origin(kind, candidate.getKey(), tried.written(), 0));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Node.Mapping> config(String name, WorkInfo info) {
    return Optional.of(Nodes.mapping(info.config()));
  }

  private Optional<Node.Mapping> ofKind(String kind, WorkInfo info) {
    return config(kind, info).filter(settings -> settings.entries().containsKey(kind));
  }

  private Optional<Node.Mapping> provided(String provider, WorkInfo info) {
    var settings = new LinkedHashMap<String, Object>();
    settings.put("provider", provider);
    settings.putAll(info.config());
    settings.put("provider", provider);
    return Optional.of(Nodes.mapping(settings));
  }

  private static <T extends Work<?, ?>> Function<T, Boolean> same(Work<?, ?> work) {
    return made -> alike(made.info(), work.info());
  }

  private static boolean alike(WorkInfo one, WorkInfo other) {
    return one.name().equals(other.name())
        && one.version().equals(other.version())
        && one.config().equals(other.config());
  }

  private static Origin origin(Origin.Kind kind, String name, Map<String, ?> settings) {
    return new Origin(kind, name, Nodes.mapping(settings), 0);
  }
}
