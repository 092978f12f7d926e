package io.waybill.benchmarks.peers;

/** One way to build the workloads. What it does not offer, it leaves out. */
interface Peer {
  /** So many steps, one after the other: {@code n + steps}. */
  Flow chain(int steps, Task task) throws Exception;

  /** So many steps at once, and their sum: {@code width * (n + 1)}. */
  default Flow fan(int width, Task task) throws Exception {
    throw missing("steps at once");
  }

  /**
   * Seven calls, five deep: a router, three specialists at once, whoever joins what they say, a
   * guard, a writer. {@code 3 * (n + 2) + 3}.
   */
  default Flow diamond(Task task) throws Exception {
    throw missing("a diamond");
  }

  /** Two branches at once, brief then lengthy and lengthy then brief, and their sum. */
  default Flow skewed(Task brief, Task lengthy) throws Exception {
    throw missing("branches of several steps");
  }

  /** A decision by {@code n} among so many branches of one step each: {@code 1000 + n}. */
  default Flow route(int branches) throws Exception {
    throw missing("a decision");
  }

  /** One step that answers in tokens. */
  default Talk talk() throws Exception {
    throw missing("tokens");
  }

  /** A chain whose steps use tokens that cost money, told to OpenTelemetry as a span each. */
  default Flow traced(int steps, Tracing tracing) throws Exception {
    throw missing("spans");
  }

  /** A chain, and so many characters of state that no step looks at. */
  default Flow carrying(int steps, int characters) throws Exception {
    throw missing("state besides");
  }

  private UnsupportedOperationException missing(String what) {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + " does not offer " + what);
  }
}
