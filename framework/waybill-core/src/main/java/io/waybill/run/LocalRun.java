package io.waybill.run;

import io.waybill.plan.Plan;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The handle of a run in this process. */
final class LocalRun<O> implements Run<O> {
  private final Story<O> story;
  private final RunLoop loop;

  LocalRun(LocalEngine engine, Plan<O> plan, Object[] inputs, RunOptions options) {
    var accounts = new Accounts(engine, plan.steps().size());
    this.story = new Story<>(plan, accounts, engine, options);
    var means = Means.of(engine.limits, plan.budget().and(options.budget()));
    this.loop = new RunLoop(engine, story, plan.wiring(), inputs, means);
  }

  void start() {
    story.starts();
    loop.start();
  }

  @Override
  public String id() {
    return story.id();
  }

  @Override
  public Flux<RunEvent> events() {
    return story.events();
  }

  @Override
  public Mono<RunResult<O>> result() {
    return story.result(this);
  }

  @Override
  public void cancel(String reason) {
    loop.cancel(reason);
  }
}
