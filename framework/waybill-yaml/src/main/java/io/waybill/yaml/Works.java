package io.waybill.yaml;

import io.waybill.work.Work;
import java.util.LinkedHashMap;
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
      unknown(name, "guard", file.library().catalog().guards());
      return Doing.NOTHING_KNOWN;
    }
    var where = new Name(name.written(), name.path().substring(0, name.path().lastIndexOf('.')));
    var around = new Surroundings(file.folder(), problems);
    var settings = Settings.of(where, guard.step(), around, StepShapes.GUARD_KEYS);
    return Doing.of(
        settings
            .make(factory)
            .map(made -> named(Origin.Kind.GUARD, name, ownOf(settings.written()), made)),
        this::otherGuard);
  }

  private Optional<Work<?, ?>> otherGuard(Name name) {
    problems.add(
        name.at(),
        name.path(),
        "names '%s'; no other guard stands in for one. Write { skip: a value }, or 'on_error'"
            .formatted(Known.clipped(name.text())));
    return Optional.empty();
  }

  @Override
  public Doing retrieve(Verb.Retrieve retrieve) {
    return Doing.of(
        documents(retrieve.name(), retrieve.top()), name -> documents(name, retrieve.top()));
  }

  private Optional<Work<?, ?>> documents(Name name, int top) {
    return file.sections()
        .documents(name)
        .map(
            documents ->
                new FromCatalog<>(
                    new Origin(Origin.Kind.DOCUMENTS, name.text(), documents.settings(), top),
                    documents.made().retrieve(top)));
  }

  @Override
  public Doing ask(Verb.Ask ask) {
    boolean asks = ask.asksQuestion();
    return Doing.of(model(ask.name(), asks), name -> model(name, asks), String.class);
  }

  @Override
  public Doing tool(Verb.Tool tool) {
    return Doing.of(tool(tool.name()), this::tool);
  }

  private Optional<Work<?, ?>> tool(Name name) {
    var made = file.library().catalog().tools().get(name.text());
    if (made == null) {
      unknown(name, "tool", file.library().catalog().tools());
      return Optional.empty();
    }
    return Optional.of(named(Origin.Kind.TOOL, name, NO_SETTINGS, made));
  }

  @Override
  public Doing route(Verb.Route route) {
    var routers = new Routers(file);
    var router = routers.at(route);
    router.ifPresent(found -> labels(route, found));
    return Doing.of(router, routers::alone, Object.class);
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
    return Doing.of(race.score().flatMap(this::tool), name -> Optional.empty(), Object.class);
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

  private void unknown(Name name, String what, Map<String, ?> known) {
    problems.add(
        name.at(),
        name.path(),
        "names '%s', which is no %s here. %s"
            .formatted(Known.clipped(name.text()), what, Known.among(name.text(), known.keySet())));
  }

  /** Of a step that is a guard: what is the guard's and not the step's. */
  private static Node.Mapping ownOf(Node.Mapping step) {
    var own = new LinkedHashMap<>(step.entries());
    own.keySet().removeAll(StepShapes.GUARD_KEYS);
    return new Node.Mapping(step.at(), own);
  }
}
