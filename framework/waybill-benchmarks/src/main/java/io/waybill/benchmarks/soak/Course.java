package io.waybill.benchmarks.soak;

import io.waybill.run.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * One soak from its beginning to its end.
 *
 * @param time how long runs are started, without the pauses
 * @param rate runs a second
 * @param line how often a line is told
 * @param tide how often no run is started until all have ended, so that what is still alive then is
 *     what was kept
 */
record Course(Duration time, int rate, Duration line, Duration tide) {
  /** What is left out at the beginning: code is compiled, caches and pools fill. */
  private static final double WARMING = 0.2;

  /**
   * What came of it.
   *
   * @param wrong with its runs; the first few
   */
  record Report(
      long started,
      long succeeded,
      long failed,
      long cancelled,
      List<Verdict> verdicts,
      List<String> wrong) {
    boolean flat() {
      return verdicts.stream().allMatch(Verdict::flat);
    }
  }

  Report run(List<RunListener> listeners, Consumer<String> log) {
    try (var station = new Station(listeners);
        var load = new Load(station, rate)) {
      return new Going(this, station, load, log).run();
    }
  }

  /** A course on its way. */
  private static final class Going {
    private final Course course;
    private final Station station;
    private final Load load;
    private final Consumer<String> log;
    private final Trend heap = new Trend();
    private final Trend threads = new Trend();
    private final Trend files = new Trend();
    private Duration gone = Duration.ZERO;
    private OptionalLong live = OptionalLong.empty();

    private Going(Course course, Station station, Load load, Consumer<String> log) {
      this.course = course;
      this.station = station;
      this.load = load;
      this.log = log;
    }

    private Report run() {
      var turned = Duration.ZERO;
      while (gone.compareTo(course.time) < 0) {
        load.go(course.line);
        gone = gone.plus(course.line);
        var vitals = Vitals.now();
        var moving = line(vitals);
        if (gone.minus(turned).compareTo(course.tide) >= 0) {
          turned = gone;
          turn();
        }
        log.accept(moving + live.stream().mapToObj(Going::alive).findFirst().orElse(""));
        live = OptionalLong.empty();
        if (warm()) {
          threads.add(minutes(), vitals.threads() + vitals.carriers());
          vitals.files().ifPresent(open -> files.add(minutes(), (double) open));
        }
      }
      load.drain();
      station.flush();
      return report();
    }

    /** Everything ends, and what is alive then is measured. */
    private void turn() {
      load.drain();
      station.flush();
      live = OptionalLong.of(Vitals.live());
      if (warm()) {
        heap.add(minutes(), (double) live.getAsLong());
      }
    }

    private boolean warm() {
      return gone.toNanos() > WARMING * course.time.toNanos();
    }

    private double minutes() {
      return gone.toNanos() / 60e9;
    }

    private static String alive(long bytes) {
      return String.format(Locale.ROOT, "  live %.2f MB", bytes / 1048576.0);
    }

    private String line(Vitals vitals) {
      return String.format(
          Locale.ROOT,
          "%4d s  started %7d  ended %7d  failed %6d  cancelled %5d  in flight %4d  wrong %d"
              + "  heap %4d MB  threads %3d + %d  files %s  wall/planned %s  spans %d",
          gone.toSeconds(),
          load.started.sum(),
          load.ended(),
          load.failed.sum(),
          load.cancelled.sum(),
          load.started.sum() - load.ended(),
          load.mistakes.sum(),
          vitals.heap() >> 20,
          vitals.threads(),
          vitals.carriers(),
          vitals.files().stream().mapToObj(Long::toString).findFirst().orElse("–"),
          load.ratios.told(),
          station.spans.sum());
    }

    private Report report() {
      var verdicts = new ArrayList<Verdict>();
      verdicts.add(Verdict.heap(heap, course.rate));
      verdicts.add(Verdict.handles("threads", threads, course.rate));
      if (files.size() > 0) {
        verdicts.add(Verdict.handles("files", files, course.rate));
      }
      long lost = station.expected.sum() - station.spans.sum();
      if (lost != 0) {
        load.wrong(
            List.of(
                "%d spans came where %d are in the traces"
                    .formatted(station.spans.sum(), station.expected.sum())));
      }
      return new Report(
          load.started.sum(),
          load.succeeded.sum(),
          load.failed.sum(),
          load.cancelled.sum(),
          List.copyOf(verdicts),
          List.copyOf(load.wrong));
    }
  }
}
