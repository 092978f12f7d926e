package io.waybill.estimate;

import java.util.SplittableRandom;

/** What dice one draw has: the same in every JVM for the same seed. */
final class Chance {
  private static final long SEEDS_APART = 0x9E3779B97F4A7C15L;
  private static final long DRAWS_APART = 0xD1342543DE82EF95L;

  private final SplittableRandom random;
  private double spare = Double.NaN;

  Chance(long seed, int draw) {
    // mixed twice: seeds that follow each other begin alike
    var mixed = new SplittableRandom(seed * SEEDS_APART + draw * DRAWS_APART);
    random = new SplittableRandom(mixed.nextLong());
  }

  /** From 0 to 1. */
  double share() {
    return random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Of mean 0 and deviation 1: by Box and Muller, two at a time. */
  double normal() {
    if (!Double.isNaN(spare)) {
      double kept = spare;
      spare = Double.NaN;
      return kept;
    }
    double length = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    double angle = 2 * Math.PI * random.nextDouble();
    spare = length * StrictMath.sin(angle);
    return length * StrictMath.cos(angle);
  }
}
