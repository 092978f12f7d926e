package io.waybill.local;

import ai.onnxruntime.OrtException;
import io.waybill.local.Readers.How;
import io.waybill.local.Readers.Waiting;
import io.waybill.work.Encoder.Encoded;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A sentence model and the threads that read with it; loaded when somebody asks. */
final class LocalModel {
  private final SentenceModel model;
  private final Readers readers;
  private volatile @Nullable Onnx loaded;

  LocalModel(SentenceModel model, int threads) {
    this.model = model;
    this.readers = new Readers(model.name(), threads, this::encoded);
  }

  /** One text on each core at a time. */
  static LocalModel of(SentenceModel model) {
    return new LocalModel(model, Runtime.getRuntime().availableProcessors());
  }

  SentenceModel model() {
    return model;
  }

  Mono<Encoded> vector(String text, How how) {
    return readers.vector(text, how);
  }

  private List<Encoded> encoded(List<Waiting> texts) throws OrtException {
    var onnx = onnx();
    long began = System.nanoTime();
    var tokens = texts.stream().map(waiting -> onnx.tokens(waiting.text)).toList();
    var layers =
        onnx.vectors(tokens, texts.stream().anyMatch(waiting -> waiting.how.take() != Take.LAST));
    var share = Duration.ofNanos((System.nanoTime() - began) / texts.size());
    var encoded = new ArrayList<Encoded>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      var vector = texts.get(i).how.take().of(layers.get(i));
      encoded.add(new Encoded(vector, tokens.get(i).length, share));
    }
    return encoded;
  }

  private Onnx onnx() {
    var onnx = loaded;
    return onnx == null ? load() : onnx;
  }

  private synchronized Onnx load() {
    var onnx = loaded;
    if (onnx != null) {
      return onnx;
    }
    try {
      onnx = new Onnx(model);
    } catch (IOException | OrtException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      throw unusable(
          "ONNX Runtime does not load on %s %s: %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e),
          e);
    }
    loaded = onnx;
    return onnx;
  }

  private WorkException unusable(String why, Throwable cause) {
    return new WorkException(
        ErrorKind.INVALID,
        Usage.NONE,
        "the encoder '%s' cannot be used: %s".formatted(model.name(), why),
        cause);
  }
}
