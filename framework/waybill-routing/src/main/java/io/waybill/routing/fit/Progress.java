package io.waybill.routing.fit;

/** Told how far a fit is. Called from any thread; it must not wait. */
@FunctionalInterface
public interface Progress {
  /** Nobody is told. */
  Progress NONE = (what, done, of) -> {};

  /**
   * So far.
   *
   * @param what is done now: {@code encode}, {@code fit}
   * @param done of it
   * @param of all of it
   */
  void at(String what, int done, int of);
}
