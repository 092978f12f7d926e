package io.waybill.mcp;

import io.waybill.work.ErrorKind;
import io.waybill.work.Offload;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The one connection to a server, shared by all runs: opened by the first call that needs it, and
 * again by the first after it was lost.
 */
final class Connection {
  /** Opens the way to a server; may wait, and fails with a {@link Fault}. */
  interface Opener {
    Wire open(Session session);
  }

  private static final Scheduler OPENING = Offload.scheduler("waybill-mcp-open");
  private static final Executor STOPPING = Offload.executor("waybill-mcp-stop");

  private final Server server;
  private final Keys keys;
  private final Optional<ToolList> pinned;
  private final Opener opener;
  private final LongSupplier nanos;
  private final Mono<Session> open;
  private final Mono<Session> compared;
  private final AtomicReference<@Nullable Session> last = new AtomicReference<>();
  private volatile boolean closed;
  private volatile long comparedAt;

  Connection(
      Server server, Keys keys, Optional<ToolList> pinned, Opener opener, LongSupplier nanos) {
    this.server = server;
    this.keys = keys;
    this.pinned = pinned;
    this.opener = opener;
    this.nanos = nanos;
    this.open = Mono.defer(this::opened).cacheInvalidateIf(Session::ended);
    this.compared = open.flatMap(this::compared).cacheInvalidateIf(this::unsure);
  }

  /** A session with a server that offers exactly what is pinned. */
  Mono<Session> ready() {
    return compared;
  }

  /** What it offers now, whatever is pinned. */
  Mono<ToolList> offered() {
    return open.flatMap(Session::tools);
  }

  private Mono<Session> opened() {
    var session = new Session(server, keys);
    last.set(session);
    if (closed) {
      return Mono.error(
          Fault.before(ErrorKind.CANCELLED, session.told("its McpServers was closed")));
    }
    var limit = server.limits().connect();
    return Mono.fromRunnable(() -> session.on(opener.open(session)))
        .subscribeOn(OPENING)
        .then(Mono.defer(session::greet))
        .timeout(limit)
        .onErrorMap(TimeoutException.class, late -> slow(session, limit))
        .doOnError(failed -> stop(session))
        .doOnCancel(() -> stop(session));
  }

  /** Elsewhere: to look for the children of a process takes a moment. */
  private static void stop(Session session) {
    STOPPING.execute(session::drop);
  }

  private static Fault slow(Session session, Duration limit) {
    return Fault.before(
        ErrorKind.STALLED, session.told("it could not be reached within %s".formatted(limit)));
  }

  private Mono<Session> compared(Session session) {
    return Mono.defer(
            () -> {
              session.looking();
              return session.tools();
            })
        .handle(
            (now, sink) -> {
              var changes = pinned.map(list -> list.changes(now));
              if (changes.isPresent() && changes.get().isEmpty()) {
                comparedAt = nanos.getAsLong();
                sink.next(session);
              } else {
                sink.error(refused(session, now));
              }
            });
  }

  private Fault refused(Session session, ToolList now) {
    var accept =
        "Look at it, McpServers.offered(\"%s\"), and if it is as it should be accept it: McpServers.pin(\"%s\", \"%s\")"
            .formatted(server.name(), server.name(), now.digest());
    return pinned
        .map(
            list ->
                Fault.before(
                    ErrorKind.DIVERGED,
                    session.told(
                        "it no longer offers what was pinned: %s. %s"
                            .formatted(String.join("; ", list.changes(now)), accept))))
        .orElseGet(
            () ->
                Fault.before(
                    ErrorKind.AUTH,
                    session.told("its tools are not pinned. %s".formatted(accept))));
  }

  private boolean unsure(Session session) {
    return session.ended()
        || session.changed()
        || nanos.getAsLong() - comparedAt >= server.limits().recheck().toNanos();
  }

  CompletableFuture<Void> close() {
    closed = true;
    var session = last.getAndSet(null);
    return session == null ? CompletableFuture.completedFuture(null) : session.close();
  }
}
