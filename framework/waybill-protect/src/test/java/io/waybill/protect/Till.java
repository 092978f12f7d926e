package io.waybill.protect;

import io.waybill.ledger.Cost;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Purse;
import io.waybill.work.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * What a provider knows of one run: which calls are open and what they may be billed at most, and
 * what it has billed, for the run and for every plan with a budget in it. It looks at each start
 * whether that fits.
 */
final class Till {
  /**
   * A plan with a budget of its own has an id that says so: {@code sub_12345_3}, in nano-dollars.
   */
  private static final Pattern BUDGETED = Pattern.compile("sub_(\\d+)_\\d+/");

  private final long limit;
  private final Map<String, Long> open = new HashMap<>();
  private final Map<String, Long> billed = new HashMap<>();
  private final Map<String, Purse> purses = new HashMap<>();
  private int seconds;

  /** What was wrong. */
  final List<String> wrong = new ArrayList<>();

  int starts;

  Till(long limit) {
    this.limit = limit;
  }

  /** 1,000 nano-dollars a token read and 2,000 a token written, or ten times that. */
  static long price(String model, long input, long output) {
    return (model.equals("large") ? 10 : 1) * (input * 1_000 + output * 2_000);
  }

  long billed() {
    return billed.getOrDefault("", 0L);
  }

  /** One call of a model that reads and writes so many tokens. */
  Mono<Outcome<Long>> ask(String model, int input, int output, CallContext call, Luck luck) {
    return Mono.defer(
        () -> {
          long allowed = call.mostOutput().orElse(output);
          var one = new One(model, call, price(model, input, allowed));
          one.starts();
          int written = (int) Math.min(allowed, luck.next(output + 1));
          var usage = Usage.tokens("maker", model, input, written);
          return luck.ends(usage)
              .transform(answer -> luck.later(answer))
              .filter(answer -> one.ends(usage))
              .onErrorResume(error -> one.ends(usage) ? Mono.error(error) : Mono.empty())
              .doOnCancel(() -> one.ends(Usage.tokens("maker", model, input, written / 2)));
        });
  }

  /** One call on its way. */
  private final class One {
    private final String model;
    private final CallContext call;
    private final long most;
    private final AtomicBoolean over = new AtomicBoolean();

    One(String model, CallContext call, long most) {
      this.model = model;
      this.call = call;
      this.most = most;
    }

    void starts() {
      synchronized (Till.this) {
        starts++;
        for (var pocket : pockets(call.path()).entrySet()) {
          long held = open.merge(pocket.getKey(), most, Long::sum);
          long spent = billed.getOrDefault(pocket.getKey(), 0L);
          if (held + spent > pocket.getValue()) {
            wrong.add(
                "%s starts with %d open and %d billed of %d in '%s'"
                    .formatted(call.path(), held, spent, pocket.getValue(), pocket.getKey()));
          }
          if (pocket.getKey().equals(innermost(call.path()))) {
            purses.put(pocket.getKey(), call.purse());
          }
        }
      }
    }

    /**
     * Said under the lock: whoever cuts it off sees either all of it or none. False if it was cut
     * off before: then it does not answer any more.
     */
    boolean ends(Usage usage) {
      synchronized (Till.this) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
          call.used(usage);
          for (var pocket : pockets(call.path()).keySet()) {
            open.merge(pocket, -most, Long::sum);
            billed.merge(pocket, price(model, usage.input(), usage.output()), Long::sum);
          }
        }
        return first;
      }
    }
  }

  /** Where it is → what that may cost, from the outside in. */
  private Map<String, Long> pockets(String path) {
    var pockets = new HashMap<String, Long>();
    pockets.put("", limit);
    var matcher = BUDGETED.matcher(path);
    while (matcher.find()) {
      pockets.put(path.substring(0, matcher.end()), Long.parseLong(matcher.group(1)));
    }
    return pockets;
  }

  private static String innermost(String path) {
    var matcher = BUDGETED.matcher(path);
    int end = 0;
    while (matcher.find()) {
      end = matcher.end();
    }
    return path.substring(0, end);
  }

  /**
   * When all is over nothing is held, and each purse has left what its limits and the bill say. A
   * call that was cut off while it was being sent may be one that the ledger can only call unknown:
   * then all that was held for it is spent, and what is left is no more than that.
   */
  synchronized void close(Cost ledger) {
    open.forEach(
        (pocket, most) -> {
          if (most != 0) {
            wrong.add("'%s' has %d open in the end".formatted(pocket, most));
          }
        });
    purses.forEach(
        (pocket, purse) -> {
          long least = Long.MAX_VALUE;
          for (var around : pockets(pocket).entrySet()) {
            least = Math.min(least, around.getValue() - billed.getOrDefault(around.getKey(), 0L));
          }
          long left = purse.remaining().orElseThrow().nanoUsd();
          boolean fits =
              ledger.unpriced() > 0 ? left <= Math.max(0, least) : left == Math.max(0, least);
          if (!fits) {
            wrong.add("the purse of '%s' has %d left, not %d".formatted(pocket, left, least));
          }
        });
    boolean billed =
        ledger.unpriced() > 0
            ? ledger.known().nanoUsd() <= billed()
            : ledger.known().nanoUsd() == billed();
    if (!billed) {
      wrong.add("ledger %s, bill %d".formatted(ledger, billed()));
    }
  }
}
