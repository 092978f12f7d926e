package io.waybill.benchmarks;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How long a decision takes and how many a second there are, beside LangChain4j's wrapper of the
 * same model, which only makes the vector.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class DecisionBenchmark {
  static final int IN_FLIGHT = 32;
  private static final int ROUND = 256;
  static final String TOKENS_20 =
      "I was charged twice for my order last week, please help me get all my money back";

  private final Desk desk = new Desk();

  /** The peer, loaded only where it is measured. */
  @State(Scope.Benchmark)
  public static class Wrapper {
    private final EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();

    float[] vector(String text) {
      return model.embed(text).content().vector();
    }
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Outcome<Choice> a13() {
    return decide(EncoderBenchmark.TOKENS_13);
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Outcome<Choice> a20() {
    return decide(TOKENS_20);
  }

  @Benchmark
  @Threads(4)
  @BenchmarkMode(Mode.Throughput)
  public Outcome<Choice> fourCallers() {
    return decide(EncoderBenchmark.TOKENS_13);
  }

  @Benchmark
  @OperationsPerInvocation(ROUND)
  @BenchmarkMode(Mode.Throughput)
  public List<Outcome<Choice>> inFlight() {
    return round(desk.decided(EncoderBenchmark.TOKENS_13));
  }

  @Benchmark
  @OperationsPerInvocation(ROUND)
  @BenchmarkMode(Mode.Throughput)
  public List<Outcome<Choice>> inFlightAlone() {
    return round(desk.decidedAlone(EncoderBenchmark.TOKENS_13));
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public float[] a13Wrapper(Wrapper wrapper) {
    return wrapper.vector(EncoderBenchmark.TOKENS_13);
  }

  @Benchmark
  @Threads(4)
  @BenchmarkMode(Mode.Throughput)
  public float[] fourCallersWrapper(Wrapper wrapper) {
    return wrapper.vector(EncoderBenchmark.TOKENS_13);
  }

  @Benchmark
  @OperationsPerInvocation(ROUND)
  @BenchmarkMode(Mode.Throughput)
  public List<float[]> inFlightWrapper(Wrapper wrapper) {
    return round(
        Mono.fromCallable(() -> wrapper.vector(EncoderBenchmark.TOKENS_13))
            .subscribeOn(Schedulers.boundedElastic()));
  }

  private Outcome<Choice> decide(String text) {
    return Objects.requireNonNull(desk.decided(text).block());
  }

  private static <T> List<T> round(Mono<T> one) {
    return Objects.requireNonNull(
        Flux.range(0, ROUND).flatMap(i -> one, IN_FLIGHT).collectList().block());
  }
}
