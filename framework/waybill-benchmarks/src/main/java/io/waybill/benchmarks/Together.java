package io.waybill.benchmarks;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Why the encoder does not join texts in one run: prints how many more vectors a second that gives,
 * and how far each vector then is from the one that the text has on its own.
 */
public final class Together {
  private static final int TEXTS = 8;
  private static final int TOKENS = 13;
  private static final int ROUNDS = 400;

  private final RawSession session = new RawSession();

  private Together() {}

  public static void main(String[] args) throws OrtException {
    new Together().compare();
  }

  private void compare() throws OrtException {
    // all of one length, so that nothing is padded
    var texts =
        IntStream.range(0, TEXTS)
            .mapToObj(seed -> RawSession.text(seed, TOKENS))
            .toArray(long[][]::new);
    var joined = session.run(texts);
    double worst = 1;
    for (int i = 0; i < TEXTS; i++) {
      worst = Math.min(worst, cosine(sum(joined[i]), sum(session.run(texts[i])[0])));
    }
    System.out.printf(
        Locale.ROOT,
        "one core: one at a time %.0f/s, eight at once %.0f/s; worst cosine to its own vector %.4f%n",
        rate(Arrays.copyOf(texts, 1)),
        rate(texts),
        worst);
  }

  /** By the quickest run, which a busy machine disturbs least. */
  private double rate(long[]... texts) throws OrtException {
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long began = System.nanoTime();
      session.run(texts);
      quickest = Math.min(quickest, System.nanoTime() - began);
    }
    return texts.length * 1e9 / quickest;
  }

  private static float[] sum(float[][] tokens) {
    var sum = new float[tokens[0].length];
    for (var token : tokens) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += token[i];
      }
    }
    return sum;
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
