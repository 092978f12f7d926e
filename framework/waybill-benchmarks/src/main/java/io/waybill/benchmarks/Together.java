package io.waybill.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Why the encoder does not join texts in one run: prints how many more vectors a second that gives,
 * and how far each vector then is from the one that the text has on its own.
 */
public final class Together {
  private static final int TEXTS = 8;
  private static final int TOKENS = 13;
  private static final int ROUNDS = 400;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private Together(byte[] model) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    }
  }

  public static void main(String[] args) throws IOException, OrtException {
    try (var model = Together.class.getResourceAsStream("/all-minilm-l6-v2-q.onnx")) {
      new Together(Objects.requireNonNull(model).readAllBytes()).compare();
    }
  }

  private void compare() throws OrtException {
    var texts = new long[TEXTS][];
    for (int i = 0; i < TEXTS; i++) {
      int seed = i;
      // ordinary words of the vocabulary, as many in each text, so that nothing is padded
      texts[i] =
          IntStream.range(0, TOKENS).mapToLong(k -> 2000 + (seed * 37 + k * 101) % 3000).toArray();
      texts[i][0] = 101;
      texts[i][TOKENS - 1] = 102;
    }
    var joined = vectors(texts);
    double worst = 1;
    for (int i = 0; i < TEXTS; i++) {
      worst = Math.min(worst, cosine(joined[i], vectors(texts[i])[0]));
    }
    System.out.printf(
        Locale.ROOT,
        "one at a time %.0f/s, eight at once %.0f/s on one core; worst cosine to its own vector %.4f%n",
        rate(Arrays.copyOf(texts, 1)),
        rate(texts),
        worst);
  }

  private double rate(long[]... texts) throws OrtException {
    for (int i = 0; i < ROUNDS / 4; i++) {
      vectors(texts);
    }
    long began = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      vectors(texts);
    }
    return ROUNDS * texts.length * 1e9 / (System.nanoTime() - began);
  }

  private float[][] vectors(long[]... texts) throws OrtException {
    var shape = new long[] {texts.length, TOKENS};
    var flat = Arrays.stream(texts).flatMapToLong(Arrays::stream).toArray();
    var ones = new long[flat.length];
    Arrays.fill(ones, 1);
    try (var ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(flat), shape);
        var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        var types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[flat.length]), shape);
        var result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      var hidden = (float[][][]) result.get(0).getValue();
      return Arrays.stream(hidden).map(Together::sum).toArray(float[][]::new);
    }
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
