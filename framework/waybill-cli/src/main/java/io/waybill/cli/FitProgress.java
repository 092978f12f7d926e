package io.waybill.cli;

import io.waybill.routing.fit.Progress;
import java.util.Optional;

/** How far a fit has come: a moving line on a terminal for each thing it does, else nothing. */
final class FitProgress implements Progress, AutoCloseable {
  private final Terminal terminal;
  private String doing = "";
  private Optional<io.waybill.cli.Progress.Bar> bar = Optional.empty();

  FitProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void at(String what, int done, int of) {
    if (!terminal.live()) {
      return;
    }
    if (!what.equals(doing)) {
      close();
      doing = what;
      bar = Optional.of(new io.waybill.cli.Progress.Bar(terminal.err(), what, of));
    }
    bar.ifPresent(shown -> shown.at(done));
  }

  @Override
  public synchronized void close() {
    bar.ifPresent(io.waybill.cli.Progress.Bar::close);
    bar = Optional.empty();
  }
}
