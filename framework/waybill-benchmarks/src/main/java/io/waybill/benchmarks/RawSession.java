package io.waybill.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The encoder's model with nothing around it: what an encoder cannot be faster than. */
final class RawSession {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  RawSession() {
    try (var model = RawSession.class.getResourceAsStream("/all-minilm-l6-v2-q.onnx");
        var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(Objects.requireNonNull(model).readAllBytes(), options);
    } catch (IOException | OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tokens of ordinary words, another text for another seed. */
  static long[] text(int seed, int tokens) {
    var text = IntStream.range(0, tokens).mapToLong(i -> 2000 + (seed * 37 + i * 101) % 3000);
    var ids = text.toArray();
    ids[0] = 101;
    ids[tokens - 1] = 102;
    return ids;
  }

  /** The last hidden state of texts of one length: text, token, dimension. */
  float[][][] run(long[]... texts) throws OrtException {
    var shape = new long[] {texts.length, texts[0].length};
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
      return (float[][][]) result.get(0).getValue();
    }
  }
}
