package io.waybill.benchmarks.peers;

/** How a branch fails. */
final class Boom extends RuntimeException {
  private static final long serialVersionUID = 1;

  Boom() {
    super("boom");
  }

  /** How many causes deep it is in an error; -1 if it is not in it. */
  static int depthIn(Throwable error) {
    int depth = 0;
    for (var at = error; at != null; at = at.getCause()) {
      if (at instanceof Boom) {
        return depth;
      }
      depth++;
    }
    return -1;
  }
}
