package io.waybill.run;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.EngineTimes;
import io.waybill.work.Learned;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the work of an attempt may ask its run and tell it, and what it has told so far. */
abstract class Calling implements Protection.Try {
  final Frame frame;

  /** What goes for it beyond what goes for any; mostly nothing. */
  private @Nullable Terms terms;

  /** What its work has told so far; mostly nothing. */
  private volatile @Nullable Told told;

  Calling(Frame frame) {
    this.frame = frame;
  }

  abstract Visit self();

  /** What its step wants told. */
  abstract Told telling();

  /** Its policy, and where that leaves something open, the engine's. */
  abstract Policy effective();

  @Override
  public Policy policy() {
    return terms().policy;
  }

  /** What goes for it; made by the loop, before its work is asked. */
  Terms terms() {
    if (terms == null) {
      terms = new Terms(effective(), frame.means.until());
    }
    return terms;
  }

  /** When it comes too late, in nanoseconds since the run began. */
  long until() {
    return terms == null ? frame.means.until() : terms.until;
  }

  private @Nullable Hold hold() {
    return terms == null ? null : terms.hold;
  }

  /** What is beside it; null if it is never asked a second time. */
  @Nullable Hedged hedged() {
    return terms == null ? null : terms.hedged;
  }

  private Told told() {
    var known = told;
    if (known == null) {
      synchronized (this) {
        known = told;
        if (known == null) {
          known = telling();
          told = known;
        }
      }
    }
    return known;
  }

  /** Nobody waits for it any more: if it has not gone on its way, it does not. */
  void giveUp() {
    var hold = hold();
    if (hold != null) {
      hold.close();
    }
  }

  /** It is posted: what was held for it is let go, and what it came to is spent. */
  void settle(Cost cost) {
    var hold = hold();
    if (hold != null) {
      hold.settle(cost);
    } else if (cost.known().nanoUsd() != 0) {
      frame.means.wallet().settle(Money.ZERO, cost.known());
    }
  }

  /** It has waited long enough for the machine that it runs on, if it runs on one. */
  void hasItsTurn(long clock) {
    var hold = hold();
    if (hold != null) {
      hold.admitted(clock);
    }
  }

  /** What it had of a machine until then, by the engine's clock; null if it was on none. */
  PoolMeter.@Nullable Share leaves(long clock, Usage usage) {
    var hold = hold();
    return hold == null ? null : hold.leaves(clock, usage.engine());
  }

  /** Whether it may have used something: not before it has its turn, nor what nobody bills. */
  boolean billable() {
    var hold = hold();
    return hold != null && hold.billable();
  }

  /** How many tokens its answer was cut to; 0 if it was not. */
  long loweredTo() {
    var hold = hold();
    return hold == null ? 0 : hold.loweredTo();
  }

  /** Whether part of its answer was shown to anybody. */
  boolean shown() {
    var known = told;
    return known != null && known.shown;
  }

  /** Part of its answer is with somebody who cannot be told another one. */
  void shows() {
    told().shown = true;
  }

  /** What it has said, as far as that is kept. */
  String heard() {
    var known = told;
    return known == null ? "" : known.heard();
  }

  Posting.Marks marks() {
    var known = told;
    return known == null ? Posting.Marks.NONE : known.marks();
  }

  /** When pieces of what it says were handed on. */
  List<Long> handed() {
    var known = told;
    return known == null ? List.of() : known.cutting.handed();
  }

  void stamp(Moment moment, long at) {
    told().reached(moment, at);
  }

  /** Cuts what it says. */
  Cutting cutting() {
    return told().cutting;
  }

  /** What its work said that it has used so far; null if it said nothing. */
  @Nullable Usage used() {
    var known = told;
    return known == null ? null : known.used;
  }

  @Override
  public String run() {
    return frame.host.run();
  }

  @Override
  public Instant deadline() {
    return frame.host.deadline(self());
  }

  @Override
  public Purse purse() {
    var hold = hold();
    return hold == null ? frame.means.wallet() : hold.purse();
  }

  @Override
  public OptionalLong mostOutput() {
    var hold = hold();
    return hold == null ? OptionalLong.empty() : hold.output();
  }

  @Override
  public boolean spoke() {
    var known = told;
    return known != null && known.spoke();
  }

  @Override
  public Map<String, String> caller() {
    return frame.host.caller();
  }

  @Override
  public Map<String, String> headers() {
    return frame.host.headers(self());
  }

  @Override
  public void emit(String token) {
    told().keep(token);
    if (frame.host.emit(self(), token)) {
      shows();
    }
  }

  @Override
  public void learned(Learned what) {
    if (what instanceof EngineTimes times) {
      told().engine = times;
    } else if (what instanceof Quota quota) {
      frame.host.learned(self(), quota);
    }
  }

  @Override
  public void reached(Moment moment) {
    frame.host.reached(self(), moment);
  }

  @Override
  public void used(Usage soFar) {
    told().used = soFar;
  }

  @Override
  public <T> Mono<Outcome<T>> inner(
      Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return frame.host.inner(self(), what, call);
  }
}
