package io.waybill.testkit;

import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Answers the calls of one run as luck has it, and counts what they use. */
record RandomCalls(RandomWorld world, Scheduler elsewhere, OwnBill bill) {
  <T> Mono<Outcome<T>> answer(String path, int attempt, WorkInfo what, Supplier<T> value) {
    var fate = world.fate(path, attempt);
    var usage = fate.usage(what.model());
    var failure = fate.failure(usage);
    bill.used(path, attempt, Fate.said(usage, failure));
    return later(
        failure == null ? Mono.just(computed(value.get(), usage)) : Mono.error(failure),
        fate,
        () -> bill.cancelled(path, attempt));
  }

  private static <T> Outcome<T> computed(T value, Usage usage) {
    return Outcome.of(value, usage, Outcome.Kind.COMPUTED);
  }

  /** At hand, inside the subscription, on another thread, or a little later. */
  private <T> Mono<T> later(Mono<T> answer, Fate fate, Runnable ifCancelled) {
    if (elsewhere.equals(Schedulers.immediate())) {
      return fate.roll(6, 2) == 0 ? answer.hide() : answer;
    }
    return switch (fate.roll(6, 4)) {
      case 0 -> answer.hide();
      case 1 -> answer.subscribeOn(elsewhere).doOnCancel(ifCancelled);
      case 2 ->
          Mono.delay(Duration.ofNanos(fate.roll(7, 100_000)), elsewhere)
              .then(answer)
              .doOnCancel(ifCancelled);
      default -> answer;
    };
  }
}
