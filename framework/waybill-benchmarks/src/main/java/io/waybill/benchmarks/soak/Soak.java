package io.waybill.benchmarks.soak;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs of every kind at a steady rate over one engine, for as long as one likes: every result is
 * checked, and heap, threads and descriptors must stay flat.
 *
 * <p>Arguments: for how many seconds (600), at how many runs a second (200). Ends with 1 if
 * something was wrong, or grew, and with 2 if the arguments are not two numbers. Whether anything
 * grew is judged from two minutes on.
 */
public final class Soak {
  private static final int LONG_ENOUGH = 120;

  private Soak() {}

  public static void main(String[] args) {
    if (args.length > 2 || !Stream.of(args).allMatch(arg -> arg.matches("[1-9]\\d{0,6}"))) {
      System.err.printf(
          "usage: soak [SECONDS [RUNS-A-SECOND]], whole numbers from 1; not '%s'%n",
          String.join(" ", args));
      System.exit(2);
    }
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 600;
    int rate = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    System.out.printf(
        "%d runs a second for %d s on Java %s, %d processors, %d MB of heap at most%n",
        rate,
        seconds,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    var course =
        new Course(
            Duration.ofSeconds(seconds), rate, Duration.ofSeconds(5), Duration.ofSeconds(30));
    var report = course.run(List.of(), System.out::println);
    report.wrong().forEach(System.out::println);
    System.out.printf(
        "%d runs: %d went well, %d failed, %d cancelled; %d things wrong%n",
        report.started(),
        report.succeeded(),
        report.failed(),
        report.cancelled(),
        report.wrong().size());
    boolean judged = seconds >= LONG_ENOUGH;
    if (judged) {
      report.verdicts().forEach(System.out::println);
    } else {
      System.out.printf("whether anything grows shows from %d s on%n", LONG_ENOUGH);
    }
    System.exit(report.wrong().isEmpty() && (report.flat() || !judged) ? 0 : 1);
  }
}
