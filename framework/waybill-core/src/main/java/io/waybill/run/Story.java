package io.waybill.run;

import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** What the world is told of a run: its listeners, its followers, and whoever waits for its end. */
final class Story<O> {
  private static final Logger LOG = LoggerFactory.getLogger(LocalEngine.class);

  private final Plan<O> plan;
  final Accounts accounts;
  private final List<RunListener> listeners;
  final RunOptions options;
  private final boolean told;
  private final @Nullable Feed feed;
  private @Nullable String id;

  /** How it ended, once it has. */
  private volatile @Nullable RunResult<O> result;

  private volatile @Nullable RunException failure;
  private @Nullable Waiter<O> waiting;

  /** One who waits for the end, and the others. */
  private record Waiter<O>(MonoSink<RunResult<O>> sink, @Nullable Waiter<O> other) {}

  Story(Plan<O> plan, Accounts accounts, LocalEngine engine, RunOptions options) {
    this.plan = plan;
    this.accounts = accounts;
    this.listeners = engine.listeners;
    this.options = options;
    this.feed = options.followed() ? new Feed() : null;
    this.told = options.followed() || !listeners.isEmpty() || !engine.journal.equals(Journal.NONE);
  }

  /** Whether anybody wants events: then every transition goes through one. */
  boolean told() {
    return told;
  }

  /** Made when it is first asked for. */
  synchronized String id() {
    if (id == null) {
      id =
          options.id().isEmpty()
              ? Long.toString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE), 36)
              : options.id();
    }
    return id;
  }

  Instant startedAt() {
    return accounts.at(0);
  }

  Flux<RunEvent> events() {
    return feed == null
        ? Flux.error(
            new IllegalStateException("this run keeps no events: start it with RunOptions.DEFAULT"))
        : feed.events();
  }

  /** The end; leaving before it cancels the run. */
  Mono<RunResult<O>> result(LocalRun<O> run) {
    if (failure != null) {
      return Mono.error(failure);
    }
    return result != null ? Mono.just(result) : Mono.create(waiter -> await(run, waiter));
  }

  private void await(LocalRun<O> run, MonoSink<RunResult<O>> waiter) {
    waiter.onCancel(() -> run.cancel("whoever waited for the result left"));
    synchronized (this) {
      waiting = new Waiter<>(waiter, waiting);
    }
    tellWhoeverWaits();
  }

  private void tellWhoeverWaits() {
    if (result == null && failure == null) {
      return;
    }
    Waiter<O> told;
    synchronized (this) {
      told = waiting;
      waiting = null;
    }
    for (; told != null; told = told.other) {
      if (failure != null) {
        told.sink.error(failure);
      } else {
        told.sink.success(result);
      }
    }
  }

  void starts() {
    if (!listeners.isEmpty()) {
      var prices = accounts.book();
      tell("its start", listener -> listener.starting(id(), options, prices));
    }
  }

  RunEvent.RunStarted begins(Object[] inputs) {
    var named = new LinkedHashMap<String, Object>();
    for (int i = 0; i < inputs.length; i++) {
      named.put(plan.inputs().get(i).id(), inputs[i]);
    }
    return new RunEvent.RunStarted(id(), plan.name(), named, options.caller(), startedAt());
  }

  /** What to say of an attempt that is one too many. */
  static Failure tooMany(Visit visit, int most) {
    var message = "the run would make more than %d attempts, the engine's limit".formatted(most);
    return new Failure(visit.path(), ErrorKind.BUDGET, message, null);
  }

  /** What to say of an event that the journal did not take. */
  static Failure notKept(@Nullable Visit visit, Throwable error) {
    var message = "the journal did not take it: " + error.getMessage();
    return new Failure(visit == null ? "" : visit.path(), ErrorKind.STORE, message, error);
  }

  void saw(RunEvent.Recorded event) {
    if (!told) {
      return;
    }
    if (!listeners.isEmpty()) {
      tell(event.getClass().getSimpleName(), listener -> listener.on(id(), event));
    }
    if (feed != null) {
      feed.saw(event);
    }
  }

  private void tell(String what, Consumer<RunListener> told) {
    for (var listener : listeners) {
      try {
        told.accept(listener);
      } catch (RuntimeException e) {
        LOG.warn("a listener of run {} threw at {}; the run goes on", id(), what, e);
      }
    }
  }

  /** What the requests of an attempt carry. */
  Map<String, String> headers(Visit visit) {
    if (listeners.isEmpty()) {
      return Map.of();
    }
    var headers = new LinkedHashMap<String, String>();
    tell(
        "headers",
        listener -> headers.putAll(listener.headers(id(), visit.path(), visit.attempt())));
    return headers;
  }

  /** Whether anybody saw it. */
  boolean token(Visit visit, String text) {
    if (feed == null || !feed.watched()) {
      return false;
    }
    feed.token(new RunEvent.Token(visit.path(), visit.attempt(), text));
    return true;
  }

  @SuppressWarnings("unchecked") // the output of a plan has its type
  void ended(RunEvent.Ended end) {
    saw(end);
    if (end instanceof RunEvent.RunSucceeded succeeded) {
      var waybill = bill(Waybill.Status.OK, null, end.at());
      result = new RunResult<>((O) succeeded.value(), waybill);
      tellWhoeverWaits();
    } else if (end instanceof RunEvent.RunFailed failed) {
      fail(Waybill.Status.FAILED, failed.failure(), end.at());
    } else if (end instanceof RunEvent.RunCancelled stopped) {
      var reason = stopped.reason();
      fail(
          Waybill.Status.CANCELLED,
          new Failure("", ErrorKind.CANCELLED, reason, new CancellationException(reason)),
          end.at());
    }
  }

  private void fail(Waybill.Status status, Failure failure, long wall) {
    var waybill = bill(status, failure, wall);
    this.failure = new RunException(failure, waybill);
    tellWhoeverWaits();
  }

  /** The bill, made when it is first asked for, and the listeners told that there is one. */
  private Lazy<Waybill> bill(Waybill.Status status, @Nullable Failure failure, long wall) {
    var waybill = new Lazy<>(() -> waybill(status, failure, wall));
    if (!listeners.isEmpty()) {
      tell("its end", listener -> listener.ended(id(), waybill::get));
    }
    return waybill;
  }

  private Waybill waybill(Waybill.Status status, @Nullable Failure failure, long wall) {
    var ledger = accounts.ledger();
    var unrolled = Unrolled.of(plan, ledger.postings(), accounts.notes());
    return new Waybill(
        id(),
        plan.name(),
        startedAt(),
        Duration.ofNanos(wall),
        status,
        Optional.ofNullable(failure),
        unrolled.lines(),
        unrolled.groups(),
        ledger,
        accounts.scores(),
        accounts.prices(),
        accounts.pools(),
        plan.outline());
  }
}
