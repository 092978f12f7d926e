package io.waybill.http;

import dev.langchain4j.http.client.HttpRequest;
import io.waybill.work.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The exchanges of one attempt: all end when it is cancelled, and then none begins. */
final class Calls {
  private final Http http;
  private final CallContext context;
  private final Set<Exchange> open = new HashSet<>();
  private boolean cancelled;

  Calls(Http http, CallContext context) {
    this.http = http;
    this.context = context;
  }

  Exchange begin(Timers timers, HttpRequest request, Receiver receiver) {
    var outgoing = Outgoing.of(request);
    if (http.closed()) {
      throw outgoing.failures().closed(false);
    }
    if (left().isZero()) {
      throw outgoing.failures().pastDeadline(context.deadline(), false);
    }
    var exchange = new Exchange(this, timers, outgoing, receiver);
    synchronized (open) {
      if (cancelled) {
        throw outgoing.failures().cancelled(false);
      }
      open.add(exchange);
    }
    exchange.start();
    return exchange;
  }

  void cancel() {
    List<Exchange> all;
    synchronized (open) {
      cancelled = true;
      all = List.copyOf(open);
    }
    all.forEach(Exchange::cancel);
  }

  void done(Exchange exchange) {
    synchronized (open) {
      open.remove(exchange);
    }
  }

  /** Time until the deadline; zero if it has passed. */
  Duration left() {
    var left = Duration.between(Instant.now(), context.deadline());
    return left.isNegative() ? Duration.ZERO : left;
  }

  CallContext context() {
    return context;
  }

  Http http() {
    return http;
  }
}
