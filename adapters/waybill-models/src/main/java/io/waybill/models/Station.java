package io.waybill.models;

import dev.langchain4j.http.client.HttpClientBuilder;
import io.waybill.http.HttpError;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** One of the places that serve a model: what it has to do, and whether it is well. */
final class Station {
  /** So long nobody is sent where somebody has just failed, as long as there is another. */
  private static final long AVOIDED = Duration.ofSeconds(10).toNanos();

  private final NamedModel model;
  private final LongSupplier clock;
  private final AtomicInteger busy = new AtomicInteger();
  private volatile boolean failed;
  private volatile long failedAt;

  /**
   * A place of which nothing is known yet.
   *
   * @param model as it is served there and nowhere else
   * @param clock in nanoseconds
   */
  Station(NamedModel model, LongSupplier clock) {
    this.model = model;
    this.clock = clock;
  }

  NamedModel model() {
    return model;
  }

  /** How many exchanges it has under way, as far as this process knows. */
  int busy() {
    return busy.get();
  }

  /** Whether the last that was asked of it went wrong, and not long ago. */
  boolean down() {
    return failed && clock.getAsLong() - failedAt < AVOIDED;
  }

  /** The same connections, and it learns how its exchanges go. */
  HttpClientBuilder minding(HttpClientBuilder http, Line line) {
    return new Minded(http, line, this);
  }

  void begins() {
    busy.incrementAndGet();
  }

  void ends() {
    busy.decrementAndGet();
  }

  void answered() {
    failed = false;
  }

  void failed(Throwable error) {
    if (unhealthy(error)) {
      failedAt = clock.getAsLong();
      failed = true;
    }
  }

  private static boolean unhealthy(Throwable error) {
    return HttpError.in(error)
        .map(HttpError::kind)
        .orElseGet(
            () ->
                error.getCause() instanceof WorkException known
                    ? known.kind()
                    : ErrorKind.USER_CODE)
        .unhealthy();
  }
}
