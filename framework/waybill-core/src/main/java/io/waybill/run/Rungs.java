package io.waybill.run;

import io.waybill.ledger.Posting.Role;
import io.waybill.plan.Rung;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import reactor.core.publisher.Mono;

/** What a step makes do with when its own work failed. */
final class Rungs implements Rung.Cases<Mono<Outcome<?>>> {
  /** What does the work of a rung that asks nobody. */
  static final WorkInfo NOBODY =
      WorkInfo.named("instead").model("instead").effects(WorkInfo.Effects.PURE).build();

  static final Rung.Cases<Role> ROLE =
      new Rung.Cases<>() {
        @Override
        public Role ask(Rung.Ask ask) {
          return Role.FALLBACK;
        }

        @Override
        public Role cached(Rung.Cached cached) {
          return Role.CACHED;
        }

        @Override
        public Role skip(Rung.Skip skip) {
          return Role.SKIPPED;
        }

        @Override
        public Role partial(Rung.Partial partial) {
          return Role.PARTIAL;
        }
      };

  private final Around around;
  private final Visit visit;

  Rungs(Around around, Visit visit) {
    this.around = around;
    this.visit = visit;
  }

  @Override
  public Mono<Outcome<?>> ask(Rung.Ask ask) {
    return around.protect(visit);
  }

  @Override
  public Mono<Outcome<?>> cached(Rung.Cached cached) {
    return around
        .remembered(visit, cached.age())
        .<Mono<Outcome<?>>>map(Mono::just)
        .orElseGet(() -> Mono.error(nothing("it has not answered the same lately")));
  }

  @Override
  public Mono<Outcome<?>> skip(Rung.Skip skip) {
    return Mono.just(Outcome.of(skip.value()));
  }

  @Override
  public Mono<Outcome<?>> partial(Rung.Partial partial) {
    var heard = visit.heard();
    if (heard.isEmpty()) {
      return Mono.error(nothing("nothing had come of its answer"));
    }
    var part = Outcome.of(heard, Usage.NONE, Outcome.Kind.GENERATED);
    return Mono.just(part.finishing(Outcome.Finish.LENGTH));
  }

  private WorkException nothing(String why) {
    var since = visit.which.since();
    var kind = since == null ? ErrorKind.INVALID : since.kind();
    return new WorkException(
        kind, Usage.NONE, since == null ? why : since.message() + "; and " + why);
  }
}
