package io.waybill.work;

import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Work that weighs what it is given by a scorer, and passes it on with its weight.
 *
 * @param scorer says how good a value is; the higher, the better
 */
public record Weigher<T>(Work<? super T, ? extends Number> scorer) implements Work<T, Weighed<T>> {
  /**
   * As the scorer's, but for what it produces: the value passes through, so nothing that is private
   * or untrusted in it is less so because it was looked at.
   */
  @Override
  public WorkInfo info() {
    var info = scorer.info();
    var safety = info.safety();
    return new WorkInfo(
        info.anonymous() ? "" : "weigh",
        info.version(),
        info.model(),
        Map.of("by", info.name(), "config", info.config()),
        info.input(),
        Weighed.class,
        new WorkInfo.Safety(
            safety.effects(),
            safety.location(),
            safety.trust() == WorkInfo.Trust.UNTRUSTED
                ? WorkInfo.Trust.UNTRUSTED
                : WorkInfo.Trust.AS_INPUT,
            safety.privacy() == WorkInfo.Privacy.PRIVATE
                ? WorkInfo.Privacy.PRIVATE
                : WorkInfo.Privacy.AS_INPUT),
        info.labels(),
        info.pool(),
        info.ownRetries());
  }

  @Override
  public Bound bound(T input) {
    return scorer.bound(input);
  }

  @Override
  public Mono<Outcome<Weighed<T>>> perform(T input, CallContext call) {
    return scorer.perform(input, call).map(outcome -> weighed(input, outcome));
  }

  private static <T> Outcome<Weighed<T>> weighed(T value, Outcome<?> said) {
    if (!(said.value() instanceof Number weight)) {
      throw new WorkException(
          ErrorKind.INVALID,
          said.usage(),
          "a scorer must answer a number and answered a "
              + said.value().getClass().getSimpleName());
    }
    return new Outcome<>(
        new Weighed<>(value, weight.doubleValue()),
        said.usage(),
        said.sources(),
        said.scores(),
        said.kind(),
        said.finish(),
        said.origin());
  }
}
