package io.waybill.run;

import io.waybill.ledger.Cost;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Bound;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Purse;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is held for one attempt, from before it is sent until it is posted. It is made by whatever
 * thread sends it, and may be settled by another before that comes to it.
 */
final class Hold {
  /** An answer that nobody limited is taken to be no longer than this. */
  private static final long USUAL_OUTPUT = 4096;

  /** Fewer tokens than this are no answer. */
  private static final long LEAST_OUTPUT = 32;

  /** A call on a pool that nobody limited is taken to need no longer than this. */
  private static final Duration USUAL_TIME = Duration.ofSeconds(30);

  /** Less time than this is no time. */
  private static final Duration LEAST_TIME = Duration.ofMillis(50);

  /** What things cost when it is sent. */
  record Book(PriceBook prices, Instant at) {
    Optional<Money> most(WorkInfo work, Bound bound, Duration time) {
      return prices.most(work, bound, time, at);
    }

    OptionalLong buys(Bound bound, Money sum) {
      return prices
          .quote(bound.provider(), bound.model(), at)
          .map(quote -> quote.buys(sum, bound.input()))
          .orElseGet(OptionalLong::empty);
    }
  }

  private final Wallet wallet;
  private PoolMeter.@Nullable Stay stay;
  private @Nullable Money held;
  private boolean closed;
  private boolean settled;
  private boolean left;
  private boolean counted;
  private volatile boolean billable;
  private volatile long output = Bound.UNDECLARED;
  private volatile boolean lowered;

  Hold(Wallet wallet) {
    this.wallet = wallet;
  }

  /**
   * Holds the most that an attempt can cost. Under a budget its answer is made no longer, and on a
   * pool it is given no more time, than what is left buys.
   *
   * @param most the most time that it can take, in nanoseconds
   * @param said whether somebody who wrote the plan said so
   * @return how long it may take, in nanoseconds
   */
  synchronized long reserve(Book book, WorkInfo work, Bound bound, long most, boolean said) {
    if (closed || settled || left) {
      throw new WorkException(ErrorKind.CANCELLED, Usage.NONE, "nobody waits for it any more");
    }
    counted = bound.kind() != Bound.Kind.NOTHING;
    if (!counted) {
      return most;
    }
    var time = wallet.alone(() -> held(book, work, bound, Duration.ofNanos(most), said));
    billable = true;
    return time.toNanos();
  }

  /**
   * It is given up: what has not gone on its way does not any more, and of what has, {@link
   * #billable} says so from here on.
   */
  synchronized void close() {
    closed = true;
  }

  private Duration held(Book book, WorkInfo work, Bound bound, Duration most, boolean said) {
    boolean cut = bound.kind() == Bound.Kind.TIME && wallet.strict();
    boolean usual = cut && !said && most.compareTo(USUAL_TIME) > 0;
    var wanted = usual ? USUAL_TIME : most;
    var time = cut ? affordable(book, work, bound, wanted) : wanted;
    hold(book, work, bound, time);
    return time;
  }

  private Duration affordable(Book book, WorkInfo work, Bound bound, Duration wanted) {
    long price = book.most(work, bound, wanted).map(Money::nanoUsd).orElse(0L);
    long left = wallet.tightest().available().nanoUsd();
    if (price <= left) {
      return wanted;
    }
    var buys = Duration.ofNanos((long) ((double) wanted.toNanos() / price * left));
    return buys.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : buys;
  }

  /** It goes on its way to a machine. */
  synchronized void enters(PoolMeter.@Nullable Stay machine) {
    if (machine != null && (left || stay != null)) {
      machine.over(Long.MIN_VALUE, 0); // it is posted already, or has entered
    } else {
      stay = machine;
    }
  }

  /** It has its turn on the machine. */
  synchronized void admitted(long now) {
    if (stay != null && !left) {
      stay.admitted(now);
    }
  }

  /**
   * It has left the machine.
   *
   * @param engine how long it was at work there
   */
  synchronized PoolMeter.@Nullable Share leaves(long now, Duration engine) {
    var was = left ? null : stay;
    left = true;
    return was == null ? null : was.over(now, engine.toNanos());
  }

  /** Whether what it is for may go on its way, and somebody may bill it. */
  boolean billable() {
    return billable;
  }

  private void hold(Book book, WorkInfo work, Bound bound, Duration time) {
    var fitted = fitted(book, work, bound, time);
    var most = book.most(work, fitted, time);
    if (most.isEmpty()) {
      if (wallet.strict()) {
        throw refusal(
            "%s has no price, so there is no saying whether it fits the budget of %s. Give it one, or leave the budget out"
                .formatted(work.display(), wallet.tightest().limit()));
      }
      return;
    }
    if (!wallet.hold(most.get())) {
      throw doesNotFit(work, fitted, most.get());
    }
    held = most.get();
    if (wallet.strict() && fitted.kind() == Bound.Kind.TOKENS) {
      output = fitted.output();
      lowered = fitted.output() < wanted(bound);
    }
  }

  private Bound fitted(Book book, WorkInfo work, Bound bound, Duration time) {
    if (bound.kind() != Bound.Kind.TOKENS) {
      return bound;
    }
    long wanted = wanted(bound);
    var input = Bound.tokens(bound.provider(), bound.model(), bound.input(), 0);
    long left = wallet.tightest().available().nanoUsd();
    long forInput = book.most(work, input, time).map(Money::nanoUsd).orElse(0L);
    var affordable = book.buys(bound, new Money(Math.max(0, left - forInput)));
    long least = Math.min(wanted, LEAST_OUTPUT);
    long fits = wallet.strict() ? Math.min(wanted, affordable.orElse(wanted)) : wanted;
    return Bound.tokens(bound.provider(), bound.model(), bound.input(), Math.max(least, fits));
  }

  private static long wanted(Bound bound) {
    return bound.output() == Bound.UNDECLARED ? USUAL_OUTPUT : bound.output();
  }

  private WorkException doesNotFit(WorkInfo work, Bound bound, Money most) {
    var tightest = wallet.tightest();
    var of =
        bound.kind() == Bound.Kind.TOKENS
            ? " (%d tokens read and %d written at most)".formatted(bound.input(), bound.output())
            : "";
    return refusal(
        "%s may cost %s%s, and of %s there is %s left. Allow more, or let a cheaper one take its place"
            .formatted(work.display(), most, of, tightest.limit(), tightest.available()));
  }

  private static WorkException refusal(String message) {
    return new WorkException(ErrorKind.BUDGET, Usage.NONE, message);
  }

  /** Lets go of what is held, and spends what it came to; what has no price came to all of it. */
  synchronized void settle(Cost cost) {
    if (settled) {
      return;
    }
    settled = true;
    var all = held == null ? Money.ZERO : held;
    var unknown = cost.unpriced() > 0 && all.compareTo(cost.known()) > 0;
    if (counted || cost.known().nanoUsd() != 0) {
      wallet.settle(all, unknown ? all : cost.known());
    }
  }

  /** What is left to spend, of which what is held here is a part: it is given back. */
  Purse purse() {
    return () -> wallet.remaining().map(left -> left.plus(own()));
  }

  private synchronized Money own() {
    return settled || held == null ? Money.ZERO : held;
  }

  /** How long its answer may be, if that is limited. */
  OptionalLong output() {
    return output == Bound.UNDECLARED ? OptionalLong.empty() : OptionalLong.of(output);
  }

  /** How long its answer may be, if it would have been longer; else 0. */
  long loweredTo() {
    return lowered ? output : 0;
  }
}
