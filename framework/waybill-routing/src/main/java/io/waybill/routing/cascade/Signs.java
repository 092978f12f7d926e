package io.waybill.routing.cascade;

import io.waybill.routing.data.Fingerprints;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Path;
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
        WorkInfo.named("signs")
            .model("signs")
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
   * Reads a scorer that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the file is none, or is not as it was written
   */
  public static Signs read(Path file) {
    return ScorerFile.signs(file);
  }

  /**
   * Writes it as a router file: sealed, a weight a line, to be kept beside the workflow.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public void write(Path file) throws IOException {
    ScorerFile.of(weights, bars, seen).write(file);
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
    return bars.choice(weights.right(parts), "signs", Weights.said(parts));
  }
}
