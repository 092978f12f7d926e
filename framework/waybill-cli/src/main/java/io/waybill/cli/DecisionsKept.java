package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.routing.feedback.DecisionId;
import io.waybill.routing.feedback.DecisionLog;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import io.waybill.yaml.Comparison;
import io.waybill.yaml.Trial;
import io.waybill.yaml.Trials;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is kept of decisions: of every router at every step of a workflow that routes, of those that
 * are tried with it too. Texts are kept without what has the looks of private data, and those of a
 * step that may be given private data are not kept at all.
 */
final class DecisionsKept implements Trials, AutoCloseable {
  /** Nobody keeps any: then canaries decide their share, and shadows are not asked. */
  static final DecisionsKept NOWHERE =
      new DecisionsKept(DecisionLog.none(), Keeping.NOTHING, said -> {});

  private static final String SHADOW = "shadow";

  private final DecisionLog log;
  private final Keeping keeping;
  private final Consumer<String> tell;
  private volatile Set<String> privately = Set.of();

  /** How much is kept. */
  enum Keeping {
    NOTHING,
    DECISIONS,
    DECISIONS_AND_TEXTS
  }

  /**
   * @param tell is told what went wrong without anything being lost
   */
  DecisionsKept(DecisionLog log, Keeping keeping, Consumer<String> tell) {
    this.log = log;
    this.keeping = keeping;
    this.tell = tell;
  }

  @Override
  public Work<?, Choice> of(Trial trial) {
    if (keeping == Keeping.NOTHING && !trial.triesAny()) {
      return trial.live();
    }
    var kept = log.remember(any(trial.live()), this::text);
    if (trial.shadow().isPresent()) {
      kept = kept.shadowed(any(trial.shadow().get()));
    }
    if (trial.canary().isPresent()) {
      var canary = trial.canary().get();
      kept = kept.canary(any(canary.router()), canary.share(), canary.seed());
    }
    return kept;
  }

  /** A plan checks what a router takes before anything is given to it. */
  @SuppressWarnings("unchecked")
  private static Work<Object, Choice> any(Work<?, Choice> router) {
    return (Work<Object, Choice>) router;
  }

  /** Only texts are fitted to; of anything else nobody could say what is private in it. */
  private String text(DecisionId id, Object input) {
    return keeping == Keeping.DECISIONS_AND_TEXTS
            && input instanceof CharSequence text
            && !privately.contains(Steps.idOf(id.path()))
        ? Scrubbed.text(text.toString())
        : "";
  }

  /** To be said before the first run of a plan: what of it will not be kept, and why. */
  List<String> begin(Plan<?> plan) {
    privately = Privately.routes(plan);
    var notes = new ArrayList<String>();
    var routes = routes(plan).toList();
    if (keeping == Keeping.NOTHING) {
      routes.forEach(
          route ->
              shadow(route)
                  .forEach(
                      who ->
                          notes.add(
                              "%s: its shadow is not asked, for nobody would keep what it says: say --decisions FILE"
                                  .formatted(route.id()))));
    } else if (routes.isEmpty()) {
      notes.add("plan %s asks no router: there are no decisions to keep".formatted(plan.name()));
    }
    if (keeping == Keeping.DECISIONS_AND_TEXTS) {
      routes.stream()
          .map(Step::id)
          .filter(privately::contains)
          .distinct()
          .forEach(
              id ->
                  notes.add(
                      "%s may be given private data: its decisions are kept without the texts. Let it read what 'guard: redact' gives"
                          .formatted(id)));
    }
    return notes;
  }

  /** The steps of a plan at which routers are asked; those with an 'if' ask none. */
  static Stream<Step.Route> routes(Plan<?> plan) {
    return Steps.in(plan)
        .filter(Step.Route.class::isInstance)
        .map(Step.Route.class::cast)
        .filter(route -> !Comparison.Operands.class.equals(route.work().info().input()));
  }

  /** The shadow of a step, as its description has it; none if it has none. */
  static List<String> shadow(Step.Route route) {
    Map<String, Object> config = route.work().info().config();
    return config.containsKey(SHADOW) ? List.of(String.valueOf(config.get(SHADOW))) : List.of();
  }

  /** Waits until all of it is on the disk. */
  @Override
  public void close() {
    try {
      log.close();
    } catch (UncheckedIOException e) {
      throw Complaint.trouble("not every decision is kept: " + e.getMessage());
    }
    log.problems().forEach(tell);
  }
}
