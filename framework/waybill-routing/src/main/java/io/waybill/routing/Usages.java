package io.waybill.routing;

import io.waybill.work.Usage;
import io.waybill.work.Usage.Basis;

/** What two stages used, as one. */
final class Usages {
  private Usages() {}

  /**
   * Their sum if they are of one engine. Of a provider and an engine in house it is what the
   * provider bills and the time in house; of two providers nobody can say it as one. Inside a run
   * it does not come to that, since there each is posted by itself.
   */
  static Usage plus(Usage one, Usage other) {
    if (one.equals(Usage.NONE)) {
      return other;
    }
    if (other.equals(Usage.NONE)) {
      return one;
    }
    if (one.provider().equals(other.provider()) && one.model().equals(other.model())) {
      return sum(one, other);
    }
    if (one.provider().isEmpty() != other.provider().isEmpty()) {
      return (one.provider().isEmpty() ? other : one).taking(one.engine().plus(other.engine()));
    }
    return Usage.UNKNOWN;
  }

  private static Usage sum(Usage one, Usage other) {
    return new Usage(
        one.provider(),
        one.model(),
        one.input() + other.input(),
        one.cacheRead() + other.cacheRead(),
        one.cacheWrite() + other.cacheWrite(),
        one.output() + other.output(),
        one.reasoning() + other.reasoning(),
        one.engine().plus(other.engine()),
        worst(one.basis(), other.basis()));
  }

  /** What is unknown of one is unknown of both; what is counted of one is counted. */
  private static Basis worst(Basis one, Basis other) {
    if (one == Basis.UNKNOWN || other == Basis.UNKNOWN) {
      return Basis.UNKNOWN;
    }
    return one.compareTo(other) > 0 ? one : other;
  }
}
