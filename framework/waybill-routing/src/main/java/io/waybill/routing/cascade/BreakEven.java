package io.waybill.routing.cascade;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a cascade would have come to on answers that are there already, for every bar of its scorer:
 * each question costs and takes what the cheap work did, and those escalated what the large one did
 * on top: {@code cost = c_s + p_esc·c_l}, {@code latency = l_s + p_esc·l_l}, with {@code c_l} and
 * {@code l_l} of the questions that are escalated.
 *
 * <p>It is an estimate for other questions like these; of rows that a scorer was fitted on it would
 * be too good.
 *
 * @param cheap all questions answered by the cheap work alone
 * @param large all by the large work at once
 * @param points from accepting every answer to accepting only the best
 */
public record BreakEven(Toll cheap, Toll large, List<Point> points) {
  private static final int MOST_POINTS = 200;
  private static final int AT_ONCE = 8;

  /**
   * A bar and what it would have come to.
   *
   * @param accept the bar: {@link Bars#accept}
   * @param escalated how many questions are escalated
   */
  public record Point(double accept, int escalated, Toll toll) {
    /** The share that is escalated: {@code p_esc}. */
    public double share() {
      return (double) escalated / toll.rows();
    }
  }

  /**
   * A duel and how likely a scorer thinks the cheap answer right.
   *
   * @param right in [0, 1]
   */
  public record Scored(Duel duel, double right) {
    public Scored {
      if (!(right >= 0 && right <= 1)) {
        throw new IllegalArgumentException("a probability is in [0, 1], not " + right);
      }
    }
  }

  public BreakEven {
    points = List.copyOf(points);
  }

  /**
   * For a scorer: each answer is scored once, whatever its bars. What that costs is not counted; if
   * it costs anything, it belongs to the cheap side of a duel.
   *
   * @throws IllegalArgumentException if the scorer was fitted on any of these questions
   */
  public static Mono<BreakEven> of(List<Duel> duels, Work<Answered, Choice> scorer) {
    refuseSeen(duels, scorer);
    return Flux.fromIterable(duels)
        .flatMapSequential(duel -> scored(duel, scorer), AT_ONCE)
        .collectList()
        .map(BreakEven::of);
  }

  private static void refuseSeen(List<Duel> duels, Work<Answered, Choice> scorer) {
    if (scorer instanceof Fitted fitted) {
      long seen = duels.stream().filter(duel -> fitted.hasSeen(duel.asked().question())).count();
      if (seen > 0) {
        throw new IllegalArgumentException(
            "the scorer was fitted on %d of these %d questions, and would look too good: keep some apart"
                .formatted(seen, duels.size()));
      }
    }
  }

  private static Mono<Scored> scored(Duel duel, Work<Answered, Choice> scorer) {
    return scorer
        .perform(duel.asked(), CallContext.detached("break-even"))
        .map(said -> new Scored(duel, Bars.right(said.value()).orElse(0)));
  }

  /**
   * For scores that are there.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BreakEven of(List<Scored> scored) {
    if (scored.isEmpty()) {
      throw new IllegalArgumentException("a break-even needs questions that both works answered");
    }
    var sorted = new ArrayList<>(scored);
    sorted.sort(Comparator.comparingDouble(Scored::right));
    return new BreakEven(toll(sorted, Duel::cheap), toll(sorted, Duel::large), points(sorted));
  }

  private static Toll toll(List<Scored> scored, Function<Duel, Tried> tried) {
    return Toll.of(scored.stream().map(Scored::duel).map(tried).toList());
  }

  /** At every score, or evenly many of them: what scores less is escalated. */
  private static List<Point> points(List<Scored> sorted) {
    var places = new ArrayList<Integer>();
    for (int at = 0; at < sorted.size(); at++) {
      if (at == 0 || sorted.get(at - 1).right() < sorted.get(at).right()) {
        places.add(at);
      }
    }
    return spread(places, MOST_POINTS).stream().map(at -> point(sorted, at)).toList();
  }

  private static Point point(List<Scored> sorted, int escalated) {
    var tried = new ArrayList<Tried>();
    for (int at = 0; at < sorted.size(); at++) {
      var duel = sorted.get(at).duel();
      tried.add(at < escalated ? duel.cheap().then(duel.large()) : duel.cheap());
    }
    return new Point(sorted.get(escalated).right(), escalated, Toll.of(tried));
  }

  /** So many of them at most, the first and the last included. */
  static <T> List<T> spread(List<T> all, int most) {
    if (all.size() <= most) {
      return List.copyOf(all);
    }
    var some = new ArrayList<T>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  /**
   * The share of escalations from which a cascade is dearer than asking the large work at once:
   * {@code 1 - c_s/c_l}; 0 if it always is. Empty if a price is not known, or the large work costs
   * nothing.
   */
  public Optional<Double> dearerFrom() {
    return breakEven(cheap.perCall().map(Money::nanoUsd), large.perCall().map(Money::nanoUsd));
  }

  /** The share from which it is slower, on average: {@code 1 - l_s/l_l}; as {@link #dearerFrom}. */
  public Optional<Double> slowerFrom() {
    return breakEven(mean(cheap), mean(large));
  }

  private static Optional<Long> mean(Toll toll) {
    return toll.time().map(Toll.Times::mean).map(Duration::toNanos);
  }

  private static Optional<Double> breakEven(Optional<Long> small, Optional<Long> large) {
    return small.flatMap(
        less -> large.filter(more -> more > 0).map(more -> Math.max(0, 1 - (double) less / more)));
  }

  /**
   * The bar for a goal: of those that meet a limit of money or time the one of most quality, of
   * those that promise a quality the one of fewest escalations.
   */
  public Threshold threshold(Goal goal) {
    return new Choosing(this, goal).threshold();
  }

  /** The report as a person reads it. */
  @Override
  public String toString() {
    return BreakEvenText.of(this);
  }
}
