package io.waybill.benchmarks.compare;

import io.waybill.benchmarks.Jvm;
import io.waybill.benchmarks.peers.InFlight;
import io.waybill.benchmarks.peers.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures what JMH does not: a JVM for each row. */
final class Mains {
  private final List<String> lines = new ArrayList<>();

  void measure(Measure measure, String peer, Figures into)
      throws IOException, InterruptedException {
    if (measure.workload() == Workload.PROBE) {
      var line = Jvm.lastLine(Jvm.options("1g"), Probe.class, peer, measure.at());
      lines.add(line);
      into.put(Probe.read(line));
    } else {
      var runs = measure.at().split(" ", 2);
      var line = Jvm.lastLine(Jvm.options("4g"), InFlight.class, peer, runs[0], runs[1]);
      lines.add(line);
      into.put(
          new Figures.Key(measure.workload(), measure.at(), peer), figure(InFlight.read(line)));
    }
  }

  private static Figure figure(InFlight.Row row) {
    return new Figure(
        Collections.min(row.millis()) * 1e6, row.heap() < 0 ? Double.NaN : row.heap());
  }

  /** Everything, a line for each row. */
  void write(Path json) throws IOException {
    Files.write(json, lines);
  }
}
