package io.waybill.testkit;

import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** One attempt as the reference makes it: it waits for the answer, and notes what it took. */
final class ReferenceCall implements CallContext {
  private final String path;
  private final int attempt;
  private final int retries;
  private final Set<Made> made = new LinkedHashSet<>();
  private int ordinal;
  private @Nullable Throwable exhausted;

  /**
   * @param retries how often a call inside it is tried again
   */
  ReferenceCall(String path, int attempt, int retries) {
    this.path = path;
    this.attempt = attempt;
    this.retries = retries;
  }

  /** Whether such a failure is one of a call inside it, which has had its own tries. */
  @SuppressWarnings("ReferenceEquality") // that very failure
  boolean hadItsTries(@Nullable Throwable failure) {
    return failure != null && failure == exhausted;
  }

  Set<Made> made() {
    return made;
  }

  /** The outcome of work; what it throws is what went wrong. */
  <O> Outcome<O> outcome(WorkInfo work, Supplier<? extends Mono<? extends Outcome<O>>> call) {
    return outcome(path, work, call);
  }

  private <O> Outcome<O> outcome(
      String at, WorkInfo work, Supplier<? extends Mono<? extends Outcome<O>>> call) {
    try {
      Outcome<O> outcome = call.get().block();
      if (outcome == null) {
        throw new NoSuchElementException("work ended without an outcome");
      }
      made.add(new Made(at, attempt, work, outcome.usage()));
      return outcome;
    } catch (RuntimeException thrown) {
      var error = Exceptions.unwrap(thrown);
      made.add(new Made(at, attempt, work, used(work, error)));
      throw thrown;
    }
  }

  /** What it said it used; if it did not, that is unknown unless nobody could bill it. */
  private static Usage used(WorkInfo work, Throwable error) {
    if (error instanceof WorkException known) {
      return known.usage();
    }
    boolean bills = work.safety().location() == WorkInfo.Location.EXTERNAL;
    return bills && ErrorKind.of(error).billable() ? Usage.UNKNOWN : Usage.NONE;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public <T> Mono<Outcome<T>> inner(
      Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return Mono.fromCallable(() -> tries(what, call))
        .map(outcome -> outcome.used(Usage.NONE))
        .onErrorMap(WorkException.class, ReferenceCall::alreadyBilled)
        .doOnError(error -> exhausted = error);
  }

  private <T> Outcome<T> tries(Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    for (int retry = 0; ; retry++) {
      var at = path + "/" + what.name() + "#" + ++ordinal;
      try {
        return outcome(at, what.info(), () -> call.apply(new Inside(at, attempt)));
      } catch (RuntimeException failed) {
        if (retry == retries || !ErrorKind.of(Exceptions.unwrap(failed)).retryable()) {
          throw failed;
        }
      }
    }
  }

  /** What a call inside is told. */
  private record Inside(String path, int attempt) implements CallContext {}

  /** What the inner call used is its own affair: passed on, it has used nothing more. */
  private static WorkException alreadyBilled(WorkException error) {
    return new WorkException(error.kind(), Usage.NONE, String.valueOf(error.getMessage()), error);
  }
}
