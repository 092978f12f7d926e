package io.waybill.routing.cascade;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * A scorer by what shows on an answer for free: each {@link Sign} counts for or against it, and the
 * reason says which did and by how much. A value.
 *
 * <p>Its usual weights were written by hand and say nothing about your answers: how likely an
 * answer is right means something once {@link BreakEven} has found the bar for a goal on answers of
 * yours. It abstains where nothing was asked.
 */
public final class Signs implements Router<Answered> {
  private static final double USUAL_START = 1.6;
  private static final Bars USUAL_BARS = Bars.accept(0.5);
  private static final int NAMED = 4;
  private static final double LEAST_NAMED = 0.005;

  private final double start;
  private final Map<Sign, Double> weights;
  private final Bars bars;
  private final WorkInfo info;

  Signs(double start, Map<Sign, Double> weights, Bars bars) {
    this.start = start;
    this.weights = new EnumMap<>(weights);
    this.bars = bars;
    var config = new TreeMap<String, Object>(bars.data());
    config.put("start", start);
    config.put("weights", named(this.weights));
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
    var weights = new EnumMap<Sign, Double>(Sign.class);
    for (var sign : Sign.values()) {
      weights.put(sign, sign.usual());
    }
    return new Signs(USUAL_START, weights, USUAL_BARS);
  }

  /**
   * With the weights that tell right answers from wrong ones best on these; the same for the same
   * duels. A bar for it is found on others.
   *
   * @throws IllegalArgumentException if they are too few, saying how many it takes
   */
  public static Signs fitted(List<Duel> duels) {
    var fitted = new Fitting(duels, new float[duels.size()][0]).fitted();
    return new Signs(fitted.start(), fitted.signs(), USUAL_BARS);
  }

  /**
   * Reads a scorer that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the file is none, or is not as it was written
   */
  public static Signs read(Path file) {
    return SignsFile.read(file);
  }

  /**
   * Writes it as a router file: sealed, a weight a line, to be kept beside the workflow.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public void write(Path file) throws IOException {
    SignsFile.of(start, weights, bars).write(file);
  }

  /** The same with another weight: what one of this sign adds to the log-odds of being right. */
  public Signs weigh(Sign sign, double weight) {
    var others = new EnumMap<Sign, Double>(weights);
    others.put(sign, weight);
    return new Signs(start, others, bars);
  }

  /** The same with other bars. */
  public Signs bars(Bars bars) {
    return new Signs(start, weights, bars);
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
    var parts = parts(asked);
    double odds = start;
    for (var part : parts.values()) {
      odds += part;
    }
    return bars.choice(1 / (1 + Math.exp(-odds)), "signs", said(parts));
  }

  /** What each sign adds to the log-odds. */
  private Map<Sign, Double> parts(Answered asked) {
    var parts = new EnumMap<Sign, Double>(Sign.class);
    weights.forEach((sign, weight) -> parts.put(sign, weight * sign.of(asked)));
    return parts;
  }

  /** The parts that count most: {@code hedges -1.20, length -0.35}. */
  private static String said(Map<Sign, Double> parts) {
    var most = new ArrayList<>(parts.entrySet());
    most.removeIf(part -> Math.abs(part.getValue()) < LEAST_NAMED);
    most.sort(Comparator.comparingDouble(part -> -Math.abs(part.getValue())));
    var named = most.subList(0, Math.min(NAMED, most.size()));
    return named.isEmpty() ? "nothing shows" : shown(named);
  }

  private static String shown(List<Map.Entry<Sign, Double>> parts) {
    return parts.stream()
        .map(part -> String.format(Locale.ROOT, "%s %+.2f", part.getKey(), part.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Object> named(Map<Sign, Double> weights) {
    var named = new TreeMap<String, Object>();
    weights.forEach((sign, weight) -> named.put(sign.toString(), weight));
    return named;
  }
}
