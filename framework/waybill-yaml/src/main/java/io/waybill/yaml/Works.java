package io.waybill.yaml;

import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the work behind a verb. */
final class Works implements Verb.Cases<Doing> {
  private static final Node.Mapping NO_SETTINGS = Nodes.mapping(Map.of());

  private final FileReader file;
  private final Problems problems;

  Works(FileReader file) {
    this.file = file;
    this.problems = file.problems();
  }

  @Override
  public Doing guard(Verb.Guard guard) {
    var name = guard.name();
    var factory = file.library().catalog().guards().get(name.text());
    if (factory == null) {
      return unknown(name, "guard", file.library().catalog().guards());
    }
    var where = new Name(name.written(), name.path().substring(0, name.path().lastIndexOf('.')));
    var settings = Settings.of(where, guard.step(), file.folder(), problems, StepShapes.GUARD_KEYS);
    return settings
        .make(factory)
        .map(made -> named(Origin.Kind.GUARD, name, ownOf(settings.written()), made))
        .map(Doing::work)
        .orElse(Doing.NOTHING_KNOWN);
  }

  @Override
  public Doing retrieve(Verb.Retrieve retrieve) {
    return file.sections()
        .documents(retrieve.name())
        .map(documents -> retrieve(retrieve, documents))
        .orElse(Doing.NOTHING_KNOWN);
  }

  private static Doing retrieve(Verb.Retrieve retrieve, Sections.Declared<Retriever> documents) {
    var name = retrieve.name().text();
    var origin = new Origin(Origin.Kind.DOCUMENTS, name, documents.settings(), retrieve.top());
    return Doing.work(new FromCatalog<>(origin, documents.made().retrieve(retrieve.top())));
  }

  @Override
  public Doing ask(Verb.Ask ask) {
    var fallback = new ArrayList<Work<?, ?>>();
    ask.fallback().forEach(name -> model(name, ask.asksQuestion()).ifPresent(fallback::add));
    return model(ask.name(), ask.asksQuestion())
        .map(work -> new Doing(work, fallback, Optional.empty(), String.class))
        .orElse(Doing.NOTHING_KNOWN);
  }

  @Override
  public Doing tool(Verb.Tool tool) {
    var made = file.library().catalog().tools().get(tool.name().text());
    return made == null
        ? unknown(tool.name(), "tool", file.library().catalog().tools())
        : Doing.work(named(Origin.Kind.TOOL, tool.name(), NO_SETTINGS, made));
  }

  @Override
  public Doing route(Verb.Route route) {
    var router = file.sections().router(route.name());
    router.ifPresent(found -> labels(route, found.made()));
    return router
        .map(found -> named(Origin.Kind.ROUTER, route.name(), found.settings(), found.made()))
        .map(work -> new Doing(work, List.of(), Optional.empty(), Object.class))
        .orElse(Doing.NOTHING_KNOWN);
  }

  @Override
  public Doing sub(Verb.Sub sub) {
    return file.plan(sub.name()).map(Doing::plan).orElse(Doing.NOTHING_KNOWN);
  }

  @Override
  public Doing each(Verb.Each each) {
    return Doing.NOTHING_KNOWN;
  }

  @Override
  public Doing loop(Verb.Loop loop) {
    return Doing.NOTHING_KNOWN;
  }

  /** Of a race for the best, the work that weighs. */
  @Override
  public Doing race(Verb.Race race) {
    var scorer = race.score().map(name -> tool(new Verb.Tool(name, Optional.empty())));
    return scorer
        .map(found -> new Doing(found.work(), List.of(), Optional.empty(), Object.class))
        .orElse(Doing.NOTHING_KNOWN);
  }

  @Override
  public Doing value(Verb.Constant value) {
    return Doing.NOTHING_KNOWN;
  }

  @Override
  public Doing unclear(Verb.Unclear unclear) {
    return Doing.NOTHING_KNOWN;
  }

  private Optional<Work<?, ?>> model(Name name, boolean asksQuestion) {
    return file.sections()
        .model(name)
        .map(
            model ->
                asksQuestion
                    ? named(Origin.Kind.ANSWER, name, model.settings(), model.made().answer())
                    : named(Origin.Kind.TEXT, name, model.settings(), model.made().text()));
  }

  private static Work<?, ?> named(
      Origin.Kind kind, Name name, Node.Mapping settings, Work<?, ?> made) {
    return new FromCatalog<>(new Origin(kind, name.text(), settings, 0), made);
  }

  /** What a router can never choose need not be written; a typo looks like that. */
  private void labels(Verb.Route route, Work<?, ?> router) {
    var chooses = router.info().labels();
    for (var branch : route.when()) {
      if (!chooses.isEmpty() && !chooses.contains(branch.label().text())) {
        problems.add(
            branch.label().at(),
            branch.label().path().substring(0, branch.label().path().lastIndexOf(".when.") + 5),
            "names '%s', which router '%s' cannot choose. %s"
                .formatted(
                    Known.clipped(branch.label().text()),
                    route.name().text(),
                    Known.among(branch.label().text(), chooses).replace("Known:", "It chooses:")));
      }
    }
  }

  private Doing unknown(Name name, String what, Map<String, ?> known) {
    problems.add(
        name.at(),
        name.path(),
        "names '%s', which is no %s here. %s"
            .formatted(Known.clipped(name.text()), what, Known.among(name.text(), known.keySet())));
    return Doing.NOTHING_KNOWN;
  }

  /** Of a step that is a guard: what is the guard's and not the step's. */
  private static Node.Mapping ownOf(Node.Mapping step) {
    var own = new LinkedHashMap<>(step.entries());
    own.keySet().removeAll(StepShapes.GUARD_KEYS);
    return new Node.Mapping(step.at(), own);
  }
}
