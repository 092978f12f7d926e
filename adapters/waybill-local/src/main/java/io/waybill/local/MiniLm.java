package io.waybill.local;

import ai.onnxruntime.OrtException;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The sentence encoder all-MiniLM-L6-v2 with 8-bit weights, inside this JVM: English, 384
 * dimensions, 256 tokens, about 2 ms for a short sentence on one core.
 *
 * <p>It works on as many texts at once as there are cores, each on its own: were they joined in one
 * run, the 8-bit arithmetic would round every text by its neighbours, and a vector would depend on
 * who else asked at that moment ({@code docs/performance.md} has the figures). So the same text
 * gives the same vector, to the bit, on one machine; another kind of processor may round
 * differently.
 */
public final class MiniLm implements Encoder {
  private static final Pinned MODEL =
      new Pinned(
          "all-minilm-l6-v2-q.onnx",
          "sha256:afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1");
  private static final Pinned TOKENIZER =
      new Pinned(
          "all-minilm-l6-v2-q-tokenizer.json",
          "sha256:da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0");
  private static final int DIMENSIONS = 384;
  private static final int MOST_TOKENS = 256;
  private static final MiniLm SHARED = withWorkers(Runtime.getRuntime().availableProcessors());

  private final Pinned model;
  private final Pinned tokenizer;
  private final Scheduler workers;
  private volatile @Nullable Onnx loaded;

  MiniLm(Pinned model, Pinned tokenizer, int workers) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.workers = Schedulers.fromExecutorService(daemons(workers), "waybill-minilm");
  }

  static MiniLm withWorkers(int workers) {
    return new MiniLm(MODEL, TOKENIZER, workers);
  }

  /** The one of this process. It costs nothing until somebody asks for a vector. */
  public static MiniLm shared() {
    return SHARED;
  }

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public String digest() {
    return model.digest();
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  /**
   * The vector of a text, cut to 256 tokens. A caller who cancels while waiting is dropped from the
   * line.
   */
  @Override
  public Mono<Encoded> encode(String text) {
    return Mono.fromCallable(() -> encoded(text)).subscribeOn(workers);
  }

  private Encoded encoded(String text) throws OrtException {
    var onnx = onnx();
    long began = System.nanoTime();
    var tokens = onnx.tokens(text);
    var vector = onnx.vector(tokens);
    return new Encoded(vector, tokens.length, Duration.ofNanos(System.nanoTime() - began));
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
      onnx = new Onnx(model.read(), tokenizer.read(), MOST_TOKENS);
    } catch (IOException | OrtException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      // an error of this kind would end the thread and leave the caller waiting
      throw unusable(
          "ONNX Runtime does not load on %s %s: %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e),
          e);
    }
    loaded = onnx;
    return onnx;
  }

  private static WorkException unusable(String why, Throwable cause) {
    return new WorkException(
        ErrorKind.INVALID, Usage.NONE, "the encoder 'minilm' cannot be used: " + why, cause);
  }

  /** Threads that keep no JVM alive and go away when nobody asks. */
  private static ThreadPoolExecutor daemons(int threads) {
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "waybill-minilm");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
