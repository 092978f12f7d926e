package io.waybill.testkit;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class WorkContractTest {
  private static final Usage USED = Usage.tokens("maker", "small", 10, 2);

  /** Two calls at once do not begin at once where a machine is busy. */
  private static final Duration UNTIL_THE_OTHER_IS_THERE = Duration.ofMillis(300);

  /** Answers a little later in capitals, having said so as one token. */
  static class Sound extends WorkContract<String, String> {
    WorkInfo info() {
      return WorkInfo.named("capitals").config(Map.of("max_tokens", 7L)).build();
    }

    Mono<Outcome<String>> answer(String input, CallContext call) {
      return Mono.delay(Duration.ofMillis(5)).map(tick -> capitals(input, call));
    }

    static Outcome<String> capitals(String input, CallContext call) {
      var capitals = input.toUpperCase(java.util.Locale.ROOT);
      call.emit(capitals);
      return Outcome.of(capitals, USED, Outcome.Kind.GENERATED);
    }

    @Override
    protected Work<String, String> work() {
      return Work.described(info(), this::answer);
    }

    @Override
    protected List<String> inputs() {
      return List.of("one", "two", "three");
    }

    @Override
    protected Optional<Hanging<String, String>> hanging() {
      var begun = Sinks.<Void>empty();
      var stopped = Sinks.<Void>empty();
      Work<String, String> work =
          (input, call) ->
              Mono.<Outcome<String>>never()
                  .doOnSubscribe(ignored -> begun.tryEmitEmpty())
                  .doOnCancel(stopped::tryEmitEmpty);
      return Optional.of(new Hanging<>(work, "x", begun.asMono(), stopped.asMono()));
    }

    @Override
    protected Optional<Failing<String, String>> failing() {
      Work<String, String> work =
          (input, call) -> Mono.error(new WorkException(ErrorKind.REFUSED, USED, "no"));
      return Optional.of(new Failing<>(work, "x", ErrorKind.REFUSED, USED));
    }

    @Override
    protected Duration patience() {
      return Duration.ofSeconds(20);
    }
  }

  static class HoldsItsThread extends Sound {
    @Override
    Mono<Outcome<String>> answer(String input, CallContext call) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.answer(input, call);
    }
  }

  static class IsDeafToCancel extends Sound {
    @Override
    protected Optional<Hanging<String, String>> hanging() {
      return super.hanging()
          .map(
              one ->
                  new Hanging<>(
                      (input, call) ->
                          Mono.fromFuture(one.work().perform(input, call).toFuture(), true),
                      one.input(),
                      one.begun(),
                      one.stopped()));
    }

    @Override
    protected Duration patience() {
      return Duration.ofSeconds(4); // all of it is waited, twice
    }
  }

  static class DoesNotSayHowItIsCancelled extends Sound {
    @Override
    protected Optional<Hanging<String, String>> hanging() {
      return Optional.empty();
    }
  }

  static class EndsEmpty extends Sound {
    @Override
    Mono<Outcome<String>> answer(String input, CallContext call) {
      return input.equals("two") ? Mono.empty() : super.answer(input, call);
    }

    @Override
    protected List<String> inputs() {
      return List.of("one", "two");
    }
  }

  static class FailsEmpty extends Sound {
    @Override
    protected Optional<Failing<String, String>> failing() {
      return Optional.of(
          new Failing<>((input, call) -> Mono.empty(), "x", ErrorKind.REFUSED, USED));
    }
  }

  static class ForgetsWhatAFailureUsed extends Sound {
    @Override
    protected Optional<Failing<String, String>> failing() {
      Work<String, String> work =
          (input, call) -> Mono.error(new WorkException(ErrorKind.REFUSED, Usage.NONE, "no"));
      return Optional.of(new Failing<>(work, "x", ErrorKind.REFUSED, USED));
    }
  }

  static class BillsAndDoesNotSayHowItFails extends Sound {
    @Override
    protected Optional<Failing<String, String>> failing() {
      return Optional.empty();
    }
  }

  static class KeepsItsInputInAField extends Sound {
    private final AtomicReference<String> last = new AtomicReference<>("");

    @Override
    Mono<Outcome<String>> answer(String input, CallContext call) {
      last.set(input);
      return Mono.delay(UNTIL_THE_OTHER_IS_THERE).map(tick -> capitals(last.get(), call));
    }
  }

  static class SendsTokensToTheLastCall extends Sound {
    private final AtomicReference<CallContext> last = new AtomicReference<>();

    @Override
    Mono<Outcome<String>> answer(String input, CallContext call) {
      last.set(call);
      return Mono.delay(UNTIL_THE_OTHER_IS_THERE).map(tick -> capitals(input, last.get()));
    }
  }

  static class StopsAllWhenOneIsCancelled extends Sound {
    private final Sinks.Empty<Void> stop = Sinks.empty();

    @Override
    Mono<Outcome<String>> answer(String input, CallContext call) {
      return Mono.delay(UNTIL_THE_OTHER_IS_THERE)
          .map(tick -> capitals(input, call))
          .takeUntilOther(stop.asMono())
          .doOnCancel(stop::tryEmitEmpty);
    }
  }

  static class SaysSomethingElseEachTime extends Sound {
    private int asked;

    @Override
    WorkInfo info() {
      return WorkInfo.named("capitals").version(String.valueOf(asked++)).build();
    }
  }

  static class HasNoName extends Sound {
    @Override
    WorkInfo info() {
      return WorkInfo.ANONYMOUS;
    }
  }

  static class ShowsItsKey extends Sound {
    @Override
    WorkInfo info() {
      return WorkInfo.named("capitals")
          .config(Map.of("headers", Map.of("x", "Bearer 0123456789abcdef")))
          .build();
    }
  }

  static class ShowsItsPassword extends Sound {
    @Override
    WorkInfo info() {
      return WorkInfo.named("capitals").config(Map.of("db_password", "hunter2")).build();
    }
  }

  @Test
  void workThatKeepsItsPromisesPasses() {
    Planted.noticedBy(Sound.class);
  }

  @Test
  void workThatHoldsItsThreadIsNoticed() {
    Planted.noticedBy(HoldsItsThread.class, "itNeverHoldsTheThreadItIsCalledOn");
  }

  @Test
  void workThatIsDeafToCancelIsNoticed() {
    Planted.noticedBy(
        IsDeafToCancel.class, "aCancelReachesWhatItBegan", "cancellingOneCallLeavesTheOtherAlone");
    Planted.noticedBy(DoesNotSayHowItIsCancelled.class, "aCancelReachesWhatItBegan");
  }

  @Test
  void workThatEndsEmptyIsNoticed() {
    Planted.noticedBy(
        EndsEmpty.class,
        "itEndsWithAnOutcome",
        "whatItSaysOfItselfStaysTheSame",
        "twoCallsAtOnceDoNotShareState",
        "itNeverHoldsTheThreadItIsCalledOn");
    Planted.noticedBy(
        FailsEmpty.class,
        "aFailureIsAnErrorAndNotAnEmptyAnswer",
        "whatAFailedAttemptUsedIsReported");
  }

  @Test
  void workThatForgetsWhatAFailureUsedIsNoticed() {
    Planted.noticedBy(ForgetsWhatAFailureUsed.class, "whatAFailedAttemptUsedIsReported");
    Planted.noticedBy(BillsAndDoesNotSayHowItFails.class, "whatAFailedAttemptUsedIsReported");
  }

  @Test
  void workThatSharesStateIsNoticed() {
    Planted.noticedBy(KeepsItsInputInAField.class, "twoCallsAtOnceDoNotShareState");
    Planted.noticedBy(SendsTokensToTheLastCall.class, "twoCallsAtOnceDoNotShareState");
    Planted.noticedBy(StopsAllWhenOneIsCancelled.class, "cancellingOneCallLeavesTheOtherAlone");
  }

  @Test
  void workThatChangesWhatItSaysOfItselfIsNoticed() {
    Planted.noticedBy(SaysSomethingElseEachTime.class, "whatItSaysOfItselfStaysTheSame");
    Planted.noticedBy(HasNoName.class, "itHasANameSoThatPlansCanTellItFromOthers");
  }

  @Test
  void workThatShowsASecretIsNoticed() {
    Planted.noticedBy(ShowsItsKey.class, "itsConfigurationHoldsNoSecret");
    Planted.noticedBy(ShowsItsPassword.class, "itsConfigurationHoldsNoSecret");
  }
}
