package io.waybill.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Price.Rate;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Bound;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A million random interleavings of holding, settling and cancelling on several threads, against a
 * provider that keeps its own bill: no call starts whose hold does not fit.
 */
class PurseTest {
  private static final long A_MINUTE = 60_000_000_000L;

  private static final int TIMES = 1_000_000;
  private static final int THREADS = 4;
  private static final int A_RUN = 2_000;

  /** 1,000 nano-dollars a token read, 2,000 a token written. */
  private static final PriceBook PRICES =
      PriceBook.of(Map.of("small", Rate.of("1", "2")), Map.of(), Optional.empty());

  private static final WorkInfo MODEL =
      WorkInfo.named("small").model("small").location(WorkInfo.Location.EXTERNAL).build();

  /** A purse as its owner uses it. */
  private interface Till {
    /** What was held: the most that the call may be billed; negative if it does not fit. */
    long reserve(int pocket, int input, int output);

    void settle(long cost);
  }

  /** Purses to try: which pockets there are is the same for all. */
  private interface Purses {
    Till till();

    long left(int pocket);
  }

  /**
   * The limits, and which pocket lies in which: run, two plans in it, one in the second of them.
   */
  private static final long[] LIMITS = {60_000_000, 15_000_000, 30_000_000, 8_000_000};

  private static final int[] IN = {-1, 0, 0, 2};

  /** What a provider knows. */
  private static final class Bill {
    private final long[] open = new long[LIMITS.length];
    private final long[] billed = new long[LIMITS.length];
    private final List<String> overspent = new ArrayList<>();

    synchronized void starts(int pocket, long most) {
      for (int each = pocket; each >= 0; each = IN[each]) {
        open[each] += most;
        if (open[each] + billed[each] > LIMITS[each] && overspent.size() < 5) {
          overspent.add(
              "pocket %d: %d open and %d billed of %d"
                  .formatted(each, open[each], billed[each], LIMITS[each]));
        }
      }
    }

    synchronized void ends(int pocket, long most, long cost) {
      for (int each = pocket; each >= 0; each = IN[each]) {
        open[each] -= most;
        billed[each] += cost;
      }
    }
  }

  private record Call(int pocket, long most, Till till) {}

  /** What came of many runs, each with purses and a bill of its own. */
  private static final class Tried {
    private final List<String> overspent = new ArrayList<>();
    private final List<String> leaks = new ArrayList<>();
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
  }

