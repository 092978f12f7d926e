package io.waybill.local;

import ai.onnxruntime.OrtException;
import io.waybill.local.Readers.Waiting;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A sentence model that reads for whoever asks; loaded when somebody does. */
final class SentenceEncoder implements Encoder {
  private final SentenceModel model;
  private final Readers readers;
  private volatile @Nullable Onnx loaded;

  SentenceEncoder(SentenceModel model, int workers) {
    this.model = model;
    this.readers = new Readers(model.name(), workers, this::read);
  }

  /** One text on each core at a time. */
  static SentenceEncoder of(SentenceModel model) {
    return new SentenceEncoder(model, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public String digest() {
    return model.model().digest();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return readers.vector(text, false);
  }

  @Override
  public Encoder alone() {
    return new Alone(this);
  }

  /** The same model and the same threads; only that its texts are never read with others. */
  private record Alone(SentenceEncoder shared) implements Encoder {
    @Override
    public String name() {
      return shared.name();
    }

    @Override
    public String digest() {
      return shared.digest();
    }

    @Override
    public int dimensions() {
      return shared.dimensions();
    }

    @Override
    public Mono<Encoded> encode(String text) {
      return shared.readers.vector(text, true);
    }
  }

  private void read(List<Waiting> texts) {
    List<Encoded> encoded;
    try {
      encoded = encoded(texts);
    } catch (Throwable e) { // whatever it is, somebody waits to hear of it
      texts.forEach(waiting -> waiting.sink.error(e));
      return;
    }
    for (int i = 0; i < encoded.size(); i++) {
      texts.get(i).sink.success(encoded.get(i));
    }
  }

  private List<Encoded> encoded(List<Waiting> texts) throws OrtException {
    var onnx = onnx();
    long began = System.nanoTime();
    var tokens = texts.stream().map(waiting -> onnx.tokens(waiting.text)).toList();
    var vectors = onnx.vectors(tokens);
    var share = Duration.ofNanos((System.nanoTime() - began) / texts.size());
    var encoded = new ArrayList<Encoded>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      encoded.add(new Encoded(vectors.get(i), tokens.get(i).length, share));
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
        "the encoder '%s' cannot be used: %s".formatted(name(), why),
        cause);
  }
}
