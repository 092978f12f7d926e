package io.waybill.testkit;

import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Work that says what it is told, when it is told to, and remembers what it was asked. A router is
 * such work too, its values being choices.
 *
 * <p>The script does not change: every method that adds to it returns other work, which has not
 * been asked anything. Rules are looked at in the order they were written, and the first that fits
 * an input decides. A rule with several replies gives one per call, and the last again and again.
 */
@SuppressWarnings("varargs") // what was told is only read
public final class ScriptedWork<I, O> implements Work<I, O> {
  private final WorkInfo info;
  private final Script<I, Reply<O>> script;
  private final @Nullable Scheduler timer;
  private final Prompter<I, Reply<O>> prompter;
  private final Calls<I> calls = new Calls<>();

  private ScriptedWork(WorkInfo info, Script<I, Reply<O>> script, @Nullable Scheduler timer) {
    this.info = info;
    this.script = script;
    this.timer = timer;
    this.prompter = new Prompter<>(script);
  }

  /** Work of this name that was not told anything yet. */
  public static <I, O> ScriptedWork<I, O> named(String name) {
    return of(WorkInfo.named(name).build());
  }

  /** The same with all that plans look at: effects, location, trust, labels, pool. */
  public static <I, O> ScriptedWork<I, O> of(WorkInfo info) {
    return new ScriptedWork<>(info, Script.empty(), null);
  }

  /** Delays are waited for on this scheduler; on Reactor's parallel one if none is named. */
  public ScriptedWork<I, O> on(Scheduler timer) {
    return new ScriptedWork<>(info, script, timer);
  }

  /** To whatever no rule before fits: these values, one call after the other. */
  @SafeVarargs
  public final ScriptedWork<I, O> answers(O... values) {
    return told(script.then(input -> true, Arrays.stream(values).map(Reply::of).toList()));
  }

  /** To whatever no rule before fits: these, one call after the other. */
  @SafeVarargs
  public final ScriptedWork<I, O> says(Reply<O>... replies) {
    return told(script.then(input -> true, Arrays.stream(replies).toList()));
  }

  /** To this input: these, one call after the other. */
  @SafeVarargs
  public final ScriptedWork<I, O> when(I input, Reply<O>... replies) {
    return told(script.then(input::equals, Arrays.stream(replies).toList()));
  }

  /** To inputs like these: these, one call after the other. */
  @SafeVarargs
  public final ScriptedWork<I, O> whenever(Predicate<? super I> like, Reply<O>... replies) {
    return told(script.then(like, Arrays.stream(replies).toList()));
  }

  /**
   * To whatever no rule before fits: what this makes of the input and of the call, whose path and
   * attempt do not depend on who is faster.
   */
  public ScriptedWork<I, O> by(BiFunction<? super I, ? super CallContext, Reply<O>> reply) {
    return told(script.then(input -> true, (input, call, nth) -> reply.apply(input, call)));
  }

  private ScriptedWork<I, O> told(Script<I, Reply<O>> more) {
    return new ScriptedWork<>(info, more, timer);
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<O>> perform(I input, CallContext call) {
    return calls.record(
        Asked.by(call, input),
        ifCancelled -> {
          Optional<Reply<O>> reply = prompter.next(input, call);
          return reply.isEmpty()
              ? Mono.error(Prompter.unscripted(info.name(), input))
              : reply.get().play(timer == null ? Schedulers.parallel() : timer, ifCancelled);
        });
  }

  /** What it was asked so far. */
  public List<Asked<I>> asked() {
    return calls.asked();
  }

  /** Which of these calls were cancelled before they ended. */
  public List<Asked<I>> cancelled() {
    return calls.cancelled();
  }
}
