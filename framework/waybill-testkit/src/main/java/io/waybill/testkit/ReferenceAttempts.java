package io.waybill.testkit;

import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.plan.Step;
import io.waybill.testkit.Told.Failed;
import io.waybill.testkit.Told.Stuck;
import io.waybill.testkit.Told.Value;
import io.waybill.work.Failure;
import io.waybill.work.Work;
import java.util.HashSet;
import java.util.stream.Stream;
import reactor.core.Exceptions;

/** The attempts at one step: its own work, again, and what is asked instead. */
final class ReferenceAttempts {
  private ReferenceAttempts() {}

  static Told of(Step.Working step, String path, Object input) {
    var made = new HashSet<Made>();
    Told told = Told.of(new Stuck());
    int attempt = 1;
    for (var work : Stream.concat(Stream.of(step.work()), fallback(step.policy())).toList()) {
      boolean again = true;
      for (int retry = 0; again && retry <= retries(step.policy()); retry++) {
        var call = new ReferenceCall(path, attempt++, retries(step.policy()));
        told = attempt(work, input, call);
        made.addAll(call.made());
        if (told.result() instanceof Value) {
          return new Told(told.result(), made, made);
        }
        var failure = ((Failed) told.result()).failures().iterator().next();
        again = failure.kind().retryable() && !call.hadItsTries(failure.cause());
      }
    }
    return new Told(told.result(), made, made);
  }

  private static int retries(Policy policy) {
    return policy.retry().map(Policy.Retry::times).orElse(0);
  }

  private static Stream<Work<?, ?>> fallback(Policy policy) {
    return policy.instead().stream()
        .filter(Rung.Ask.class::isInstance)
        .map(rung -> ((Rung.Ask) rung).work());
  }

  @SuppressWarnings("unchecked") // a plan pairs work only with a binding of the work's input type
  private static Told attempt(Work<?, ?> work, Object input, ReferenceCall call) {
    try {
      var asked = (Work<Object, Object>) work;
      return Told.of(
          new Value(call.outcome(work.info(), () -> asked.perform(input, call)).value()));
    } catch (RuntimeException e) {
      return Told.failed(Failure.at(call.path(), Exceptions.unwrap(e)));
    }
  }
}
