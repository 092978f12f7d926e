package io.waybill.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The command, called in this process. */
final class Shell {
  private Shell() {}

  /** What one command printed, and its exit code. */
  record Said(int exit, String out, String err) {}

  static Said waybill(String... args) {
    return waybill(InputStream.nullInputStream(), args);
  }

  static Said waybill(InputStream in, String... args) {
    return waybill(in, Map.of(), args);
  }

  /** In no environment but this one. */
  static Said waybill(Map<String, String> environment, String... args) {
    return waybill(InputStream.nullInputStream(), environment, args);
  }

  private static Said waybill(InputStream in, Map<String, String> environment, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(in, new PrintWriter(out), new PrintWriter(err), false, false);
    int exit = Main.run(terminal, new Interrupt(), environment, args);
    return new Said(exit, out.toString(), err.toString());
  }

  /** The command in a process of its own, which signals reach and whose environment is real. */
  static Process child(Map<String, String> environment, List<String> words) throws IOException {
    var all = new ArrayList<String>();
    if (canResetSignals()) {
      all.addAll(List.of("env", "--default-signal=INT"));
    }
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    all.add(Main.class.getName());
    all.addAll(words);
    var builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What a shell starts in the background ignores Ctrl-C, and hands that on to its children. */
  private static boolean canResetSignals() throws IOException {
    try {
      return new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static InputStream typed(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The path of a workflow of these tests. */
  static String workflow(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(Shell.class.getResource("/workflows/" + name), name).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
