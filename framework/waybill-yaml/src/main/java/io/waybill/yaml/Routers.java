package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds what decides at a step: its router, and who is tried with it. */
final class Routers {
  private final FileReader file;
  private final Problems problems;

  Routers(FileReader file) {
    this.file = file;
    this.problems = file.problems();
  }

  /** What decides at a step. */
  Optional<Work<?, ?>> at(Verb.Route route) {
    var live = named(route.name());
    var shadow = route.tried().shadow().flatMap(name -> beside(live, route.name(), name));
    var canary =
        route
            .tried()
            .canary()
            .flatMap(
                written ->
                    beside(live, route.name(), written.router())
                        .map(router -> new Drawn(router, written)));
    return live.map(router -> together(router, shadow, canary, route.name()));
  }

  /** A router that decides in place of another. */
  Optional<Work<?, ?>> alone(Name name) {
    return named(name).map(router -> together(router, Optional.empty(), Optional.empty(), name));
  }

  /** A router that decides a share of the calls. */
  private record Drawn(FromCatalog<?, Choice> router, TryShape.Canary written) {}

  private Work<?, Choice> together(
      FromCatalog<?, Choice> live,
      Optional<FromCatalog<?, Choice>> shadow,
      Optional<Drawn> canary,
      Name name) {
    var trial =
        new Trial(
            live.made(),
            shadow.map(FromCatalog::made),
            canary.map(
                drawn ->
                    new Trial.Canary(
                        drawn.router.made(), drawn.written.share(), drawn.written.seed())));
    var tries =
        new Tries(
            shadow.map(FromCatalog::origin),
            canary.map(
                drawn ->
                    new Tries.Canary(
                        drawn.router.origin(), drawn.written.share(), drawn.written.seed())));
    var trials = file.library().catalog().trials();
    if (trials.isEmpty() && trial.triesAny()) {
      problems.add(
          name.at(), name.path(), "has others beside it, and nothing here tries routers together");
    }
    var made = trials.isPresent() ? trials.get().of(trial) : trial.live();
    return from(live.origin().trying(tries), made);
  }

  /** One that must be able to say what the step's own router says, and no more. */
  private Optional<FromCatalog<?, Choice>> beside(
      Optional<FromCatalog<?, Choice>> live, Name own, Name name) {
    var other = named(name);
    if (live.isPresent() && other.isPresent()) {
      var all = live.get().info().labels();
      var others = other.get().info().labels();
      if (!all.isEmpty() && !others.isEmpty() && !all.equals(others)) {
        problems.add(
            name.at(),
            name.path(),
            "names '%s', which has other labels than '%s': %s"
                .formatted(Known.clipped(name.text()), own.text(), difference(all, others)));
        return Optional.empty();
      }
    }
    return other;
  }

  /** {@code it cannot choose billing; it chooses refund besides}. */
  private static String difference(Set<String> all, Set<String> others) {
    var said = new ArrayList<String>();
    var missing = without(all, others);
    if (!missing.isEmpty()) {
      said.add("it cannot choose " + String.join(", ", missing));
    }
    var more = without(others, all);
    if (!more.isEmpty()) {
      said.add("it chooses %s besides".formatted(String.join(", ", more)));
    }
    return String.join("; ", said);
  }

  private static Collection<String> without(Set<String> all, Set<String> others) {
    var left = new TreeSet<>(all);
    left.removeAll(others);
    return left;
  }

  private Optional<FromCatalog<?, Choice>> named(Name name) {
    var sections = file.sections();
    return (sections.inFile(name) ? sections.fitted(name) : sections.router(name))
        .map(
            found ->
                from(
                    new Origin(
                        Origin.Kind.ROUTER,
                        name.text(),
                        found.settings(),
                        0,
                        found.asks(),
                        Tries.NOBODY),
                    found.made()));
  }

  private static FromCatalog<?, Choice> from(Origin origin, Work<?, Choice> made) {
    return new FromCatalog<>(origin, made);
  }
}
