package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One attempt at one step in one frame; for a step that does no work itself, the step while it goes
 * on.
 */
class Visit implements CallContext {
  final Frame frame;
  final Wiring.Node node;
  final int attempt;

  /** How many attempts at the same work came before. */
  final int retries;

  /** Which work is asked: 0 for the step's own, then its fallbacks. */
  final int choice;

  /** Where a step with bodies is with them. */
  @Nullable Object progress;

  /** The next one in the queue of steps that may go on. */
  @Nullable Visit next;

  /** Whether it failed for good and its rescue runs. */
  boolean rescued;

  /** How many calls its work has made inside its own. */
  int innerCalls;

  /** When it could begin, and when it did; for the engine, deciding does not look at them. */
  long ready;

  long began;
  private volatile @Nullable Stamps stamps;
  private volatile @Nullable Usage used;

  Visit(Frame frame, Wiring.Node node) {
    this(frame, node, 1, 0, 0);
  }

  Visit(Frame frame, Wiring.Node node, int attempt, int retries, int choice) {
    this.frame = frame;
    this.node = node;
    this.attempt = attempt;
    this.retries = retries;
    this.choice = choice;
  }

  /** The next attempt at the same work. */
  Visit again() {
    return new Visit(frame, node, attempt + 1, retries + 1, choice);
  }

  /** The first attempt at the next fallback. */
  Visit instead() {
    return new Visit(frame, node, attempt + 1, 0, choice + 1);
  }

  Step step() {
    return node.step();
  }

  Policy policy() {
    return step() instanceof Step.Working working ? working.policy() : Policy.NONE;
  }

  Work<?, ?> work() {
    var working = (Step.Working) step();
    return choice == 0 ? working.work() : working.policy().fallback().get(choice - 1);
  }

  WorkInfo info() {
    return work().info();
  }

  Object input() {
    return node.gather(frame.values);
  }

  @SuppressWarnings("unchecked") // a plan pairs work only with a binding of the work's input type
  Mono<? extends Outcome<?>> perform() {
    var answer = ((Work<Object, Object>) work()).perform(input(), this);
    return Objects.requireNonNull(answer, "work returned null where a Mono is due");
  }

  /** The answer, or a failure once it has taken as long as one attempt may. */
  Mono<?> limited(Mono<?> answer, Scheduler timer) {
    var timeout = policy().timeout();
    return timeout.isZero()
        ? answer
        : answer.timeout(
            Mono.delay(timeout, timer),
            Mono.error(
                () -> new TimeoutException("no answer within " + timeout.toMillis() + " ms")));
  }

  RunEvent.Attempted attempted(long at) {
    return new RunEvent.Attempted(path(), attempt, info(), ready, at);
  }

  /** Whether anybody waits for its answer. */
  boolean wanted() {
    return frame.live();
  }

  /** Tells whoever waits for it. */
  void succeeded(RunState state, Outcome<?> outcome) {
    state.succeeded(this, outcome.value());
  }

  void failed(RunState state, Failure failure) {
    state.failed(this, failure);
  }

  /** The id as it stands in postings. */
  String id() {
    return step().id();
  }

  Posting.Marks marks() {
    var seen = stamps;
    return seen == null ? Posting.Marks.NONE : seen.marks();
  }

  /** When it stopped waiting for its turn, as far as anybody said. */
  long admitted() {
    var marked = marks().admitted();
    return marked < 0 ? began : marked;
  }

  void stamp(Moment moment, long at) {
    var seen = stamps;
    if (seen == null) {
      seen = new Stamps();
      stamps = seen;
    }
    seen.reached(moment, at);
  }

  /** What its work said that it has used so far; null if it said nothing. */
  @Nullable Usage used() {
    return used;
  }

  @Override
  public String run() {
    return frame.host.run();
  }

  @Override
  public String path() {
    return frame.scope() + id();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Instant deadline() {
    return frame.host.deadline(this);
  }

  @Override
  public Purse purse() {
    return frame.host.purse();
  }

  @Override
  public Map<String, String> caller() {
    return frame.host.caller();
  }

  @Override
  public Map<String, String> headers() {
    return frame.host.headers(this);
  }

  @Override
  public void emit(String token) {
    frame.host.emit(this, token);
  }

  @Override
  public void reached(Moment moment) {
    frame.host.reached(this, moment);
  }

  @Override
  public void used(Usage soFar) {
    used = soFar;
  }

  @Override
  public <T> Mono<Outcome<T>> inner(
      Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return frame.host.inner(this, what, call);
  }
}
