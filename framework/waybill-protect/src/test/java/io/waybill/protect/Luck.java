package io.waybill.protect;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.SplittableRandom;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What becomes of one call; for one thread. */
final class Luck {
  private final SplittableRandom random;

  Luck(long seed, String path, int attempt) {
    this.random = new SplittableRandom(seed * 31 + path.hashCode() * 17L + attempt);
  }

  int next(int bound) {
    return random.nextInt(bound);
  }

  Mono<Outcome<Long>> ends(Usage usage) {
    return switch (random.nextInt(50)) {
      case 0, 1 -> Mono.error(new WorkException(ErrorKind.TRANSIENT, usage, "reset"));
      case 2, 3, 4 -> Mono.error(new WorkException(ErrorKind.REFUSED, usage, "will not"));
      case 5 -> Mono.never();
      default -> Mono.just(Outcome.of(1L, usage, Outcome.Kind.GENERATED));
    };
  }

  /** At once, or on another thread, or a little later. */
  <T> Mono<T> later(Mono<T> answer) {
    return switch (random.nextInt(4)) {
      case 0 -> answer;
      case 1 -> answer.subscribeOn(Schedulers.parallel());
      default -> Mono.delay(Duration.ofNanos(random.nextInt(300_000))).then(answer);
    };
  }
}
