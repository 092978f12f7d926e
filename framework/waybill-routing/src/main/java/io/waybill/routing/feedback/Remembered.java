package io.waybill.routing.feedback;

import io.waybill.routing.feedback.Decision.Arm;
import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Score;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Location;
import java.util.Optional;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;

/**
 * A router whose decisions are kept in a {@link DecisionLog}, so that it can be told later how good
 * they were. It decides, costs and fails as the router that it is made of. Another one can be tried
 * {@linkplain #shadowed beside it} or {@linkplain #canary on a share of the calls}.
 */
public final class Remembered<I> implements Router<I> {
  private final DecisionLog log;
  private final Work<? super I, Choice> live;
  private final BiFunction<DecisionId, ? super I, String> scrubbed;
  private final Optional<Beside<I>> shadow;
  private final Optional<Canary<I>> canary;
  private final WorkInfo info;
  private final String by;

  Remembered(
      DecisionLog log,
      Work<? super I, Choice> live,
      BiFunction<DecisionId, ? super I, String> scrubbed) {
    this(log, live, scrubbed, Optional.empty(), Optional.empty());
  }

  private Remembered(
      DecisionLog log,
      Work<? super I, Choice> live,
      BiFunction<DecisionId, ? super I, String> scrubbed,
      Optional<Beside<I>> shadow,
      Optional<Canary<I>> canary) {
    this.log = log;
    this.live = live;
    this.scrubbed = scrubbed;
    this.shadow = shadow;
    this.canary = canary;
    this.info =
        Trying.of(
            live.info(),
            shadow.map(tried -> tried.candidate().info()),
            canary.map(Canary::data),
            canary.map(tried -> tried.candidate().info()));
    this.by = Trying.by(live.info());
  }

  /**
   * The same router with a candidate that decides beside it. What that says changes nothing: the
   * decision never waits for it, and neither its errors nor its time reach it. One that asks
   * somebody else is cancelled with the run, and with the decision if that fails; whatever it did
   * not say by then is told in the log. One on this machine goes on when the run is over, for most
   * runs would be over before it: what it does then is on no bill.
   *
   * <p>It is posted as a call inside the decision, {@code intent/shadow#1}: its money is on the
   * bill under that name and out of the run's purse; its time is on no critical path, since nothing
   * waits for it.
   */
  public Remembered<I> shadowed(Work<? super I, Choice> candidate) {
    return new Remembered<>(
        log, live, scrubbed, Optional.of(new Beside<>(candidate, live.info().pool(), log)), canary);
  }

  /**
   * The same router, but a share of the calls is decided by a candidate. Lots are drawn from the
   * seed, the run and the step's place in it: a replay draws the same. The propensity of each
   * decision says so: the share of whoever decided, times how likely that one was to choose this
   * label. Where the candidate fails the live router decides after all, and the log tells why; a
   * second attempt at a step is always the live router's. If the candidate is billed, or runs on
   * another machine, it is posted as a call inside the decision, {@code intent/canary#1}.
   *
   * @param share of calls, in (0, 1)
   * @param seed draws others
   */
  public Remembered<I> canary(Work<? super I, Choice> candidate, double share, long seed) {
    return new Remembered<>(
        log, live, scrubbed, shadow, Optional.of(new Canary<>(candidate, share, seed)));
  }

  /** Keeps how good a decision was, as {@link DecisionLog#outcome} does. */
  public void outcome(DecisionId decision, Score score) {
    log.outcome(decision, score);
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Bound bound(I input) {
    return apart() ? Bound.NOTHING : live.bound(input); // calls inside have their own
  }

  @Override
  public Mono<Outcome<Choice>> perform(I input, CallContext call) {
    return Mono.defer(
        () -> {
          var id = new DecisionId(call.run(), call.path());
          var decision = decide(input, call, id);
          return shadow.isPresent() && log.keeps()
              ? shadow.get().beside(decision, input, call, id)
              : decision;
        });
  }

  private Mono<Outcome<Choice>> decide(I input, CallContext call, DecisionId id) {
    if (canary.isEmpty()) {
      return live(input, call).doOnNext(said -> keep(id, by, said, input, Arm.LIVE));
    }
    var tried = canary.get();
    var lived =
        live(input, call)
            .map(said -> tried.drawn(said, Arm.LIVE))
            .doOnNext(said -> keep(id, by, said, input, Arm.LIVE));
    return tried.draw(input, call) == Arm.LIVE ? lived : tried(tried, input, call, id, lived);
  }

  /** What the candidate decides; where it fails, the live router does after all. */
  private Mono<Outcome<Choice>> tried(
      Canary<I> tried, I input, CallContext call, DecisionId id, Mono<Outcome<Choice>> lived) {
    var candidate = tried.candidate();
    var decider = Trying.by(candidate.info());
    return Mono.defer(() -> inner("canary", candidate, input, call, isOfItsOwn(candidate)))
        .map(said -> tried.drawn(said, Arm.CANARY))
        .doOnNext(said -> keep(id, decider, said, input, Arm.CANARY))
        .onErrorResume(
            failure -> {
              log.keep(id, log.silent(decider, Beside.why(failure)));
              return lived.map(said -> Canary.after(failure, said));
            });
  }

  private void keep(DecisionId id, String decider, Outcome<Choice> said, I input, Arm arm) {
    log.keep(id, log.said(decider, said.value()), () -> scrubbed.apply(id, input), arm);
  }

  private Mono<Outcome<Choice>> live(I input, CallContext call) {
    return inner("live", live, input, call, apart());
  }

  /** Whether what the live router uses cannot be posted as the step's own: the step leaves. */
  private boolean apart() {
    return info.safety().location() != live.info().safety().location();
  }

  /** On the same machine it has the decision's turn already, and would wait for itself. */
  private boolean isOfItsOwn(Work<? super I, Choice> candidate) {
    var pool = candidate.info().pool();
    boolean here =
        candidate.info().safety().location() == Location.LOCAL
            && (pool.isEmpty() || pool.equals(info.pool()));
    return !here;
  }

  private static <I> Mono<Outcome<Choice>> inner(
      String name, Work<? super I, Choice> router, I input, CallContext call, boolean posted) {
    return posted
        ? call.inner(
            new Attempt(name, router.info(), router.bound(input)),
            inside -> router.perform(input, inside))
        : router.perform(input, call);
  }
}
