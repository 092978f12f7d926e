package io.waybill.plan;

/** When a race is over, and which of its runners gave the value. */
public sealed interface Finish {
  /** The first runner that goes well gives the value. */
  Finish FIRST = new First();

  /** All runners run to their end, and the heaviest value wins. */
  Finish BEST = new Best();

  /** So many runners that give equal values give the value. */
  static Finish quorum(int runners) {
    return new Quorum(runners);
  }

  /** Calls the case for this finish. */
  <A, R> R match(Cases<A, R> cases, A with);

  /** One case per finish. */
  interface Cases<A, R> {
    R first(First first, A with);

    R quorum(Quorum quorum, A with);

    R best(Best best, A with);
  }

  /** Whoever is there first wins; a runner that fails is not there. */
  record First() implements Finish {
    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.first(this, with);
    }

    @Override
    public String toString() {
      return "first";
    }
  }

  /** As soon as this many have given equal values, that is the value. */
  record Quorum(int runners) implements Finish {
    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.quorum(this, with);
    }

    @Override
    public String toString() {
      return "quorum of " + runners;
    }
  }

  /**
   * Every runner answers a {@link io.waybill.work.Weighed}; when all have ended the heaviest wins,
   * of equally heavy ones the one that is written first.
   */
  record Best() implements Finish {
    @Override
    public <A, R> R match(Cases<A, R> cases, A with) {
      return cases.best(this, with);
    }

    @Override
    public String toString() {
      return "best";
    }
  }
}
