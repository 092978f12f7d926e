package io.waybill.estimate;

import java.time.Duration;

/**
 * How fast a model writes.
 *
 * @param first seconds until the first token
 * @param each seconds for each token after that
 * @param apart how much whole answers differ beyond that: the standard deviation of a logarithm
 */
public record Speed(Spread first, Spread each, double apart) {
  public Speed {
    if (!(apart >= 0)) {
      throw new IllegalArgumentException("answers are not less than equally fast: " + apart);
    }
  }

  /** Always the same. */
  public static Speed of(Duration first, double tokensPerSecond) {
    if (!(tokensPerSecond > 0) || first.isNegative()) {
      throw new IllegalArgumentException(
          "a model takes time to its first token and writes some a second: %s, %s"
              .formatted(first, tokensPerSecond));
    }
    return new Speed(Spread.exactly(first.toNanos() / 1e9), Spread.exactly(1 / tokensPerSecond), 0);
  }

  /** Seconds to the first token of an answer. */
  double first(Chance chance) {
    return first.draw(chance);
  }

  /** Seconds from there to the last of so many. */
  double rest(double tokens, Chance chance) {
    return each.draw(chance) * Math.max(0, tokens - 1);
  }

  /** What an answer takes more or less than that. */
  double luck(Chance chance) {
    return apart == 0 ? 1 : StrictMath.exp(apart * chance.normal());
  }

  /** The share of the time of so many tokens that comes after the first. */
  double restShare(double tokens) {
    double rest = each.mean() * Math.max(0, tokens - 1);
    return rest == 0 ? 0 : rest / (first.mean() + rest);
  }
}
