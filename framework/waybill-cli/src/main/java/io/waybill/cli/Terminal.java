package io.waybill.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the command reads and prints; always UTF-8, whatever the locale says.
 *
 * @param live whether a person watches {@code err}: only then does anything move there
 * @param color whether help may be coloured
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, boolean live, boolean color) {
  /**
   * The streams of this process. Which of them are a terminal only the launcher can tell: Java
   * knows it of both together at best.
   */
  static Terminal system(Map<String, String> environment, String launcherSays) {
    var live = launcherSays.contains("err");
    var plain =
        environment.containsKey("NO_COLOR") || "dumb".equals(environment.getOrDefault("TERM", ""));
    return new Terminal(
        System.in,
        writer(new FileOutputStream(FileDescriptor.out)),
        writer(new FileOutputStream(FileDescriptor.err)),
        live && !plain,
        launcherSays.contains("out") && live && !plain);
  }

  static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(
        new OutputStreamWriter(new BufferedOutputStream(stream), StandardCharsets.UTF_8), true);
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
