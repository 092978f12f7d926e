package io.waybill.routing.cascade;

import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.fit.Artefact;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/**
 * A scorer by what shows on an answer for free: each {@link Sign} counts for or against it, and the
 * reason says which did and by how much. A value.
 *
 * <p>Its usual weights were written by hand and say nothing about your answers: how likely an
 * answer is right means something once {@link BreakEven} has found the bar for a goal on answers of
 * yours, and {@link #fitted} weights are better. It abstains where nothing was asked.
 */
public final class Signs implements Router<Answered>, Fitted {
  /** Of artefacts that hold one. */
  public static final String KIND = "signs";

  private final Weights weights;
  private final Bars bars;
  private final Fingerprints seen;
  private final WorkInfo info;

  Signs(Weights weights, Bars bars, Fingerprints seen) {
    this.weights = weights;
    this.bars = bars;
    this.seen = seen;
    var config = new TreeMap<String, Object>(bars.data());
    config.putAll(weights.data());
    this.info =
        WorkInfo.named(KIND)
            .model(KIND)
            .config(config)
            .types(Answered.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(Bars.LABELS)
            .build();
  }

  /** With the usual weights; accepts what is rather right than wrong. */
  public static Signs usual() {
    return new Signs(Weights.usual(), Bars.USUAL, Fingerprints.of(List.of()));
  }

  /**
   * With the weights that tell right answers from wrong ones best on these; the same for the same
   * duels. A bar for it is found on others.
   *
   * @throws IllegalArgumentException if they are too few, saying how many it takes
   */
  public static Signs fitted(List<Duel> duels) {
    var fitting = new Fitting(duels, new float[duels.size()][0]).fitting();
    return new Signs(fitting.weights(), Bars.USUAL, Fitted.seen(duels));
  }

  /**
   * The scorer that was kept.
   *
   * @throws IllegalArgumentException if it has no weights, or one of a sign that there is not
   */
  public static Signs of(Artefact artefact) {
    return ScorerFile.signs(artefact);
  }

  /** As it is kept beside the workflow: sealed, a weight a line. */
  public Artefact artefact() {
    return ScorerFile.written(weights, bars, seen);
  }

  /** The same with another weight: what one of this sign adds to the log-odds of being right. */
  public Signs weigh(Sign sign, double weight) {
    return new Signs(weights.with(sign, weight), bars, seen);
  }

  /** The same with other bars. */
  public Signs bars(Bars bars) {
    return new Signs(weights, bars, seen);
  }

  @Override
  public boolean hasSeen(String question) {
    return seen.has(question);
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<Choice>> perform(Answered asked, CallContext call) {
    return Mono.fromSupplier(() -> Outcome.of(choice(asked)));
  }

  private Choice choice(Answered asked) {
    if (asked.question().isBlank()) {
      return new Choice(Choice.OTHERWISE, 1, Map.of(), "nothing was asked");
    }
    var parts = weights.parts(asked);
    return bars.choice(weights.right(parts), KIND, Weights.said(parts));
  }
}
