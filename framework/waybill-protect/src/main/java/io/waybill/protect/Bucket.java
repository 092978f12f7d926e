package io.waybill.protect;

import io.waybill.work.Quota;

/**
 * One limit of what may be asked in a time: so many are there, and come back little by little. What
 * is taken for a call is a guess until it has ended. For one caller at a time.
 */
final class Bucket {
  private static final double MINUTE = 60e9;

  final Quota.Unit unit;

  /** Whether the provider said so. */
  final boolean learned;

  private double limit;
  private double left;

  /** Of it, taken for calls on their way. */
  private double held;

  private double perNano;
  private long at;

  private Bucket(Quota.Unit unit, boolean learned, double limit, long now) {
    this.unit = unit;
    this.learned = learned;
    this.limit = limit;
    this.left = limit;
    this.perNano = limit / MINUTE;
    this.at = now;
  }

  /** What the operator allows. */
  static Bucket set(Quota.Unit unit, long perMinute, long now) {
    return new Bucket(unit, false, perMinute, now);
  }

  /** What a provider said. */
  static Bucket of(Quota quota, long now) {
    var bucket = new Bucket(quota.unit(), true, quota.limit(), now);
    bucket.left = quota.remaining();
    bucket.learn(quota, now);
    return bucket;
  }

  /**
   * The provider's word goes before what was counted here; but of what it says is left, those on
   * their way may have had some or not. How fast it comes back is what was missing over the time
   * until nothing is.
   */
  void learn(Quota quota, long now) {
    grow(now);
    limit = quota.limit();
    double remaining = quota.remaining();
    left = Math.max(remaining - held, Math.min(left, remaining));
    long missing = quota.limit() - quota.remaining();
    if (missing > 0 && !quota.resetIn().isZero()) {
      perNano = (double) missing / quota.resetIn().toNanos();
    }
  }

  /**
   * How long until so many are there, in nanoseconds; for more than there can be, until all are.
   */
  long until(long need, long now) {
    grow(now);
    double lacks = Math.min((double) need, limit) - left;
    return lacks <= 0 ? 0 : 1 + (long) Math.min(lacks / perNano, Long.MAX_VALUE / 4.0);
  }

  void take(long guess) {
    left -= guess;
    held += guess;
  }

  /** What was taken for a call turned out to be this. */
  void settle(long guess, long used) {
    held -= guess;
    left = Math.min(limit, left + guess - used);
  }

  Health.Left health(long now) {
    grow(now);
    return new Health.Left(unit, (long) Math.floor(left), (long) limit, learned);
  }

  private void grow(long now) {
    left = Math.min(limit, left + perNano * (now - at));
    at = now;
  }
}
