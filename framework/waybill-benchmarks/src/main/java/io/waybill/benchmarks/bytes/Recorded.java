package io.waybill.benchmarks.bytes;

import io.waybill.benchmarks.peers.Guarded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Bytes of the guarded workloads as they once were, by feature version of the JDK: lines like
 * {@code 25.step = 196}.
 */
record Recorded(Map<String, Long> figures) {
  /** How to write them anew. */
  static final String COMMAND = "framework/waybill-benchmarks/run -record";

  private static final double TOLERANCE = 0.1;
  private static final String HEAD =
      """
      # Bytes that Waybill's main workloads allocate, by JDK; BytesTest compares within 10 %%.
      # Written by: JAVA_HOME=<a JDK> %s
      """
          .formatted(COMMAND);

  Recorded {
    figures = Map.copyOf(figures);
  }

  static Recorded in(Path file) throws IOException {
    var lines = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        lines.load(reader);
      }
    }
    var figures = new TreeMap<String, Long>();
    for (var key : lines.stringPropertyNames()) {
      figures.put(key, Long.valueOf(lines.getProperty(key)));
    }
    return new Recorded(figures);
  }

  private static String key(int jdk, Guarded workload) {
    return jdk + "." + workload.name().toLowerCase(Locale.ROOT);
  }

  boolean knows(int jdk) {
    return figures.keySet().stream().anyMatch(key -> key.startsWith(jdk + "."));
  }

  Recorded with(int jdk, Guarded workload, double bytes) {
    var more = new TreeMap<>(figures);
    more.put(key(jdk, workload), Math.round(bytes));
    return new Recorded(more);
  }

  void write(Path file) throws IOException {
    var text = new StringBuilder(HEAD);
    new TreeMap<>(figures).forEach((key, bytes) -> text.append("%s = %d%n".formatted(key, bytes)));
    Files.writeString(file, text);
  }

  /** What is wrong with a figure, in words; empty if it is as recorded, or near it. */
  Optional<String> problem(int jdk, Guarded workload, double bytes) {
    var recorded = figures.get(key(jdk, workload));
    if (recorded == null) {
      return Optional.of(
          "%s: %.0f bytes, and none are recorded for JDK %d. Record them: %s"
              .formatted(workload, bytes, jdk, COMMAND));
    }
    double change = bytes / recorded - 1;
    if (Math.abs(change) <= TOLERANCE) {
      return Optional.empty();
    }
    return Optional.of(
        "%s allocates %.0f bytes; %d were recorded for JDK %d: %+.0f %%. %s: %s"
            .formatted(
                workload,
                bytes,
                recorded,
                jdk,
                100 * change,
                change > 0 ? "Find out why, or record it" : "Well done; record it",
                COMMAND));
  }
}
