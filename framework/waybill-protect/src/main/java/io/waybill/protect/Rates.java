package io.waybill.protect;

import io.waybill.work.Bound;
import io.waybill.work.Quota;
import io.waybill.work.Usage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What may be asked in a time: as the operator says, and as the provider does. Both hold. For one
 * caller at a time.
 */
final class Rates {
  private final List<Bucket> set;
  private final Map<Quota.Unit, Bucket> learned = new EnumMap<>(Quota.Unit.class);
  private final Guess guess = new Guess();
  private List<Bucket> all;

  Rates(List<Bucket> set) {
    this.set = List.copyOf(set);
    this.all = this.set;
  }

  void learn(Quota quota, long now) {
    if (quota.limit() == 0) {
      return; // so says who does not count this
    }
    var bucket = learned.get(quota.unit());
    if (bucket == null) {
      learned.put(quota.unit(), Bucket.of(quota, now));
      all = Stream.concat(set.stream(), learned.values().stream()).toList();
    } else {
      bucket.learn(quota, now);
    }
  }

  boolean countsTokens() {
    return all.stream().anyMatch(bucket -> bucket.unit != Quota.Unit.REQUESTS);
  }

  Need need(Bound bound) {
    return guess.of(bound);
  }

  long until(Need need, long now) {
    long longest = 0;
    for (var bucket : all) {
      longest = Math.max(longest, bucket.until(need.of(bucket.unit), now));
    }
    return longest;
  }

  void take(Pass pass) {
    pass.from = all;
    all.forEach(bucket -> bucket.take(pass.need.of(bucket.unit)));
  }

  /** It came to this; what is not known came to what was thought. */
  void settle(Pass pass, Usage usage) {
    boolean known = usage.basis() != Usage.Basis.UNKNOWN;
    if (known && usage.basis() != Usage.Basis.NOTHING) {
      guess.learn(pass.bound, usage);
    }
    settle(pass, known ? new Need(1, usage.input(), usage.output()) : pass.need);
  }

  /** Nobody says what it came to: what was thought, or nothing if it was never asked. */
  void settle(Pass pass, boolean sent) {
    settle(pass, sent ? pass.need : Need.NOTHING);
  }

  private static void settle(Pass pass, Need used) {
    pass.from.forEach(bucket -> bucket.settle(pass.need.of(bucket.unit), used.of(bucket.unit)));
  }

  List<Health.Left> health(long now) {
    return all.stream().map(bucket -> bucket.health(now)).toList();
  }
}
