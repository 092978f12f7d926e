package io.waybill.routing;

import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** One router of several, and when it is asked. */
record Stage<I>(Work<I, Choice> router, Optional<Band> band) {
  Stage {
    if (band.isPresent() && band.get().top() > 0 && !(router instanceof Narrowing)) {
      throw new IllegalArgumentException(
          "'%s' cannot be asked among the nearest %d: it is no Narrowing"
              .formatted(router.info().name(), band.get().top()));
    }
  }

  WorkInfo info() {
    return router.info();
  }

  /** Why it is not asked after such a choice; empty if it is. */
  Optional<String> unmet(Choice before) {
    return band.flatMap(
        known ->
            !known.holds(before)
                ? Optional.of(known.unmet(before))
                : known.top() > 0 && known.nearest(before, info().labels()).isEmpty()
                    ? Optional.of("none of its labels is near")
                    : Optional.empty());
  }

  /** The router to ask after such a choice: all of it, or among the nearest. */
  Work<I, Choice> after(Choice before) {
    return router instanceof Narrowing<I> narrowing && band.isPresent() && band.get().top() > 0
        ? narrowing.among(band.get().nearest(before, info().labels()))
        : router;
  }

  /** Asks it: what somebody bills is a call inside the call, unless all stages are one engine's. */
  static <I> Mono<Outcome<Choice>> ask(
      Work<I, Choice> router, I input, CallContext call, boolean ofOneEngine) {
    if (ofOneEngine) {
      return router.perform(input, call);
    }
    var bound = router.bound(input);
    return bound.kind() == Bound.Kind.NOTHING
        ? router.perform(input, call)
        : call.inner(
            new Attempt(router.info().name(), router.info(), bound),
            inside -> router.perform(input, inside));
  }

  /** For plans to compare: what it is configured with, what it is, and when it is asked. */
  Map<String, Object> data() {
    var data = new LinkedHashMap<String, Object>(info().config());
    data.put("stage", info().name() + " " + info().version());
    band.ifPresent(known -> data.putAll(known.data()));
    return data;
  }
}
