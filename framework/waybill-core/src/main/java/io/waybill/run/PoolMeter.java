package io.waybill.run;

import io.waybill.ledger.Pool;
import io.waybill.ledger.PoolUse;
import java.math.BigInteger;
import java.time.Duration;

/**
 * How the time of a machine is shared by the calls on it. Each gap between two of them coming or
 * going is divided among those who are there, in whole nanoseconds; what does not divide is carried
 * to the next gap. What is charged, what is idle and what those there have so far add up to the
 * time that has passed, to the nanosecond.
 */
final class PoolMeter {
  private final int slots;
  private long at;

  /** Since it was made, and what was used before anybody saw. */
  private long elapsed;

  private int inside;

  /** What one who was there all the time would have. */
  private long each;

  private long carried;
  private long idle;

  PoolMeter(int slots, long now) {
    this.slots = slots;
    this.at = now;
  }

  /** One call on the machine. */
  static final class Stay {
    private final PoolMeter meter;
    private final Standing came;
    private long since;
    private long eachThen;
    private long idleThen;

    private Stay(PoolMeter meter) {
      this.meter = meter;
      this.came = meter.standing();
      begin();
    }

    private void begin() {
      since = meter.at;
      eachThen = meter.each;
      idleThen = meter.idle;
    }

    /** It has its turn only now: what it had so far was nobody's. */
    void admitted(long now) {
      synchronized (meter) {
        meter.advance(now);
        meter.idle += meter.each - eachThen;
        begin();
      }
    }

    /**
     * It ends.
     *
     * @param engine how long it was at work, as far as anybody measured it
     */
    Share over(long now, long engine) {
      synchronized (meter) {
        return meter.leave(this, now, engine);
      }
    }
  }

  /** What has passed, and what of it was nobody's. */
  record Standing(long elapsed, long idle) {}

  /** What calls had of a machine, from when the first came until the last had gone. */
  record Share(long time, Standing came, Standing gone) {
    Share and(Share other) {
      return new Share(
          time + other.time,
          other.came.elapsed < came.elapsed ? other.came : came,
          other.gone.elapsed > gone.elapsed ? other.gone : gone);
    }

    PoolUse of(Pool pool) {
      long elapsed = gone.elapsed - came.elapsed;
      // what another that was here before gave back meanwhile was idle before
      long idle = Math.min(gone.idle - came.idle, elapsed - time);
      return new PoolUse(
          pool, Duration.ofNanos(time), Duration.ofNanos(elapsed), Duration.ofNanos(idle));
    }
  }

  synchronized Stay enter(long now) {
    advance(now);
    inside++;
    return new Stay(this);
  }

  synchronized Standing standing(long now) {
    advance(now);
    return standing();
  }

  private Standing standing() {
    return new Standing(elapsed, idle);
  }

  private void advance(long now) {
    long gap = now - at;
    if (gap <= 0) {
      return; // somebody looked a moment later, and said so first
    }
    at = now;
    elapsed += gap;
    long ways = Math.max(inside, slots);
    long all = gap + carried;
    each += all / ways;
    idle += all / ways * (ways - inside);
    carried = all % ways;
    settle();
  }

  /** What does not divide among nobody is idle. */
  private void settle() {
    if (inside == 0) {
      idle += carried;
      carried = 0;
    }
  }

  private Share leave(Stay stay, long now, long engine) {
    advance(now);
    inside--;
    settle();
    long share = each - stay.eachThen;
    long stayed = at - stay.since;
    long had = engine <= stayed ? part(share, engine, stayed) : share + more(stay, engine - stayed);
    idle += engine <= stayed ? share - had : 0;
    return new Share(had, stay.came, standing());
  }

  /** Of its share, what it was at work for; the rest it left to nobody. */
  private static long part(long share, long engine, long stayed) {
    return engine == stayed
        ? share
        : BigInteger.valueOf(share)
            .multiply(BigInteger.valueOf(engine))
            .divide(BigInteger.valueOf(stayed))
            .longValueExact();
  }

  /**
   * It was at work on several slots at once, or before it was here: that was idle, as far as
   * anybody saw it.
   */
  private long more(Stay stay, long engine) {
    long more = engine / slots;
    long seen = Math.min(more, Math.max(0, idle - stay.idleThen));
    idle -= seen;
    elapsed += more - seen;
    return more;
  }
}
