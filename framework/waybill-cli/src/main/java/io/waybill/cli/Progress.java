package io.waybill.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a file of inputs has come: a moving line on a terminal, nothing anywhere else. */
interface Progress extends AutoCloseable {
  Progress NONE = () -> {};

  /** One more is done. */
  void step();

  @Override
  default void close() {}

  /** A bar on a terminal, if {@code input} is a file of many. */
  static Progress on(Terminal terminal, String input) {
    return terminal.live() && input.endsWith(".jsonl")
        ? new Bar(terminal.err(), "runs", lines(Path.of(input)))
        : NONE;
  }

  private static long lines(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long lines = 0;
      int last = '\n';
      var buffer = new char[1 << 16];
      for (int read = reader.read(buffer); read > 0; read = reader.read(buffer)) {
        for (int i = 0; i < read; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        last = buffer[read - 1];
      }
      return last == '\n' ? lines : lines + 1;
    } catch (IOException e) {
      return -1;
    }
  }

  /** The bar; it wipes itself away when it is done. */
  final class Bar implements Progress {
    private static final int WIDTH = 72;

    private final PrintWriter err;
    private final ProgressBar bar;

    Bar(PrintWriter err, String what, long total) {
      this.err = err;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setUpdateIntervalMillis(100)
              .setStyle(ProgressBarStyle.ASCII)
              .setMaxRenderedLength(WIDTH)
              .setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH))
              .build();
    }

    @Override
    public void step() {
      bar.step();
    }

    /** So many are done. */
    void at(long done) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }

    private void show(String line) {
      err.print("\r" + line);
      err.flush();
    }
  }
}
