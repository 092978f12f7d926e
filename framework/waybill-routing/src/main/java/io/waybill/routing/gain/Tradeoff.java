package io.waybill.routing.gain;

import io.waybill.plan.DidYouMean;
import io.waybill.work.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What money, waiting and changing one's model are worth in quality points. A point is one answer
 * in a hundred that is right and would else be wrong.
 *
 * @param name as decisions show it
 * @param perCent points that one US cent must buy
 * @param perSecond points that one second to the first token must buy
 * @param perSwitch points that leaving the model of a conversation must bring, beside the money and
 *     the time that it costs to read everything again
 */
public record Tradeoff(String name, double perCent, double perSecond, double perSwitch) {
  /** Whoever is most likely right, whatever it costs. */
  public static final Tradeoff QUALITY = new Tradeoff("quality", 0, 0, 0);

  /** A cent a call must make ten more answers in a hundred right, a second of waiting two. */
  public static final Tradeoff BALANCED = new Tradeoff("balanced", 10, 2, 1);

  /** A cent a call must make fifty more answers in a hundred right; waiting costs nothing. */
  public static final Tradeoff CHEAP = new Tradeoff("cheap", 50, 0, 1);

  /** A second of waiting must make ten more answers in a hundred right, a cent a call two. */
  public static final Tradeoff FAST = new Tradeoff("fast", 2, 10, 1);

  private static final double NANOS_PER_CENT = 1e7;
  private static final double NANOS_PER_SECOND = 1e9;

  public Tradeoff {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a tradeoff needs a name: decisions show it");
    }
    if (!(known(perCent) && known(perSecond) && known(perSwitch))) {
      throw new IllegalArgumentException(
          "the weights of '%s' must be 0 or more: %s a cent, %s a second, %s a switch"
              .formatted(name, perCent, perSecond, perSwitch));
    }
  }

  private static boolean known(double weight) {
    return weight >= 0 && weight < Double.POSITIVE_INFINITY;
  }

  /** All presets: quality, balanced, cheap, fast. */
  public static List<Tradeoff> presets() {
    return List.of(QUALITY, BALANCED, CHEAP, FAST);
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException if there is none, naming those that there are
   */
  public static Tradeoff named(String name) {
    return presets().stream()
        .filter(preset -> preset.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no tradeoff called '%s'. %s"
                        .formatted(
                            name,
                            DidYouMean.among(
                                name, presets().stream().map(Tradeoff::name).toList()))));
  }

  /** What is left of the quality, in points, after what it costs; what is unknown is left out. */
  double points(double right, Optional<Money> cost, Optional<Duration> wait, boolean switches) {
    return 100 * right
        - perCent * cost.map(money -> money.nanoUsd() / NANOS_PER_CENT).orElse(0.0)
        - perSecond * wait.map(time -> time.toNanos() / NANOS_PER_SECOND).orElse(0.0)
        - (switches ? perSwitch : 0);
  }

  /** The same of an answer whose cost is known in cents, and nothing of waiting. */
  double points(Trial.Answer answer) {
    return 100 * answer.forecast() - perCent * answer.cost();
  }

  Map<String, Object> data() {
    return Map.of(
        "name", name, "per_cent", perCent, "per_second", perSecond, "per_switch", perSwitch);
  }
}
