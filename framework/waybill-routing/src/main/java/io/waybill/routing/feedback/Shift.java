package io.waybill.routing.feedback;

import io.waybill.routing.fit.Encoding;
import io.waybill.work.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * How far the texts that a router is asked lie from those before, by the means of their vectors.
 *
 * <p>How often chance alone parts two means as far is found by dealing all the texts out again, a
 * thousand times: so it holds in any number of dimensions, whichever way the vectors scatter. It
 * takes texts for independent of each other; many of one sender make it speak too soon.
 *
 * @param before how many texts there were
 * @param lately how many there are
 * @param moved the square of the distance between the means, by how far single texts scatter: 0.1
 *     is a tenth of that; what chance alone would give is taken off
 * @param chance how often chance alone parts them as far
 */
public record Shift(int before, int lately, double moved, double chance) {
  /** With fewer texts there is no telling. */
  public static final int LEAST = 100;

  private static final int DEALS = 999;
  private static final long SEED = 1;

  /** As rare as three standard errors. */
  private static final double RARE = 0.003;

  /** What is less than this nobody has to look at, however sure it is. */
  private static final double MATTERS = 0.02;

  /**
   * That of texts, kept of decisions for instance; empty if there are too few of either to tell.
   */
  public static Mono<Optional<Shift>> of(
      List<String> before, List<String> lately, Encoder encoder) {
    if (before.size() < LEAST || lately.size() < LEAST) {
      return Mono.just(Optional.empty());
    }
    var texts = new ArrayList<>(before);
    texts.addAll(lately);
    return Encoding.ofTexts(texts, encoder, (what, done, all) -> {})
        .map(vectors -> Optional.of(of(vectors, before.size())));
  }

  /** Of vectors, the first so many being those before. */
  static Shift of(float[][] vectors, int before) {
    int lately = vectors.length - before;
    var all = sum(vectors, IntStream.range(0, vectors.length).toArray());
    var order = IntStream.range(0, vectors.length).toArray();
    double apart = apart(vectors, Arrays.copyOf(order, before), all);
    var random = new SplittableRandom(SEED);
    int farther = 0;
    for (int deal = 0; deal < DEALS; deal++) {
      farther += apart(vectors, dealt(order, before, random), all) >= apart ? 1 : 0;
    }
    double first = scatter(vectors, 0, before);
    double last = scatter(vectors, before, vectors.length);
    double usual = ((before - 1) * first + (lately - 1) * last) / (vectors.length - 2);
    double more = apart - first / before - last / lately;
    return new Shift(
        before, lately, usual == 0 ? 0 : Math.max(0, more) / usual, (1.0 + farther) / (1 + DEALS));
  }

  /** So many of them by lot; it mixes them further. */
  private static int[] dealt(int[] order, int many, SplittableRandom random) {
    for (int i = 0; i < many; i++) {
      int other = random.nextInt(i, order.length);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
    return Arrays.copyOf(order, many);
  }

  /** The square of the distance between the mean of some and that of the others. */
  private static double apart(float[][] vectors, int[] some, double[] all) {
    var sum = sum(vectors, some);
    int others = vectors.length - some.length;
    double square = 0;
    for (int d = 0; d < all.length; d++) {
      double by = sum[d] / some.length - (all[d] - sum[d]) / others;
      square += by * by;
    }
    return square;
  }

  private static double[] sum(float[][] vectors, int[] some) {
    var sum = new double[vectors[0].length];
    for (int i : some) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vectors[i][d];
      }
    }
    return sum;
  }

  /** The variance, of all dimensions together. */
  private static double scatter(float[][] vectors, int from, int to) {
    var sum = sum(vectors, IntStream.range(from, to).toArray());
    double squares = 0;
    for (int i = from; i < to; i++) {
      for (int d = 0; d < sum.length; d++) {
        double by = vectors[i][d] - sum[d] / (to - from);
        squares += by * by;
      }
    }
    return squares / (to - from - 1);
  }

  /** Whether somebody should look at what is asked. */
  public boolean matters() {
    return chance <= RARE && moved >= MATTERS;
  }

  /** {@code the last 500 texts lie elsewhere than the first 500: …}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "the last %,d texts lie %s the first %,d: the means of their vectors are %.1f %% of the"
            + " texts' own variance apart, as far by chance in %.1f %% of cases",
        lately,
        matters() ? "elsewhere than" : "where they did in",
        before,
        100 * moved,
        100 * chance);
  }
}
