package io.waybill.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A sentence model in an ONNX session of our own; any number of threads may use it at once. */
final class Onnx {
  private final SentenceModel model;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieces words;

  /** Loads a model and warms it up: about 0.2 s. */
  Onnx(SentenceModel model) throws IOException, OrtException {
    this.model = model;
    this.words = WordPieces.read(model.tokenizer().read());
    environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    try (var options = new OrtSession.SessionOptions()) {
      // one run, one core: whoever has more texts than cores gains nothing from splitting one
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      var graph = model.model().outsideTheHeap(ExtraOutput.named(model.middle()));
      session = environment.createSession(graph, options);
    }
    warm();
  }

  /** A session that cannot be used is closed: whoever tries again opens another one. */
  private void warm() throws OrtException {
    try {
      vectors(List.of(tokens("The first runs are slow, and nobody should wait for them.")), false);
      vectors(List.of(tokens("Warm.")), true);
    } catch (Throwable e) {
      session.close();
      throw e;
    }
  }

  long[] tokens(String text) {
    return words.tokens(text, model.mostTokens());
  }

  /**
   * The vectors of texts; all are read in one run, the shorter ones padded.
   *
   * @param wide whether that of the layer in the middle is asked for too
   */
  List<Layers> vectors(List<long[]> texts, boolean wide) throws OrtException {
    int longest = texts.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
    var shape = new long[] {texts.size(), longest};
    var ids = new long[texts.size() * longest];
    var mask = new long[ids.length];
    for (int i = 0; i < texts.size(); i++) {
      var tokens = texts.get(i);
      System.arraycopy(tokens, 0, ids, i * longest, tokens.length);
      Arrays.fill(mask, i * longest, i * longest + tokens.length, 1);
    }
    try (var idsGiven = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        var maskGiven = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        var types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        var result =
            session.run(
                Map.of(
                    "input_ids", idsGiven, "attention_mask", maskGiven, "token_type_ids", types))) {
      return pooled(result, texts, wide);
    }
  }

  private List<Layers> pooled(OrtSession.Result result, List<long[]> texts, boolean wide) {
    var last = tokens(result, 0);
    var middle = wide ? tokens(result, 1) : last;
    int stride = last.capacity() / texts.size();
    var pooled = new ArrayList<Layers>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      int many = texts.get(i).length;
      var end = model.pooling().of(last.position(i * stride), many, model.dimensions());
      pooled.add(
          wide
              ? Layers.of(
                  end, Pooling.MEAN.of(middle.position(i * stride), many, model.dimensions()))
              : Layers.of(end));
    }
    return pooled;
  }

  /** The vectors of all tokens of all texts, one after the other. */
  private static FloatBuffer tokens(OrtSession.Result result, int output) {
    return ((OnnxTensor) result.get(output)).getFloatBuffer();
  }
}
