package io.waybill.testkit;

import io.waybill.work.CallContext;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Goes through a script: knows how often each of its rules has spoken. */
final class Prompter<I, L> {
  private final Script<I, L> script;
  private final AtomicIntegerArray spoken;

  Prompter(Script<I, L> script) {
    this.script = script;
    this.spoken = new AtomicIntegerArray(script.rules().size());
  }

  /** What to say; empty if the script has nothing to say to this input. */
  Optional<L> next(I input, CallContext call) {
    for (int i = 0; i < script.rules().size(); i++) {
      var rule = script.rules().get(i);
      if (rule.fits().test(input)) {
        return Optional.of(rule.saying().to(input, call, spoken.getAndIncrement(i)));
      }
    }
    return Optional.empty();
  }

  static IllegalStateException unscripted(String name, Object input) {
    return new IllegalStateException(
        "'%s' was not told what to say to '%s'. Tell it: .says(Reply.of(…)), or .when(input, Reply.of(…))"
            .formatted(name, input));
  }
}
