package io.waybill.benchmarks;

import io.waybill.local.Encoders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the encoder, decisions by it and the memory of a process that makes them, and prints the
 * figures beside those that they were designed to reach; about five minutes.
 */
public final class Encode {
  /** What each measurement is called, and its goal. */
  private static final Map<String, String[]> NAMES =
      Map.ofEntries(
          row("a13", "decision, 13 tokens, p50/p99", "1.2/2.5 ms"),
          row("a20", "decision, 20 tokens, p50/p99", "1.2/2.5 ms"),
          row("a13Wrapper", "  LangChain4j's wrapper, 13 tokens", ""),
          row("aShortTextRaw", "  ONNX session alone, 13 tokens", ""),
          row("fourCallers", "decisions, 4 callers", "2700/s"),
          row("fourCallersWrapper", "  LangChain4j's wrapper", ""),
          row("fourCallersRaw", "  ONNX session alone, 4 threads", ""),
          row("inFlight", "decisions, 32 in flight", "3900/s"),
          row("inFlightAlone", "  each read alone", ""),
          row("inFlightWrapper", "  LangChain4j's wrapper", ""),
          row("aLongText", "vector, 100 tokens, p50/p99", "6.2/7.0 ms"),
          row("aLongTextRaw", "  ONNX session alone", ""));

  private static final List<List<String>> HEAPS =
      List.of(List.of(), List.of("-Xmx96m"), List.of("-Xmx64m", "-XX:+UseSerialGC"));

  private Encode() {}

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    long began = System.nanoTime();
    Encoders.minilm().encode("first").block();
    var loading = (System.nanoTime() - began) / 1e6;
    var options =
        new OptionsBuilder()
            .include(EncoderBenchmark.class.getName() + "\\.")
            .include(DecisionBenchmark.class.getName() + "\\.")
            .build();
    var results = new Runner(options).run();
    System.out.printf(
        Locale.ROOT,
        "%nJDK %s, %d cores, load %.1f%nloading and warming up: %.0f ms%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        loading);
    System.out.printf("%-38s %15s %14s%n", "", "measured", "goal");
    for (var result : results) {
      print(result);
    }
    for (var heap : HEAPS) {
      System.out.printf(
          "resident, 32 in flight, %s: %s%n",
          heap.isEmpty() ? "default heap" : String.join(" ", heap),
          Jvm.lastLine(heap, Resident.class));
    }
  }

  private static void print(RunResult run) {
    var name = run.getParams().getBenchmark().replaceAll(".*\\.", "");
    Result<?> result = run.getPrimaryResult();
    var measured =
        run.getParams().getMode() == Mode.SampleTime
            ? String.format(
                Locale.ROOT,
                "%.2f/%.2f ms",
                result.getStatistics().getPercentile(50),
                result.getStatistics().getPercentile(99))
            : String.format(Locale.ROOT, "%.0f/s", result.getScore());
    var row = NAMES.getOrDefault(name, new String[] {name, ""});
    System.out.printf("%-38s %15s %14s%n", row[0], measured, row[1]);
  }

  private static Map.Entry<String, String[]> row(String benchmark, String name, String goal) {
    return Map.entry(benchmark, new String[] {name, goal});
  }
}
