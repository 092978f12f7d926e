package io.waybill.cli;

import io.waybill.reports.Shown;
import io.waybill.run.RunListener;
import io.waybill.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells OpenTelemetry of runs if the standard variables name somebody to tell. Nobody who does not
 * listen holds up the end of the command for long, or prints more than a line.
 */
final class Traces implements AutoCloseable {
  private static final long SECONDS_TO_SEND = 3;
  private static final String BASELINE = "WAYBILL_BASELINE";

  /** Held, or what it was told is forgotten with it. */
  private final Logger library = Logger.getLogger("io.opentelemetry");

  private final Terminal terminal;
  private final Optional<Telemetry> telemetry;
  private volatile @Nullable String complaint;

  /** Nothing is loaded unless a variable says so. */
  Traces(Map<String, String> environment, Terminal terminal) {
    this.terminal = terminal;
    this.telemetry =
        environment.keySet().stream().anyMatch(name -> name.startsWith("OTEL_"))
            ? listenedTo().map(telling -> compared(telling, environment.get(BASELINE)))
            : Optional.empty();
  }

  private static Telemetry compared(Telemetry telling, @Nullable String baseline) {
    if (baseline == null) {
      return telling;
    }
    int slash = baseline.indexOf('/');
    if (slash < 1 || slash == baseline.length() - 1) {
      throw Complaint.wrong(
          "%s names a provider and a model, openai/gpt-4.1, found %s"
              .formatted(BASELINE, Shown.brief(baseline, 80)));
    }
    return telling.comparedWith(baseline.substring(0, slash), baseline.substring(slash + 1));
  }

  private Optional<Telemetry> listenedTo() {
    library.setUseParentHandlers(false);
    library.addHandler(new Listening());
    try {
      return Telemetry.untilClosed();
    } catch (RuntimeException e) {
      throw Complaint.wrong("the OTEL_ variables make no sense: " + e.getMessage());
    }
  }

  List<RunListener> listeners() {
    return telemetry.<List<RunListener>>map(List::of).orElse(List.of());
  }

  @Override
  public void close() {
    telemetry.ifPresent(this::send);
  }

  private void send(Telemetry telling) {
    var sent = new CountDownLatch(1);
    var sender =
        new Thread(
            () -> {
              telling.close();
              sent.countDown();
            },
            "waybill-traces");
    sender.setDaemon(true);
    sender.start();
    boolean all = awaits(sent);
    var why = complaint;
    if (why != null || !all) {
      terminal
          .err()
          .println(
              "not everything was told to OpenTelemetry: "
                  + (why == null
                      ? "nobody took it within %d s".formatted(SECONDS_TO_SEND)
                      : Shown.brief(why, 200)));
    }
  }

  private static boolean awaits(CountDownLatch sent) {
    try {
      return sent.await(SECONDS_TO_SEND, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Keeps the first complaint of the library instead of printing all of them. */
  private final class Listening extends Handler {
    @Override
    public void publish(LogRecord said) {
      if (said.getLevel().intValue() >= Level.WARNING.intValue() && complaint == null) {
        complaint = said.getMessage();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
