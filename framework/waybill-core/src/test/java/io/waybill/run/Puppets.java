package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Work that answers when it is told to, one call at a time in a random order, on a clock that moves
 * by a random step whenever one does.
 */
final class Puppets implements EngineClock {
  private final Random random;
  private final List<Runnable> waiting = new ArrayList<>();
  private long nanos;

  Puppets(Random random) {
    this.random = random;
  }

  /** Work that one day answers this; null fails it. */
  <I, O> Work<I, O> answering(Function<I, O> answer) {
    return (input, call) ->
        Mono.create(sink -> waiting.add(() -> answer(sink, answer.apply(input))));
  }

  private static <O> void answer(MonoSink<Outcome<O>> sink, O value) {
    if (value == null) {
      sink.error(new WorkException(ErrorKind.REFUSED, Usage.NONE, "not today"));
    } else {
      sink.success(Outcome.of(value));
    }
  }

  /** Runs it to its end, whichever that is. */
  Waybill run(Plan<?> plan, Map<String, ?> inputs) {
    var engine = LocalEngine.builder().clock(this).build();
    var run = engine.start(plan, inputs, RunOptions.UNFOLLOWED);
    while (!waiting.isEmpty()) {
      nanos += 1 + random.nextInt(1000);
      waiting.remove(random.nextInt(waiting.size())).run();
    }
    return run.result()
        .map(RunResult::waybill)
        .onErrorResume(RunException.class, failed -> Mono.just(failed.waybill()))
        .block();
  }

  static Posting last(Waybill.Line line) {
    return line.attempts().get(line.attempts().size() - 1);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public Scheduler timer() {
    return Schedulers.parallel();
  }
}
