package io.waybill.benchmarks;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.http.Http;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** What it costs an attempt that its model is made for it; nothing is sent. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBenchmark {
  private final Http http = Http.create();

  private static OpenAiChatModel.OpenAiChatModelBuilder model() {
    return OpenAiChatModel.builder()
        .baseUrl("http://127.0.0.1:9/v1")
        .apiKey("sk-none")
        .modelName("gpt-4.1-mini")
        .maxRetries(0);
  }

  @Benchmark
  public ChatModel madeForTheAttempt() {
    Mono<ChatModel> made =
        Line.open(
            CallContext.detached("ask"),
            (line, sink) -> sink.success(model().httpClientBuilder(http.on(line)).build()));
    return Objects.requireNonNull(made.block());
  }

  /** As LangChain4j makes it by default: with a client, and connections, of its own. */
  @Benchmark
  public ChatModel madeWithAClientOfItsOwn() {
    return model().build();
  }

  @TearDown
  public void close() {
    http.close();
  }
}
