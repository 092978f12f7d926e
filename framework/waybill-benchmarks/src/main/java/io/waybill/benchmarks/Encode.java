package io.waybill.benchmarks;

import io.waybill.local.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the encoder and prints the figures beside those that it was designed to reach; about two
 * and a half minutes.
 */
public final class Encode {
  private Encode() {}

  public static void main(String[] args) throws RunnerException, IOException {
    load();
    var options = new OptionsBuilder().include(EncoderBenchmark.class.getName()).build();
    var results = new Runner(options).run();
    System.out.printf("%n%-38s %15s %14s%n", "", "measured", "to beat");
    for (var result : results) {
      print(result);
    }
  }

  /** In this process, before JMH has warmed anything up. */
  private static void load() throws IOException {
    long began = System.nanoTime();
    Encoders.minilm().encode("first").block();
    System.out.printf(
        Locale.ROOT, "loading and warming up: %.0f ms%n", (System.nanoTime() - began) / 1e6);
    Encoders.minilm().encode(EncoderBenchmark.TOKENS_100).block();
    System.out.printf("resident: %s%n", resident());
  }

  private static String resident() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "not known on this system";
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS"))
          .findFirst()
          .map(line -> line.replaceAll("\\s+", " "))
          .orElse("not known");
    }
  }

  private static void print(RunResult run) {
    var name = run.getParams().getBenchmark().replaceAll(".*\\.", "");
    Result<?> result = run.getPrimaryResult();
    switch (name) {
      case "aShortText" -> times("13 tokens", result, "1.19/1.92 ms");
      case "aLongText" -> times("100 tokens", result, "6.2/7.0 ms");
      case "aShortTextRaw" -> times("13 tokens, ONNX session alone", result, "");
      case "aLongTextRaw" -> times("100 tokens, ONNX session alone", result, "");
      case "fourCallersRaw" -> rate("13 tokens, 4 threads, session alone", result, "");
      case "fourCallers" -> rate("13 tokens, 4 callers", result, "2747/s");
      default -> rate("13 tokens, 32 in flight", result, "3923/s");
    }
  }

  private static void times(String what, Result<?> result, String goal) {
    var measured = result.getStatistics();
    print(
        what + ", p50/p99",
        String.format(
            Locale.ROOT, "%.2f/%.2f ms", measured.getPercentile(50), measured.getPercentile(99)),
        goal);
  }

  private static void rate(String what, Result<?> result, String goal) {
    print(what, String.format(Locale.ROOT, "%.0f/s", result.getScore()), goal);
  }

  private static void print(String what, String measured, String goal) {
    System.out.printf("%-38s %15s %14s%n", what, measured, goal);
  }
}
