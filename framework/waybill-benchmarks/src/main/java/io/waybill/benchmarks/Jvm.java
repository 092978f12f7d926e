package io.waybill.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for one measurement. */
public final class Jvm {
  private static final int FEATURE = Runtime.version().feature();

  /** Seconds that any of them may take. */
  private static final int LONGEST = 180;

  private Jvm() {}

  /** What every JVM that measures times is started with; the newest warn of what peers do. */
  public static List<String> options(String heap) {
    var options = new ArrayList<>(List.of("-Xms1g", "-Xmx" + heap, "-XX:+UseG1GC"));
    if (FEATURE >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    if (FEATURE >= 24) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return List.copyOf(options);
  }

  /**
   * Runs a main class of this class path, and returns the last line that it printed.
   *
   * @throws IOException if it did not go well, with what it said
   */
  public static String lastLine(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    var said = Files.createTempFile("measured", ".txt");
    try {
      return said(new ProcessBuilder(command).redirectErrorStream(true), said);
    } finally {
      Files.delete(said);
    }
  }

  private static String said(ProcessBuilder builder, Path said)
      throws IOException, InterruptedException {
    var process = builder.redirectOutput(said.toFile()).start();
    if (!process.waitFor(LONGEST, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("it did not end within %d s".formatted(LONGEST));
    }
    var lines = Files.readString(said).strip();
    if (process.exitValue() != 0 || lines.isEmpty()) {
      throw new IOException("it ended with %d: %s".formatted(process.exitValue(), lines));
    }
    return lines.substring(lines.lastIndexOf('\n') + 1);
  }
}
