package io.waybill.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** A sentence encoder in an ONNX session of our own; any number of threads may use it at once. */
final class Onnx {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieces words;
  private final int most;

  /**
   * Loads a model and warms it up: about 0.2 s.
   *
   * @param most tokens that it reads
   */
  Onnx(byte[] model, byte[] tokenizer, int most) throws IOException, OrtException {
    this.words = WordPieces.read(tokenizer);
    this.most = most;
    environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    try (var options = new OrtSession.SessionOptions()) {
      // one text, one core: whoever has more texts than cores gains nothing from splitting one
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
    }
    vector(tokens("The first runs are slow, and nobody should wait for them."));
    vector(tokens("Warm."));
  }

  long[] tokens(String text) {
    return words.tokens(text, most);
  }

  /** The mean of the tokens' vectors, of unit length. */
  float[] vector(long[] tokens) throws OrtException {
    var shape = new long[] {1, tokens.length};
    var ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (var ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
        var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        var types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[tokens.length]), shape);
        var result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens.length);
    }
  }

  private static float[] mean(FloatBuffer hidden, int tokens) {
    var sum = new float[hidden.remaining() / tokens];
    var row = new float[sum.length];
    for (int token = 0; token < tokens; token++) {
      hidden.get(row);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += row[i];
      }
    }
    return unit(sum);
  }

  /** The sum has the mean's direction, so its length is all that is left to mend. */
  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }
}
