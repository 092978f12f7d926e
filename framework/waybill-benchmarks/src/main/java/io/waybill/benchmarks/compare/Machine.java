package io.waybill.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where and with what it is measured, and how busy that was. */
final class Machine {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private double least = Double.MAX_VALUE;
  private double most;

  /** Looks how busy it is now. */
  void look() {
    double load = system.getSystemLoadAverage();
    least = Math.min(least, load);
    most = Math.max(most, load);
  }

  /** What a reader needs to know, as two lines. */
  String told(String how) {
    return String.format(
        Locale.ROOT,
        "%s, %s. %s on %d cores of %s, %.0f GB; load average %.1f to %.1f while measuring, the measuring included.%n%s.%n",
        how,
        LocalDate.now(ZoneId.systemDefault()),
        jdk(),
        system.getAvailableProcessors(),
        model(),
        system.getTotalMemorySize() / 1e9,
        least,
        most,
        versions());
  }

  private static String jdk() {
    return "JDK %s (%s)"
        .formatted(System.getProperty("java.version"), System.getProperty("java.vendor"));
  }

  private String model() {
    var cpus = Path.of("/proc/cpuinfo");
    if (!Files.exists(cpus)) {
      return system.getArch();
    }
    try (var lines = Files.lines(cpus)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(system.getArch());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that the build has. */
  private static String versions() {
    var versions = new Properties();
    try (var file = Machine.class.getResourceAsStream("versions.properties")) {
      versions.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TreeMap<>(versions)
        .entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", "));
  }
}
