package io.waybill.run;

import io.waybill.ledger.Posting.Fate;
import io.waybill.ledger.Posting.Role;
import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.Bound;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One attempt at one step in one frame; for a step that does no work itself, the step while it goes
 * on.
 */
class Visit extends Calling {
  /** What calls inside its own have come to. */
  static final class Inside {
    /** How many there were. */
    int calls;

    /** What the last of them that failed for good gave its work. */
    @Nullable Throwable failure;
  }

  private static final Object RESCUED = new Object();

  final Wiring.Node node;

  /** Which of the attempts at its step it is, and why it is made. */
  final Which which;

  /** Where a step with bodies is with them, and one that is called with the calls inside. */
  @Nullable Object progress;

  /** The next one in the queue of steps that may go on. */
  @Nullable Visit next;

  /** When it could begin, and when it did; for the engine, deciding does not look at them. */
  long ready;

  long began;

  Visit(Frame frame, Wiring.Node node) {
    this(frame, node, Which.FIRST);
  }

  Visit(Frame frame, Wiring.Node node, Which which) {
    super(frame);
    this.node = node;
    this.which = which;
  }

  @Override
  Told telling() {
    return new Told(node.taps(), node.keepsParts());
  }

  /** The next attempt at the same work. */
  Visit again(Failure why, long pause) {
    var next =
        new Which(following(), which.retries() + 1, which.choice(), Role.RETRY, this, why, pause);
    return new Visit(frame, node, next);
  }

  /** The first attempt at a rung. */
  Visit instead(Failure why, int rung) {
    var role = policy().instead().get(rung).match(Rungs.ROLE);
    return new Visit(frame, node, new Which(following(), 0, rung + 1, role, this, why, 0));
  }

  /** The same a second time, beside it. */
  Visit beside() {
    var again =
        new Which(which.attempt() + 1, which.retries(), which.choice(), Role.HEDGE, this, null, 0);
    var other = new Visit(frame, node, again);
    other.terms().hedged = Objects.requireNonNull(hedged()).beside(this, other);
    return other;
  }

  /** Whether, of two beside each other, it is the one that is heard. */
  boolean speaks() {
    var hedged = hedged();
    return hedged == null || hedged.speaks(this);
  }

  /** It is on its way alone from now on; the other, if there was one. */
  @Nullable Visit parted() {
    var hedged = hedged();
    var other = hedged == null ? null : hedged.twin;
    if (hedged != null && other != null) {
      Objects.requireNonNull(other.hedged()).twin = null;
      hedged.twin = null;
    }
    return other;
  }

  /** Another was faster. */
  void loses() {
    Objects.requireNonNull(hedged()).beaten = true;
  }

  private boolean beaten() {
    var hedged = hedged();
    return hedged != null && hedged.beaten;
  }

  /** Both of a hedge have come before what follows. */
  private int following() {
    var hedged = hedged();
    return which.attempt() + (hedged != null && hedged.doubled ? 2 : 1);
  }

  /** Whether it failed for good and its rescue runs. */
  @SuppressWarnings("ReferenceEquality") // that very mark
  boolean rescued() {
    return progress == RESCUED;
  }

  void rescue() {
    progress = RESCUED;
  }

  /** What came of the calls inside its own. */
  Inside inside() {
    if (!(progress instanceof Inside)) {
      progress = new Inside();
    }
    return (Inside) progress;
  }

  Step step() {
    return node.step();
  }

  @Override
  Policy effective() {
    return step() instanceof Step.Working working
        ? frame.host.policy(working.policy(), asked(working.policy()).info())
        : Policy.NONE;
  }

  /** What is asked, or was before a rung that asks nobody; answers given before are its own. */
  Work<?, ?> work() {
    return which.choice() == 0 ? node.work() : asked(policy());
  }

  private Work<?, ?> asked(Policy policy) {
    int rung = which.role() == Role.CACHED ? 0 : Math.min(which.choice(), policy.instead().size());
    while (rung > 0 && !(policy.instead().get(rung - 1) instanceof Rung.Ask)) {
      rung--;
    }
    return rung > 0 ? ((Rung.Ask) policy.instead().get(rung - 1)).work() : node.work();
  }

  @Override
  public WorkInfo info() {
    if (which.choice() == 0) {
      return node.info();
    }
    boolean nobody = which.role() == Role.SKIPPED || which.role() == Role.PARTIAL;
    return nobody ? Rungs.NOBODY : work().info();
  }

  @Override
  public Optional<Object> input() {
    return Optional.of(given());
  }

  /** What its step is given. */
  Object given() {
    return node.gather(frame.values);
  }

  /** Whether there is nothing about it to protect, or to pay. */
  boolean free() {
    return which.choice() == 0 && node.free();
  }

  /** Whether its own timeout counts, and not that of what it is in. */
  boolean timed() {
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // a plan pairs work only with a binding of the work's input type
  public Bound bound() {
    return ((Work<Object, Object>) work()).bound(given());
  }

  @SuppressWarnings("unchecked") // a plan pairs work only with a binding of the work's input type
  Mono<? extends Outcome<?>> perform() {
    var answer = ((Work<Object, Object>) work()).perform(given(), this);
    return Objects.requireNonNull(answer, "work returned null where a Mono is due");
  }

  @Override
  public Mono<Outcome<?>> send() {
    return frame.host.send(this);
  }

  /** What it and those before it have said, as far as its policy has that kept. */
  @Override
  String heard() {
    var said = super.heard();
    var earlier = which.earlier();
    return said.isEmpty() && earlier != null ? earlier.heard() : said;
  }

  /** Whether part of its answer, or of one before it, was shown to anybody. */
  @Override
  boolean shown() {
    var earlier = which.earlier();
    return super.shown() || (earlier != null && earlier.shown());
  }

  RunEvent.Attempted attempted(long at) {
    var piece = which.role() == Role.FIRST ? frame.piece(ready) : "";
    return new RunEvent.Attempted(
        path(), attempt(), info(), ready, at, which.role(), which.why(), piece);
  }

  /** Whether anybody waits for its answer. */
  boolean wanted() {
    return !beaten() && frame.live();
  }

  /** What it is if nobody waits for its answer. */
  Fate unwanted() {
    return beaten() || frame.lost() ? Fate.DISCARDED : Fate.CANCELLED;
  }

  /**
   * Whether its policy lets it be tried again after such a failure. A call inside it that failed
   * for good had its own tries, and is not paid for anew with all that came before it.
   */
  @SuppressWarnings("ReferenceEquality") // that very failure
  boolean mayTryAgain(Failure failure) {
    boolean exhausted =
        progress instanceof Inside inside
            && inside.failure != null
            && failure.cause() == inside.failure;
    return !exhausted && which.retries() < policy().retry().orElse(Policy.Retry.NEVER).times();
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

  /** When it stopped waiting for its turn, as far as anybody said. */
  long admitted() {
    var marked = marks().admitted();
    return marked < 0 ? began : marked;
  }

  @Override
  public String path() {
    var scope = frame.scope();
    return scope.isEmpty() ? id() : scope + id();
  }

  @Override
  public int attempt() {
    return which.attempt();
  }

  @Override
  Visit self() {
    return this;
  }
}
