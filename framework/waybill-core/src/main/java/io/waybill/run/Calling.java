package io.waybill.run;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the work of an attempt may ask its run and tell it, and what it has told so far. */
abstract class Calling implements Protection.Try {
  final Frame frame;

  /** What is held for it, once it is on its way; nothing for what is free. */
  @Nullable Hold hold;

  /** What its work said, where a policy may have to make do with that. */
  private final @Nullable StringBuilder heard;

  private volatile @Nullable Stamps stamps;
  private volatile @Nullable Usage used;
  private volatile boolean shown;

  Calling(Frame frame, boolean keepsParts) {
    this.frame = frame;
    this.heard = keepsParts ? new StringBuilder() : null;
  }

  abstract Visit self();

  /** It is posted: what was held for it is let go, and what it came to is spent. */
  void settle(Cost cost) {
    if (hold != null) {
      hold.settle(cost);
    } else if (!cost.known().equals(Money.ZERO)) {
      frame.means.wallet().settle(Money.ZERO, cost.known());
    }
  }

  /** Whether it may have used something: not before it has its turn, nor what nobody bills. */
  boolean billable() {
    return hold != null && hold.billable();
  }

  /** How many tokens its answer was cut to; 0 if it was not. */
  long loweredTo() {
    return hold == null ? 0 : hold.loweredTo();
  }

  /** Whether part of its answer was shown to anybody. */
  boolean shown() {
    return shown;
  }

  /** Part of its answer is with somebody who cannot be told another one. */
  void shows() {
    shown = true;
  }

  /** What it has said, as far as that is kept. */
  String heard() {
    if (heard == null) {
      return "";
    }
    synchronized (heard) {
      return heard.toString();
    }
  }

  Posting.Marks marks() {
    var seen = stamps;
    return seen == null ? Posting.Marks.NONE : seen.marks();
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
  public Instant deadline() {
    return frame.host.deadline(self());
  }

  @Override
  public Purse purse() {
    return frame.means.wallet();
  }

  @Override
  public OptionalLong mostOutput() {
    return hold == null ? OptionalLong.empty() : hold.output();
  }

  @Override
  public boolean spoke() {
    return marks().first() >= 0;
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
    if (heard != null) {
      synchronized (heard) {
        heard.append(token);
      }
    }
    if (frame.host.emit(self(), token)) {
      shows();
    }
  }

  @Override
  public void learned(Quota quota) {
    frame.host.learned(self(), quota);
  }

  @Override
  public void reached(Moment moment) {
    frame.host.reached(self(), moment);
  }

  @Override
  public void used(Usage soFar) {
    used = soFar;
  }

  @Override
  public <T> Mono<Outcome<T>> inner(
      Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
    return frame.host.inner(self(), what, call);
  }
}
