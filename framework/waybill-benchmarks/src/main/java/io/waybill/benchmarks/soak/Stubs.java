package io.waybill.benchmarks.soak;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work that waits and answers what can be foretold: {@code read(grade(17))}. */
final class Stubs {
  /** Who bills what is billed by tokens. */
  static final String PROVIDER = "stub";

  /** What works on it is billed by time, and waits for its turn. */
  static final String POOL = "gpu0";

  static final int INPUT = 100;
  static final int OUTPUT = 50;

  static final PriceBook PRICES =
      PriceBook.of(
          Map.of(
              "large", Price.Rate.of("2.50", "10.00"),
              "small", Price.Rate.of("0.15", "0.60")),
          Map.of(POOL, new BigDecimal("1.80")),
          Optional.empty());

  /** What comes of one attempt. */
  @FunctionalInterface
  interface Doing<O> {
    Mono<Outcome<O>> of(Trip trip, Object input, CallContext call);
  }

  private Stubs() {}

  static String said(String name, Object input) {
    return name + "(" + input + ")";
  }

  /** A model of a provider: it answers after a while and is billed by tokens. */
  static Work<Object, String> model(String name) {
    return answering(large(name), answers(name, usage("large")));
  }

  /** A model that fails in trips that are broken. */
  static Work<Object, String> brittle() {
    return answering(
        large("brittle"),
        (trip, input, call) ->
            trip.broken()
                ? after(trip.millis(call.path()), () -> failing(trip))
                : answers("brittle", usage("large")).of(trip, input, call));
  }

  private static Outcome<String> failing(Trip trip) {
    if (trip.howItBreaks() == ErrorKind.USER_CODE) {
      throw new IllegalStateException("as planned");
    }
    throw new WorkException(
        trip.howItBreaks(), Usage.tokens(PROVIDER, "large", INPUT, 0), "as planned");
  }

  static WorkInfo large(String name) {
    return outside(name, PROVIDER, "large");
  }

  static WorkInfo outside(String name, String provider, String model) {
    return WorkInfo.named("stub." + name)
        .model(model)
        .config(Map.of("provider", provider))
        .effects(Effects.PURE)
        .location(Location.EXTERNAL)
        .build();
  }

  static WorkInfo pooled(String name) {
    return WorkInfo.named("stub." + name)
        .model("local-7b")
        .pool(POOL)
        .effects(Effects.PURE)
        .build();
  }

  static WorkInfo inHouse(String name) {
    return WorkInfo.named("stub." + name).model("stub").effects(Effects.PURE).build();
  }

  /** Answers after as long as its step takes. */
  static Doing<String> answers(String name, Usage usage) {
    return (trip, input, call) ->
        after(trip.millis(call.path()), () -> outcome(said(name, input), usage));
  }

  static Usage usage(String model) {
    return Usage.tokens(PROVIDER, model, INPUT, OUTPUT);
  }

  static <O> Outcome<O> outcome(O value, Usage usage) {
    return Outcome.of(value, usage, Outcome.Kind.GENERATED);
  }

  static <O> Mono<O> after(int millis, Supplier<O> then) {
    return Mono.delay(Duration.ofMillis(millis)).map(now -> then.get());
  }

  /** Says a text word by word, a millisecond or so between them. */
  static Work<Object, String> speaking(String name, Function<Object, String> text) {
    return answering(
        large(name),
        (trip, input, call) -> {
          call.used(Usage.tokens(PROVIDER, "large", INPUT, 0));
          var words = List.of(text.apply(input).split("(?<= )"));
          return Flux.fromIterable(words)
              .delayElements(Duration.ofMillis(1))
              .doOnNext(call::emit)
              .then(Mono.fromSupplier(() -> outcome(text.apply(input), usage("large"))));
        });
  }

  /** Holds a thread while it waits. */
  static Work<Object, String> holding(String name) {
    return answering(
        inHouse(name),
        (trip, input, call) ->
            Work.<Object, String>blocking(
                    name,
                    given -> {
                      hold(trip.millis(call.path()));
                      return said(name, given);
                    })
                .perform(input, call));
  }

  private static void hold(int millis) {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (Thread.interrupted()) {
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  /** Work of this description that says to its trip that it is asked, and when it is over. */
  static <O> Work<Object, O> answering(WorkInfo info, Doing<O> doing) {
    var most = most(info);
    return Work.described(info, input -> most, heard(doing));
  }

  /** The most that one attempt uses. */
  static Bound most(WorkInfo info) {
    return info.pool().isEmpty() && info.safety().location() == Location.EXTERNAL
        ? Bound.tokens(PROVIDER, info.model(), INPUT, OUTPUT)
        : Bound.of(info);
  }

  /** The same of work that knows nothing of trips. */
  static <I, O> Work<I, O> heard(Work<I, O> work) {
    return Work.described(
        work.info(), work::bound, heard((trip, input, call) -> performed(work, input, call)));
  }

  @SuppressWarnings("unchecked") // given what the step gives it
  private static <I, O> Mono<Outcome<O>> performed(
      Work<I, O> work, Object input, CallContext call) {
    return work.perform((I) input, call);
  }

  private static <I, O> Work<I, O> heard(Doing<O> doing) {
    return (input, call) ->
        Mono.deferContextual(
            context -> {
              Trip trip = context.get(Trip.class);
              trip.asked(call);
              var over = new AtomicBoolean();
              Runnable end = () -> trip.over(over.getAndSet(true));
              // before the run is told of it: it may end with this
              return Mono.defer(() -> doing.of(trip, input, call))
                  .doOnTerminate(end)
                  .doOnCancel(end);
            });
  }
}
