package io.waybill.benchmarks;

import ai.onnxruntime.OrtException;
import io.waybill.local.Encoders;
import io.waybill.work.Encoder;
import io.waybill.work.Encoder.Encoded;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How long a vector of a long text takes, and what an encoder cannot be quicker than. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
public class EncoderBenchmark {
  static final String TOKENS_13 = "I was charged twice for my order, please help me";
  static final String TOKENS_100 =
      "my order has not come yet and nobody answers ".repeat(10)
          + "my order has not come yet and nobody";

  private static final long[] RAW_13 = RawSession.text(1, 13);
  private static final long[] RAW_100 = RawSession.text(1, 100);

  private final Encoder minilm = Encoders.minilm();
  private final RawSession raw = new RawSession();

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Encoded aLongText() {
    return Objects.requireNonNull(minilm.encode(TOKENS_100).block());
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public float[][][] aShortTextRaw() throws OrtException {
    return raw.run(RAW_13);
  }

  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public float[][][] aLongTextRaw() throws OrtException {
    return raw.run(RAW_100);
  }

  @Benchmark
  @Threads(4)
  @BenchmarkMode(Mode.Throughput)
  public float[][][] fourCallersRaw() throws OrtException {
    return raw.run(RAW_13);
  }
}
