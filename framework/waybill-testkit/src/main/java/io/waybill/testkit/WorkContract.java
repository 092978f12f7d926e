package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Fuseable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What all work promises, as tests. Extend it beside your work, say how to make it, and run the
 * class: a test that fails names the promise that is broken.
 *
 * @param <I> what the work is given
 * @param <O> what it produces
 */
@Timeout(60)
public abstract class WorkContract<I, O> {
  /**
   * Work that has begun something and does not answer before it is stopped.
   *
   * @param begun completes once it has begun
   * @param stopped completes once what it had begun is stopped
   */
  public record Hanging<I, O>(Work<I, O> work, I input, Mono<Void> begun, Mono<Void> stopped) {}

  /** Work whose attempt fails, as what, and what the provider has counted by then. */
  public record Failing<I, O>(Work<I, O> work, I input, ErrorKind kind, Usage used) {}

  /** The work, ready to be called. */
  protected abstract Work<I, O> work();

  /** Inputs that it answers; several that differ find more. */
  protected abstract List<I> inputs();

  /** Empty if it always has its answer at hand. */
  protected abstract Optional<Hanging<I, O>> hanging();

  /** Empty if it never uses anything that anyone bills. */
  protected abstract Optional<Failing<I, O>> failing();

  /** Whether two answers to the same input may both be right; equal ones are, unless you differ. */
  protected boolean alike(O one, O other) {
    return one.equals(other);
  }

  /** How long an answer may take here. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  @Test
  void itEndsWithAnOutcome() {
    for (var input : inputs()) {
      var mono = work().perform(input, call("one"));
      assertNotNull(mono, "perform gave null instead of a Mono");
      assertNotNull(mono.block(patience()), "it ended empty for input '" + input + "'");
    }
  }

  @Test
  void aFailureIsAnErrorAndNotAnEmptyAnswer() {
    var failing = failing();
    Assumptions.assumeTrue(failing.isPresent(), "it says that it never uses anything");
    assertTrue(errorOf(failing.get()).isPresent(), "it ended empty");
  }

  @Test
  void whatAFailedAttemptUsedIsReported() {
    var failing = failing();
    if (failing.isEmpty()) {
      for (var input : inputs()) {
        assertEquals(
            Usage.Basis.NOTHING,
            answer(work(), input, call("free")).usage().basis(),
            "it bills, so say in failing() how one of its attempts fails");
      }
      return;
    }
    var known = assertInstanceOf(WorkException.class, errorOf(failing.get()).orElseThrow());
    assertEquals(failing.get().kind(), known.kind());
    assertEquals(failing.get().used(), known.usage());
  }

  @Test
  void itNeverHoldsTheThreadItIsCalledOn() {
    BlockingSeen.whyNot().ifPresent(Assumptions::abort);
    var work = work();
    for (var input : inputs()) {
      answer(work, input, call("warm")); // loading classes holds threads, and is not its fault
      try {
        Mono.defer(() -> work.perform(input, call("watched")))
            .subscribeOn(Schedulers.parallel())
            .block(patience());
      } catch (RuntimeException | Error e) {
        assertFalse(BlockingSeen.in(e), "it held the thread it was called on: " + e);
        throw e;
      }
    }
  }

  @Test
  void aCancelReachesWhatItBegan() {
    var hanging = hanging();
    if (hanging.isEmpty()) {
      for (var input : inputs()) {
        assertTrue(
            work().perform(input, call("at hand")) instanceof Fuseable.ScalarCallable,
            "its answer is not at hand, so say in hanging() how to see that a cancel reaches it");
      }
      return;
    }
    cancel(hanging.get());
  }

  @Test
  void cancellingOneCallLeavesTheOtherAlone() {
    var hanging = hanging();
    Assumptions.assumeTrue(hanging.isPresent(), "its answer is always at hand");
    var work = work();
    var input = inputs().get(0);
    var other = Mono.defer(() -> work.perform(input, call("other"))).toFuture();
    work.perform(input, call("dropped")).subscribe().dispose();
    cancel(hanging.get());
    assertNotNull(Mono.fromFuture(other).block(patience()), "the other call did not answer");
  }

  @Test
  void twoCallsAtOnceDoNotShareState() {
    var work = work();
    var alone = new ArrayList<Heard<O>>();
    inputs().forEach(input -> alone.add(await(hear(work, input))));
    var twice = Flux.fromIterable(inputs()).concatWith(Flux.fromIterable(inputs()));
    var together = await(twice.flatMapSequential(input -> hear(work, input), 64).collectList());
    assertEquals(2 * alone.size(), together.size(), "some calls ended empty");
    for (int i = 0; i < together.size(); i++) {
      var expected = alone.get(i % alone.size());
      var heard = together.get(i);
      assertTrue(
          alike(expected.value(), heard.value()),
          "alone it answers '%s', beside others '%s'".formatted(expected.value(), heard.value()));
      assertTrue(
          heard.text().equals(expected.text()) || !heard.value().equals(expected.value()),
          "tokens went astray: '%s' instead of '%s'".formatted(heard.text(), expected.text()));
    }
  }

  @Test
  void whatItSaysOfItselfStaysTheSame() {
    var work = work();
    var before = work.info();
    inputs().forEach(input -> answer(work, input, call("info")));
    assertEquals(before, work.info());
    assertEquals(before, work().info(), "made again, it says something else of itself");
  }

  @Test
  void itHasANameSoThatPlansCanTellItFromOthers() {
    assertFalse(work().info().anonymous(), "its info has no name");
    assertNotEquals("", work().info().version(), "its info has no version");
  }

  @Test
  void itsConfigurationHoldsNoSecret() {
    var found = ConfigSecrets.in(work().info().config());
    assertTrue(found.isEmpty(), "these look like secrets: " + found);
  }

  private void cancel(Hanging<I, O> hanging) {
    var call = hanging.work().perform(hanging.input(), call("hanging")).subscribe();
    end(hanging.begun(), "it did not begin within " + patience());
    call.dispose();
    end(hanging.stopped(), "a cancel did not reach what it had begun within " + patience());
  }

  private void end(Mono<Void> awaited, String otherwise) {
    try {
      awaited.block(patience());
    } catch (IllegalStateException tooLate) {
      fail(otherwise, tooLate);
    }
  }

  private Optional<Throwable> errorOf(Failing<I, O> failing) {
    var answer = failing.work().perform(failing.input(), call("failing"));
    return await(
        answer
            .<Throwable>map(outcome -> new AssertionError("it answered: " + outcome))
            .onErrorResume(Mono::just)
            .map(Optional::of)
            .defaultIfEmpty(Optional.empty()));
  }

  private Outcome<O> answer(Work<I, O> work, I input, CallContext call) {
    return await(work.perform(input, call));
  }

  private <T> T await(Mono<T> awaited) {
    return Objects.requireNonNull(awaited.block(patience()), "it ended empty");
  }

  private record Heard<O>(O value, String text) {}

  private Mono<Heard<O>> hear(Work<I, O> work, I input) {
    var call = new Overheard("heard");
    return work.perform(input, call).map(outcome -> new Heard<>(outcome.value(), call.said()));
  }

  static CallContext call(String path) {
    return CallContext.detached(path);
  }
}
