package io.waybill.benchmarks.soak;

import io.waybill.run.Run;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.run.RunResult;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Runs of all scenarios at a steady rate, each audited when it has ended. */
final class Load implements AutoCloseable {
  private static final int MOST_TOLD = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  final LongAdder started = new LongAdder();
  final LongAdder succeeded = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder cancelled = new LongAdder();
  final LongAdder followed = new LongAdder();
  final LongAdder mistakes = new LongAdder();
  final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  final Ratios ratios = new Ratios();

  private final Station station;
  private final int rate;
  private final List<Scenario> deck = new ArrayList<>();
  private final Scheduler auditors = Schedulers.newParallel("audit", 1, true);
  private final LongAdder following = new LongAdder();
  private final Set<Trip> underWay = ConcurrentHashMap.newKeySet();
  private long number;

  /**
   * @param rate runs a second
   */
  Load(Station station, int rate) {
    this.station = station;
    this.rate = rate;
    for (var scenario : station.scenarios) {
      for (int i = 0; i < scenario.share(); i++) {
        deck.add(scenario);
      }
    }
  }

  long ended() {
    return succeeded.sum() + failed.sum() + cancelled.sum();
  }

  /** Starts runs for so long; where the machine was too busy to, it makes up for it. */
  void go(Duration time) {
    long from = System.nanoTime();
    long before = number;
    for (long at = 0; at < time.toNanos(); at = System.nanoTime() - from) {
      while (number - before < at / 1e9 * rate) {
        start(trip(number++));
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Trip trip(long number) {
    var mixed = new Trip(number, deck.get(0)).draw("scenario", deck.size());
    return new Trip(number, deck.get(mixed));
  }

  private void start(Trip trip) {
    started.increment();
    underWay.add(trip);
    var options =
        (trip.scenario.followed() ? RunOptions.DEFAULT : RunOptions.UNFOLLOWED)
            .withContext(Context.of(Trip.class, trip));
    var run = station.engine.start(trip.scenario.plan(), Map.of("number", trip.number), options);
    if (trip.scenario.followed()) {
      follow(trip, run);
    }
    run.result()
        .publishOn(auditors)
        .subscribe(result -> ended(trip, result), error -> ended(trip, error));
    leave(trip, run);
  }

  /** One follows to the end, another leaves in the middle. */
  private void follow(Trip trip, Run<?> run) {
    var follower = new Follower(trip);
    followed.increment();
    following.increment();
    run.events()
        .doFinally(how -> following.decrement())
        .subscribe(
            follower::sees,
            error -> wrong(List.of(trip + ": following it failed with " + error)),
            () -> wrong(follower.wrong()));
    run.events().take(5).subscribe();
  }

  private void leave(Trip trip, Run<?> run) {
    int planned = trip.scenario.planned().apply(trip).millis().orElse(60);
    var when = Mono.delay(Duration.ofMillis(planned * (20L + trip.draw("when", 60)) / 100));
    switch (trip.caller()) {
      case STAYS -> {}
      case CANCELS -> when.subscribe(now -> run.cancel("whoever asked went away"));
      case UNSUBSCRIBES -> {
        var waiting = run.result().subscribe(value -> {}, error -> {});
        when.subscribe(now -> waiting.dispose());
      }
    }
  }

  private void ended(Trip trip, RunResult<?> result) {
    underWay.remove(trip);
    wrong(Audit.of(trip, result));
    trip.scenario
        .planned()
        .apply(trip)
        .millis()
        .ifPresent(millis -> ratios.add(result.waybill().wall().toNanos() / 1e6 / millis));
    succeeded.increment();
  }

  private void ended(Trip trip, Throwable error) {
    underWay.remove(trip);
    wrong(Audit.of(trip, error));
    boolean left =
        error instanceof RunException ended && ended.failure().kind() == ErrorKind.CANCELLED;
    (left ? cancelled : failed).increment();
  }

  void wrong(List<String> found) {
    found.forEach(
        each -> {
          mistakes.increment();
          if (mistakes.sum() <= MOST_TOLD) {
            wrong.add(each);
          }
        });
  }

  /** Waits until nothing goes on any more, and says what does all the same. */
  void drain() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!quiet() && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
    if (!quiet()) {
      wrong(List.of("after a drain there is still %s".formatted(left())));
    }
  }

  private boolean quiet() {
    return underWay.isEmpty()
        && ended() == started.sum()
        && following.sum() == 0
        && station.server.open() == 0
        && station.protect.health().all().stream()
            .allMatch(one -> one.inFlight() == 0 && one.waiting() == 0);
  }

  private String left() {
    return "%d runs %s, %d followers, %d exchanges on the server's side; asked%n%s"
        .formatted(
            started.sum() - ended(),
            underWay,
            following.sum(),
            station.server.open(),
            station.protect.health());
  }

  @Override
  public void close() {
    auditors.dispose();
  }
}
