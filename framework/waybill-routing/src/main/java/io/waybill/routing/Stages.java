package io.waybill.routing;

import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Routers asked one after the other: the first that does not abstain decides, and after the last
 * one it abstains. Being a router, it can be a stage itself.
 *
 * <p>The choice says which kind of stage decided, and its reason says why those before it did not.
 * Where it abstains, its candidates are those of the last stage that had any. A rule labelled
 * {@code otherwise} is a decision, not an abstention that the next stage may overrule: nobody after
 * {@link Rules} that say so is asked, and the route's {@code otherwise} runs.
 *
 * <p>A stage that fails fails the decision, with what it used: whether another attempt, other work
 * or a person takes over is the step's own policy and rescue, and no stage hides it by going on to
 * the next.
 *
 * <p>What stages on one engine in house use is used by the decision itself. Otherwise each stage
 * that somebody bills, by the token or by a machine's time, is a call inside the call: posted under
 * the step with an ordinal of its own. It is trusted as little as the least trusted of its stages,
 * and leaves the house if one of them does.
 */
public final class Stages<I> implements Router<I> {
  private final List<Stage<? super I>> stages;
  private final AsOne asOne;

  private Stages(List<Stage<? super I>> stages) {
    this.stages = List.copyOf(stages);
    this.asOne = AsOne.of(this.stages);
  }

  /** One stage: {@code Stages.first(rules).then(nearest).then(model, Band.between(0.2, 0.7))}. */
  public static <I> Stages<I> first(Work<I, Choice> router) {
    return new Stages<>(List.of(new Stage<>(router, Optional.empty())));
  }

  /** The same, and one more stage, asked if all others abstain. */
  public <J extends I> Stages<J> then(Work<? super J, Choice> router) {
    return with(new Stage<>(router, Optional.empty()));
  }

  /**
   * The same, and one more stage, asked only if the latest that was asked abstained within a band.
   *
   * @throws IllegalArgumentException if it is to be asked among the nearest and is no {@link
   *     Narrowing}
   */
  public <J extends I> Stages<J> then(Work<? super J, Choice> router, Band band) {
    return with(new Stage<>(router, Optional.of(band)));
  }

  private <J extends I> Stages<J> with(Stage<? super J> stage) {
    var all = new ArrayList<Stage<? super J>>(stages);
    all.add(stage);
    return new Stages<>(all);
  }

  @Override
  public WorkInfo info() {
    return asOne.info();
  }

  @Override
  public Bound bound(I input) {
    return asOne.ofOneEngine()
        ? Bound.of(info())
        : Bound.NOTHING; // the calls inside have their own
  }

  @Override
  public Mono<Outcome<Choice>> perform(I input, CallContext call) {
    return Mono.defer(() -> from(0, Trail.BEGUN, input, call));
  }

  private Mono<Outcome<Choice>> from(int nth, Trail trail, I input, CallContext call) {
    return nth == stages.size()
        ? Mono.just(trail.end())
        : at(stages.get(nth), trail, input, call)
            .flatMap(
                next -> next.open() ? from(nth + 1, next, input, call) : Mono.just(next.end()));
  }

  private Mono<Trail> at(Stage<? super I> stage, Trail trail, I input, CallContext call) {
    var name = stage.info().name();
    var unmet = stage.unmet(trail.before());
    if (unmet.isPresent()) {
      return Mono.just(trail.skipped(name, unmet.get()));
    }
    call.used(trail.used());
    return Stage.ask(stage.after(trail.before()), input, call, asOne.ofOneEngine())
        .onErrorMap(trail::failing)
        .map(said -> trail.asked(name, said));
  }
}
