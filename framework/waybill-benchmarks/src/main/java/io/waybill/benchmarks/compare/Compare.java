package io.waybill.benchmarks.compare;

import io.waybill.benchmarks.peers.TracedBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures every workload with every peer and writes the table of it: {@code
 * framework/waybill-benchmarks/run}. The first argument is the folder of the repository, which the
 * script knows.
 */
public final class Compare {
  private static final int JDK = Runtime.version().feature();

  private final Settings settings;
  private final Path target;
  private final Figures figures = new Figures();
  private final Machine machine = new Machine();
  private final List<String> failed = new ArrayList<>();
  private final long began = System.nanoTime();

  private Compare(Settings settings, Path root) {
    this.settings = settings;
    this.target = root.resolve("framework/waybill-benchmarks/target/compare/jdk" + JDK);
  }

  public static void main(String[] args) throws Exception {
    var root = Path.of(args[0]);
    try {
      var settings = Settings.of(List.of(args).subList(1, args.length).toArray(String[]::new));
      System.exit(new Compare(settings, root).run(root) ? 0 : 1);
    } catch (IllegalArgumentException problem) {
      System.err.println(problem.getMessage());
      System.err.print(Settings.USAGE);
      System.exit(2);
    } catch (RunnerException problem) {
      System.err.println("JMH did not run: " + problem.getMessage());
      System.exit(1);
    }
  }

  private boolean run(Path root) throws Exception {
    Files.createDirectories(target);
    measure();
    var section = machine.told(settings.quick() ? "A quick run" : "A full run");
    section += "\n" + new Table(figures, JDK).markdown();
    System.out.println("\n" + section);
    if (settings.write() && failed.isEmpty()) {
      var page = root.resolve("docs/performance.md");
      Files.writeString(page, Section.in(Files.readString(page), JDK, section));
      System.out.println("Written into docs/performance.md, JDK " + JDK + ".");
    }
    failed.forEach(row -> System.out.println("FAILED: " + row));
    System.out.printf(
        "%d s; all figures are in %s%n",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), root.relativize(target));
    return failed.isEmpty();
  }

  private void measure() throws Exception {
    var bench = new Bench(settings.quick(), target);
    var mains = new Mains();
    var all = settings.quick() ? Measure.quick(JDK) : Measure.full(JDK);
    for (var measure : all) {
      if (settings.only().contains(measure.workload())) {
        measure(measure, bench, mains);
      }
    }
    if (settings.only().contains(Workload.TRACED)) {
      for (var peer : List.of("loop", "waybill")) {
        figures.spans.put(peer, TracedBenchmark.spans(peer));
      }
    }
    bench.write(target.resolve("jmh.json"));
    mains.write(target.resolve("mains.jsonl"));
  }

  private void measure(Measure measure, Bench bench, Mains mains)
      throws RunnerException, InterruptedException {
    machine.look();
    switch (measure.workload()) {
      case IN_FLIGHT, PROBE -> {
        for (var peer : measure.peers()) {
          try {
            mains.measure(measure, peer, figures);
          } catch (IOException e) {
            failed.add(
                new Figures.Key(measure.workload(), measure.at(), peer) + ": " + e.getMessage());
          }
        }
      }
      default -> bench.measure(measure, figures);
    }
    told(measure);
  }

  /** So that whoever waits sees that it goes on, and what is missing is not overlooked. */
  private void told(Measure measure) {
    for (var peer : measure.peers()) {
      var key = new Figures.Key(measure.workload(), measure.at(), peer);
      var figure = figures.of(measure.workload(), measure.at(), peer);
      var shown =
          measure.workload() == Workload.PROBE
              ? figures.probe(peer).map(Object::toString)
              : figure.map(Figure::toString);
      System.out.printf(Locale.ROOT, "%-40s %s%n", key, shown.orElse("no figure"));
      if (shown.isEmpty() && failed.stream().noneMatch(row -> row.startsWith(key + ":"))) {
        failed.add(key + ": no figure; see the log in " + target);
      }
    }
  }
}
