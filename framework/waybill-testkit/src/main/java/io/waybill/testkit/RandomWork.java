package io.waybill.testkit;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Work of a random plan: a function that may fail, that may take its time, that may make a call
 * inside, and that counts what it bills.
 */
record RandomWork<I, O>(WorkInfo info, Function<? super I, ? extends O> body, World world)
    implements Work<I, O> {
  private static final WorkInfo JUDGE = WorkInfo.named("judge").model("small").build();

  /** What the work of one plan shares. */
  record World(long seed, int failuresPerThousand, Scheduler elsewhere, OwnBill bill) {
    Fate fate(String path, int attempt) {
      return new Fate(seed, failuresPerThousand, path, attempt);
    }
  }

  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    var fate = world.fate(call.path(), call.attempt());
    return fate.roll(10, 10) == 0
        ? judged(input, call)
        : plain(input, call);
  }

  private Mono<Outcome<O>> plain(I input, CallContext call) {
    world.bill.asked(call.path(), call.attempt());
    return answer(call.path(), call.attempt(), info, () -> body.apply(input));
  }

  /** If the judge fails, so does the call around it, which has used nothing of its own by then. */
  private Mono<Outcome<O>> judged(I input, CallContext call) {
    var path = call.path() + "/judge#1";
    var failure = world.fate(path, call.attempt()).failure(Usage.NONE);
    world.bill.asked(call.path(), call.attempt());
    world.bill.used(call.path(), call.attempt(), Fate.said(Usage.NONE, failure));
    return call.inner(
            new Attempt("judge", JUDGE), () -> judge(path, call.attempt()))
        .then(Mono.defer(() -> answer(call.path(), call.attempt(), info, () -> body.apply(input))))
        .doOnCancel(() -> world.bill.cancelled(call.path(), call.attempt()));
  }

  private Mono<Outcome<Long>> judge(String path, int attempt) {
    world.bill.asked(path, attempt);
    return answer(path, attempt, JUDGE, () -> 1L);
  }

  private <T> Mono<Outcome<T>> answer(
      String path, int attempt, WorkInfo what, Supplier<T> value) {
    var fate = world.fate(path, attempt);
    var usage = fate.usage(what.model());
    var failure = fate.failure(usage);
    world.bill.used(path, attempt, Fate.said(usage, failure));
    return later(
        failure == null ? Mono.just(outcome(value.get(), usage)) : Mono.error(failure),
        fate,
        path,
        attempt);
  }

  private static <T> Outcome<T> outcome(T value, Usage usage) {
    return Outcome.of(value, usage, Outcome.Kind.COMPUTED);
  }

  /** At hand, inside the subscription, on another thread, or a little later. */
  private <T> Mono<T> later(Mono<T> answer, Fate fate, String path, int attempt) {
    return switch (fate.roll(6, 4)) {
      case 0 -> answer.hide();
      case 1 -> watched(answer.subscribeOn(world.elsewhere), path, attempt);
      case 2 ->
          watched(
              Mono.delay(Duration.ofNanos(fate.roll(7, 100_000)), world.elsewhere).then(answer),
              path,
              attempt);
      default -> answer;
    };
  }

  private <T> Mono<T> watched(Mono<T> answer, String path, int attempt) {
    return answer.doOnCancel(() -> world.bill.cancelled(path, attempt));
  }
}
