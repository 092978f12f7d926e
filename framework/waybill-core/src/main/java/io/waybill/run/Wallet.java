package io.waybill.run;

import io.waybill.work.Money;
import io.waybill.work.Purse;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The money of a run, or of a plan inside it. What calls on their way may come to is held; what is
 * spent and held never goes beyond the limit, but for what a provider bills above what was held.
 * Any thread may hold and settle.
 */
final class Wallet implements Purse {
  private final @Nullable Wallet around;
  private final Money limit;
  private final boolean strict;
  private long held;
  private long spent;

  /**
   * @param strict whether work without a price is refused, and answers are cut to what is left
   */
  Wallet(@Nullable Wallet around, Money limit, boolean strict) {
    this.around = around;
    this.limit = limit;
    this.strict = strict || (around != null && around.strict);
  }

  private Wallet outermost() {
    var wallet = this;
    while (wallet.around != null) {
      wallet = wallet.around;
    }
    return wallet;
  }

  boolean strict() {
    return strict;
  }

  /** The one that has the least left. */
  Wallet tightest() {
    synchronized (outermost()) {
      var tightest = this;
      for (var wallet = around; wallet != null; wallet = wallet.around) {
        tightest = wallet.left() < tightest.left() ? wallet : tightest;
      }
      return tightest;
    }
  }

  /** Lets nobody else hold or settle meanwhile. */
  <T> T alone(Supplier<T> what) {
    synchronized (outermost()) {
      return what.get();
    }
  }

  /** Holds a sum here and in all around, or in none. */
  boolean hold(Money sum) {
    synchronized (outermost()) {
      for (var wallet = this; wallet != null; wallet = wallet.around) {
        if (wallet.left() < sum.nanoUsd()) {
          return false;
        }
      }
      for (var wallet = this; wallet != null; wallet = wallet.around) {
        wallet.held = Math.addExact(wallet.held, sum.nanoUsd());
      }
      return true;
    }
  }

  /** Lets go of what was held, and spends what it came to. */
  void settle(Money held, Money spent) {
    synchronized (outermost()) {
      for (var wallet = this; wallet != null; wallet = wallet.around) {
        wallet.held -= held.nanoUsd();
        wallet.spent = Math.addExact(wallet.spent, spent.nanoUsd());
      }
    }
  }

  Money limit() {
    return limit;
  }

  Money available() {
    synchronized (outermost()) {
      return new Money(Math.max(0, left()));
    }
  }

  private long left() {
    return limit.nanoUsd() - held - spent;
  }

  /** What is left here and in all around. */
  @Override
  public Optional<Money> remaining() {
    return Optional.of(tightest().available());
  }
}
