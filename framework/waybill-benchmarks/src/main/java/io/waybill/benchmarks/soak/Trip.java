package io.waybill.benchmarks.soak;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Purse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One run: what it is to do, drawn from its number so that the same number always does the same,
 * and what its work has seen of it. Work finds it in the context of the run.
 */
final class Trip {
  /** How whoever asked behaves. */
  enum Caller {
    STAYS,
    CANCELS,
    UNSUBSCRIBES
  }

  private static final List<ErrorKind> KINDS =
      List.of(ErrorKind.INVALID, ErrorKind.REFUSED, ErrorKind.AUTH, ErrorKind.USER_CODE);

  private static final int SHORTEST = 5;
  private static final int LONGEST = 200;

  final long number;
  final Scenario scenario;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile @Nullable Purse purse;

  Trip(long number, Scenario scenario) {
    this.number = number;
    this.scenario = scenario;
  }

  /** How long a step takes, in milliseconds: mostly little. */
  int millis(String path) {
    double part = draw(path, 1 << 20) / (double) (1 << 20);
    return SHORTEST + (int) ((LONGEST - SHORTEST) * part * part * part);
  }

  /** One of so many. */
  int draw(String what, int of) {
    long mixed = number * 0x9E3779B97F4A7C15L + what.hashCode() * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (int) Math.floorMod(mixed ^ (mixed >>> 31), (long) of);
  }

  boolean chance(String what, int inHundred) {
    return draw(what, 100) < inHundred;
  }

  /** Whether its brittle step fails. */
  boolean broken() {
    return chance("broken", 12);
  }

  ErrorKind howItBreaks() {
    return KINDS.get(draw("kind", KINDS.size()));
  }

  Caller caller() {
    int drawn = draw("caller", 200);
    return drawn < 5 ? Caller.CANCELS : drawn < 10 ? Caller.UNSUBSCRIBES : Caller.STAYS;
  }

  /** A step's work is asked. */
  void asked(CallContext call) {
    underWay.incrementAndGet();
    asked.merge(call.path() + " " + call.attempt(), 1, Integer::sum);
    if (call.path().indexOf('/') < 0) {
      purse = call.purse();
    }
  }

  /**
   * A step's work is over: it answered, failed or was cancelled.
   *
   * @param already whether it was before: what has ended may be cancelled all the same
   */
  void over(boolean already) {
    underWay.addAndGet(already ? 0 : -1);
  }

  int underWay() {
    return underWay.get();
  }

  /** How often each attempt was asked for, by its path and number. */
  Map<String, Integer> asked() {
    return asked;
  }

  /** That of the run; empty before any step at its top was asked. */
  Optional<Purse> purse() {
    return Optional.ofNullable(purse);
  }

  @Override
  public String toString() {
    return scenario.name() + " " + number;
  }
}
