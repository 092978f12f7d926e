package io.waybill.testkit;

import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A model of text that says what it is told, token by token, at the {@link Pace} it was given, and
 * bills for what it read and said. Scripts are written, and calls remembered, as {@link
 * ScriptedWork} does.
 */
public final class ScriptedModel<I> implements Work<I, String> {
  private final String provider;
  private final WorkInfo info;
  private final Pace pace;
  private final Script<I, Speech> script;
  private final @Nullable Scheduler timer;
  private final long most;
  private final Prompter<I, Speech> prompter;
  private final Calls<I> calls = new Calls<>();

  private ScriptedModel(
      String provider,
      WorkInfo info,
      Pace pace,
      Script<I, Speech> script,
      @Nullable Scheduler timer,
      long most) {
    this.most = most;
    this.provider = provider;
    this.info = info;
    this.pace = pace;
    this.script = script;
    this.timer = timer;
    this.prompter = new Prompter<>(script);
  }

  /** A provider's model: what it is told leaves the house, and it bills tokens. */
  public static <I> ScriptedModel<I> named(String provider, String model) {
    return of(
        provider, WorkInfo.named(model).model(model).location(WorkInfo.Location.EXTERNAL).build());
  }

  /**
   * A model with all that plans look at.
   *
   * @param provider who bills; empty if it runs in house, in the pool that the info names
   */
  public static <I> ScriptedModel<I> of(String provider, WorkInfo info) {
    return new ScriptedModel<>(
        provider, info, Pace.AT_ONCE, Script.empty(), null, Bound.UNDECLARED);
  }

  public ScriptedModel<I> at(Pace pace) {
    return new ScriptedModel<>(provider, info, pace, script, timer, most);
  }

  /** Its time passes on this scheduler; on Reactor's parallel one if none is named. */
  public ScriptedModel<I> on(Scheduler timer) {
    return new ScriptedModel<>(provider, info, pace, script, timer, most);
  }

  /**
   * It says no more tokens than this. Under a budget it says no more than what is held for it buys,
   * either way.
   */
  public ScriptedModel<I> atMost(long tokens) {
    return new ScriptedModel<>(provider, info, pace, script, timer, tokens);
  }

  /** To whatever no rule before fits: these texts, one call after the other. */
  public ScriptedModel<I> answers(String... texts) {
    return told(script.then(input -> true, Stream.of(texts).map(Speech::of).toList()));
  }

  /** To whatever no rule before fits: these, one call after the other. */
  public ScriptedModel<I> says(Speech... speeches) {
    return told(script.then(input -> true, List.of(speeches)));
  }

  /** To this input: these, one call after the other. */
  public ScriptedModel<I> when(I input, Speech... speeches) {
    return told(script.then(input::equals, List.of(speeches)));
  }

  /** To inputs like these: these, one call after the other. */
  public ScriptedModel<I> whenever(Predicate<? super I> like, Speech... speeches) {
    return told(script.then(like, List.of(speeches)));
  }

  /** To whatever no rule before fits: what this makes of the input and of the call. */
  public ScriptedModel<I> by(BiFunction<? super I, ? super CallContext, Speech> speech) {
    return told(script.then(input -> true, (input, call, nth) -> speech.apply(input, call)));
  }

  private ScriptedModel<I> told(Script<I, Speech> more) {
    return new ScriptedModel<>(provider, info, pace, more, timer, most);
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  /** It reads as many tokens as the input has words, unless its script says otherwise. */
  @Override
  public Bound bound(I input) {
    return provider.isEmpty()
        ? Bound.of(info)
        : Bound.tokens(provider, info.model(), Speech.of("").read(input), most);
  }

  @Override
  public Mono<Outcome<String>> perform(I input, CallContext call) {
    return calls.record(
        Asked.by(call, input),
        ifCancelled -> {
          Optional<Speech> speech = prompter.next(input, call);
          return speech.isEmpty()
              ? Mono.error(Prompter.unscripted(info.name(), input))
              : speak(cut(speech.get(), call), input, call, ifCancelled);
        });
  }

  private Mono<Outcome<String>> speak(
      Speech speech, I input, CallContext call, Runnable ifCancelled) {
    return pause(pace.queue())
        .then(Mono.fromRunnable(() -> sent(call)))
        .thenMany(say(speech, call))
        .then(Mono.defer(() -> speech.end().using(usage(speech, input)).play(timer(), () -> {})))
        .doOnNext(answer -> call.reached(Moment.LAST))
        .doOnCancel(ifCancelled);
  }

  private Speech cut(Speech speech, CallContext call) {
    long declared = most == Bound.UNDECLARED ? Long.MAX_VALUE : most;
    return speech.cut(Math.min(declared, call.mostOutput().orElse(Long.MAX_VALUE)));
  }

  private static void sent(CallContext call) {
    call.reached(Moment.ADMITTED);
    call.reached(Moment.SENT);
  }

  private Flux<Void> say(Speech speech, CallContext call) {
    if (speech.said().isEmpty()) {
      return pause(pace.first()).thenMany(Flux.empty());
    }
    return Flux.range(0, speech.said().size())
        .concatMap(
            nth ->
                pause(nth == 0 ? pace.first() : pace.each())
                    .then(Mono.fromRunnable(() -> call.emit(speech.said().get(nth)))));
  }

  private Usage usage(Speech speech, I input) {
    var said = speech.said().size();
    return provider.isEmpty()
        ? Usage.engine(info.model(), pace.speaking(said), speech.read(input), said)
        : Usage.tokens(provider, info.model(), speech.read(input), said);
  }

  private Mono<Long> pause(Duration time) {
    return time.isZero() ? Mono.empty() : Mono.delay(time, timer());
  }

  private Scheduler timer() {
    return timer == null ? Schedulers.parallel() : timer;
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
