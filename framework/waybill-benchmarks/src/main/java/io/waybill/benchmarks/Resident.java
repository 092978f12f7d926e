package io.waybill.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;

/** A process that decides, with as many texts in flight, and then says how much memory it holds. */
public final class Resident {
  private static final Duration SERVING = Duration.ofSeconds(8);
  private static final Path STATUS = Path.of("/proc/self/status");

  private Resident() {}

  public static void main(String[] args) throws IOException {
    var desk = new Desk();
    var end = System.nanoTime() + SERVING.toNanos();
    var made =
        Flux.<Integer>generate(
                sink -> {
                  if (System.nanoTime() < end) {
                    sink.next(1);
                  } else {
                    sink.complete();
                  }
                })
            .flatMap(i -> desk.decided(EncoderBenchmark.TOKENS_13), DecisionBenchmark.IN_FLIGHT)
            .count()
            .block();
    System.out.printf(
        Locale.ROOT,
        "%s MB, at its peak %s MB, after %d decisions%n",
        megabytes("VmRSS"),
        megabytes("VmHWM"),
        made);
  }

  private static String megabytes(String what) throws IOException {
    if (!Files.exists(STATUS)) {
      return "?";
    }
    Predicate<String> is = line -> line.startsWith(what);
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(is)
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
          .map(String::valueOf)
          .orElse("?");
    }
  }
}
