package io.waybill.routing.gain;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.DidYouMean;
import io.waybill.work.Money;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What is known of targets at this moment: what they cost, and how soon they begin to answer. */
record Live(PriceBook prices, Clock clock, Function<Target, Optional<Duration>> firstToken) {
  static final Live NOTHING =
      new Live(PriceBook.EMPTY, Clock.systemUTC(), target -> Optional.empty());

  /** What sending the text there comes to. */
  Option option(Target target, double right, Situation now) {
    boolean switches = !now.label().isEmpty() && !now.label().equals(target.label());
    return new Option(
        target, right, cost(target, now, switches), wait(target, now, switches), switches);
  }

  /** Whoever has not led the conversation has nothing of it in its cache. */
  private Optional<Money> cost(Target target, Situation now, boolean switches) {
    if (!target.predictable()) {
      return Optional.empty();
    }
    var usage = target.usage(now.tokens(), switches ? 0 : now.cached());
    var reading = rereading(target, now, switches);
    if (usage.provider().isEmpty() && reading.isEmpty()) {
      return Optional.empty();
    }
    var cost =
        prices.price(
            target.work(),
            usage.taking(usage.engine().plus(reading.orElse(Duration.ZERO))),
            clock.instant());
    return cost.unpriced() > 0 ? Optional.empty() : Optional.of(cost.known());
  }

  /** Why nobody knows what an answer of it costs; empty if somebody does. */
  Optional<String> unpriced(Target target) {
    if (cost(target, Situation.fresh(""), false).isPresent()) {
      return Optional.empty();
    }
    var whom = "'%s' (%s)".formatted(target.label(), target.whom());
    boolean known = !target.provider().isEmpty() || !target.pool().isEmpty();
    if (!known) {
      return Optional.of(
          "nobody knows who bills %s: fit it again with --model %s=PROVIDER/MODEL --writes %s=TOKENS"
              .formatted(whom, target.label(), target.label()));
    }
    if (!target.predictable()) {
      return Optional.of(
          target.pool().isEmpty()
              ? "nobody knows how much %s writes: fit it again with --model %s=%s --writes %s=TOKENS"
                  .formatted(whom, target.label(), target.whom(), target.label())
              : "nobody knows how long %s takes for an answer".formatted(whom));
    }
    var ids = prices.prices().stream().map(Price::id).toList();
    return Optional.of(
        "the price book does not know %s.%s --prices FILE names a book that does"
            .formatted(
                whom,
                DidYouMean.nearest(target.whom(), ids)
                    .map(" Did you mean '%s'?"::formatted)
                    .orElse("")));
  }

  private Optional<Duration> wait(Target target, Situation now, boolean switches) {
    return rereading(target, now, switches)
        .flatMap(reading -> firstToken.apply(target).map(reading::plus));
  }

  /** How long it reads what another has in its cache; empty if nobody knows. */
  private static Optional<Duration> rereading(Target target, Situation now, boolean switches) {
    long again = switches ? now.cached() : 0;
    long reads = target.habits().reads();
    if (again == 0) {
      return Optional.of(Duration.ZERO);
    }
    return reads == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(1000 * again / reads));
  }
}