  private static Tried tried(Supplier<Purses> made, int times) throws Exception {
    var tried = new Tried();
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int run = 0; run < times / A_RUN; run++) {
        tried(tried, made.get(), run, threads);
      }
    } finally {
      threads.shutdown();
      assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }
    return tried;
  }

  private static void tried(Tried tried, Purses purses, int run, ExecutorService threads)
      throws Exception {
    var bill = new Bill();
    var all = new ArrayList<Callable<Void>>();
    for (int thread = 0; thread < THREADS; thread++) {
      var random = new Random(run * THREADS + thread);
      all.add(
          () -> {
            calls(purses, bill, random, tried);
            return null;
          });
    }
    for (var done : threads.invokeAll(all)) {
      done.get();
    }
    tried.overspent.addAll(bill.overspent);
    for (int pocket = 0; pocket < LIMITS.length; pocket++) {
      long missing = LIMITS[pocket] - bill.billed[pocket] - purses.left(pocket);
      if (missing != 0) {
        tried.leaks.add("run %d, pocket %d: %d".formatted(run, pocket, missing));
      }
    }
  }

  /** Each step begins a call or ends one, which was answered, failed, or was cut off. */
  private static void calls(Purses purses, Bill bill, Random random, Tried tried) {
    var open = new ArrayList<Call>();
    for (int step = 0; step < A_RUN / THREADS; step++) {
      if (open.size() < 8 && random.nextInt(5) < 3) {
        int pocket = random.nextInt(LIMITS.length);
        var till = purses.till();
        long most = till.reserve(pocket, random.nextInt(2000), 1 + random.nextInt(2000));
        if (most < 0) {
          tried.refused.incrementAndGet();
        } else {
          tried.started.incrementAndGet();
          bill.starts(pocket, most);
          open.add(new Call(pocket, most, till));
        }
      } else if (!open.isEmpty()) {
        end(bill, random, open.remove(random.nextInt(open.size())));
      }
    }
    open.forEach(call -> end(bill, random, call));
  }

  private static void end(Bill bill, Random random, Call call) {
    long cost = random.nextInt(3) == 0 ? 0 : (long) (random.nextDouble() * call.most() / 4);
    bill.ends(call.pocket(), call.most(), cost);
    call.till().settle(cost);
    if (random.nextInt(10) == 0) {
      call.till().settle(cost); // a call that ends and is cut off is settled once
    }
  }

  /** The engine's own. */
  private static final class Real implements Purses {
    private final Wallet[] wallets = new Wallet[LIMITS.length];

    Real() {
      for (int pocket = 0; pocket < LIMITS.length; pocket++) {
        var around = IN[pocket] < 0 ? null : wallets[IN[pocket]];
        wallets[pocket] = new Wallet(around, new Money(LIMITS[pocket]), true);
      }
    }

    @Override
    public long left(int pocket) {
      return wallets[pocket].available().nanoUsd();
    }

    @Override
    public Till till() {
      return new Till() {
        private Hold hold = new Hold(wallets[0]);

        @Override
        public long reserve(int pocket, int input, int output) {
          hold = new Hold(wallets[pocket]);
          try {
            var bound = Bound.tokens("maker", "small", input, output);
            hold.reserve(new Hold.Book(PRICES, Instant.EPOCH), MODEL, bound, A_MINUTE, true);
            return input * 1_000L + hold.output().orElseThrow() * 2_000L;
          } catch (WorkException e) {
            assertEquals(ErrorKind.BUDGET, e.kind());
            return -1;
          }
        }

        @Override
        public void settle(long cost) {
          hold.settle(Cost.of(new Money(cost)));
        }
      };
    }
  }

  /** Looks first and holds then, and forgets what is settled at nothing. */
  private static final class Planted implements Purses {
    private final AtomicLong[] left = new AtomicLong[LIMITS.length];
    private final boolean atomic;
    private final boolean forgetful;

    Planted(boolean atomic, boolean forgetful) {
      this.atomic = atomic;
      this.forgetful = forgetful;
      for (int pocket = 0; pocket < LIMITS.length; pocket++) {
        left[pocket] = new AtomicLong(LIMITS[pocket]);
      }
    }

    @Override
    public long left(int pocket) {
      return left[pocket].get();
    }

    private boolean fits(int pocket, long most) {
      for (int each = pocket; each >= 0; each = IN[each]) {
        if (left[each].get() < most) {
          return false;
        }
      }
      return true;
    }

    private void take(int pocket, long most) {
      for (int each = pocket; each >= 0; each = IN[each]) {
        left[each].addAndGet(-most);
      }
    }

    @Override
    public Till till() {
      return new Till() {
        private int pocket;
        private long held;

        @Override
        public long reserve(int pocket, int input, int output) {
          long most = input * 1_000L + output * 2_000L;
          synchronized (atomic ? Planted.this : this) {
            if (!fits(pocket, most)) {
              return -1;
            }
            Thread.yield();
            take(pocket, most);
          }
          this.pocket = pocket;
          this.held = most;
          return most;
        }

        @Override
        public void settle(long cost) {
          if (held > 0 && !(forgetful && cost == 0)) {
            take(pocket, cost - held);
          }
          held = 0;
        }
      };
    }
  }

  @Test
  void noCallStartsWhoseHoldDoesNotFitAndNothingIsHeldInTheEnd() throws Exception {
    var tried = tried(Real::new, TIMES);
    System.out.printf(
        "%,d interleavings on %d threads: %,d calls started, %,d refused; overspent: %s; left over: %s%n",
        TIMES, THREADS, tried.started.get(), tried.refused.get(), tried.overspent, tried.leaks);
    assertEquals(List.of(), tried.overspent);
    assertEquals(List.of(), tried.leaks);
    assertTrue(tried.started.get() > TIMES / 10, "calls: " + tried.started);
    assertTrue(tried.refused.get() > TIMES / 100, "refusals: " + tried.refused);
  }

  /** So that the test above is known to see what it is there for. */
  @Test
  void aPurseThatLooksFirstAndHoldsThenIsFound() throws Exception {
    var looking = tried(() -> new Planted(false, false), TIMES / 10);
    var forgetting = tried(() -> new Planted(true, true), TIMES / 10);
    var sound = tried(() -> new Planted(true, false), TIMES / 10);
    System.out.printf(
        "a purse that looks first and holds then overspends %d times, one that forgets leaves %d pockets with too little, a sound one %d and %d%n",
        looking.overspent.size(),
        forgetting.leaks.size(),
        sound.overspent.size(),
        sound.leaks.size());
    assertFalse(looking.overspent.isEmpty());
    assertFalse(forgetting.leaks.isEmpty());
    assertEquals(List.of(), sound.overspent);
    assertEquals(List.of(), sound.leaks);
  }

  @Test
  void aCallThatIsCutOffWhileItReservesLeavesNothingHeld() throws Exception {
    var wallet = new Wallet(null, new Money(60_000_000), true);
    var bound = Bound.tokens("maker", "small", 1000, 1000);
    var threads = Executors.newFixedThreadPool(2);
    long neverSent = 0;
    try {
      for (int time = 0; time < 20_000; time++) {
        var hold = new Hold(wallet);
        Callable<Boolean> reserves = () -> reserved(hold, bound);
        Callable<Boolean> cutsOff =
            () -> {
              hold.settle(Cost.NOTHING);
              return true;
            };
        var both = threads.invokeAll(List.of(reserves, cutsOff));
        neverSent += both.get(0).get() ? 0 : 1;
        assertEquals(60_000_000, wallet.available().nanoUsd());
      }
    } finally {
      threads.shutdown();
      assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }
    System.out.printf("20,000 calls cut off while they reserve: %d never sent%n", neverSent);
    var over = new Hold(wallet);
    over.settle(Cost.NOTHING);
    assertFalse(reserved(over, bound), "what is over is not begun");
    assertEquals(60_000_000, wallet.available().nanoUsd());
  }

  private static boolean reserved(Hold hold, Bound bound) {
    try {
      hold.reserve(new Hold.Book(PRICES, Instant.EPOCH), MODEL, bound, A_MINUTE, true);
      return true;
    } catch (WorkException e) {
      assertEquals(ErrorKind.CANCELLED, e.kind());
      return false;
    }
  }
}
