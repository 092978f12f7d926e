package io.waybill.benchmarks.compare;

import io.waybill.benchmarks.Jvm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures with JMH: a fork for each peer, bytes beside times. */
final class Bench {
  private static final String BYTES = "gc.alloc.rate.norm";

  private final boolean quick;
  private final Path folder;
  private final List<RunResult> results = new ArrayList<>();

  /**
   * @param folder where JMH's own words go
   */
  Bench(boolean quick, Path folder) {
    this.quick = quick;
    this.folder = folder;
  }

  void measure(Measure measure, Figures into) throws RunnerException {
    var workload = measure.workload();
    var log = folder.resolve(workload.word() + "-" + measure.at().replace(' ', '-') + ".log");
    var options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(workload.type.getName()) + "\\.run$")
            .param("peer", measure.peers().toArray(String[]::new))
            .param(workload.parameter, measure.at())
            .addProfiler(GCProfiler.class)
            .jvmArgs(Jvm.options("1g").toArray(String[]::new))
            .output(log.toString());
    pace(workload, options);
    for (var result : new Runner(options.build()).run()) {
      results.add(result);
      var peer = result.getParams().getParam("peer");
      into.put(new Figures.Key(workload, measure.at(), peer), figure(result));
    }
  }

  private void pace(Workload workload, ChainedOptionsBuilder options) {
    if (!quick) {
      return; // the benchmarks' own
    }
    boolean waits = workload == Workload.WAITING;
    options
        .warmupIterations(waits ? 1 : 6)
        .warmupTime(TimeValue.milliseconds(300))
        .measurementIterations(waits ? 3 : 5)
        .measurementTime(TimeValue.milliseconds(waits ? 300 : 150));
  }

  /** Of the quickest iteration, in which the compiler had least left to do. */
  private static Figure figure(RunResult result) {
    double unit = result.getPrimaryResult().getScoreUnit().startsWith("ms") ? 1e6 : 1;
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .map(iteration -> figure(iteration, unit))
        .min(Comparator.comparingDouble(Figure::nanos))
        .orElseThrow();
  }

  private static Figure figure(IterationResult iteration, double unit) {
    var bytes = iteration.getSecondaryResults().get(BYTES);
    return new Figure(
        iteration.getPrimaryResult().getScore() * unit,
        bytes == null ? Double.NaN : bytes.getScore());
  }

  /** Everything, as JMH tells it. */
  void write(Path json) throws IOException {
    try (var out = new PrintStream(Files.newOutputStream(json), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
  }
}
