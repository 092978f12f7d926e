package io.waybill.run;

import io.waybill.ledger.Posting.Role;
import io.waybill.work.Failure;
import io.waybill.work.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Which of the attempts at a step one is, and why it is made.
 *
 * @param attempt counted from 1
 * @param retries how many attempts at the same came before
 * @param choice 0 for the step's own work, then the rungs of its policy
 * @param earlier the attempt that it comes after, or beside
 * @param since how that one failed
 * @param pause how long to wait before it is made, in nanoseconds
 */
record Which(
    int attempt,
    int retries,
    int choice,
    Role role,
    @Nullable Visit earlier,
    @Nullable Failure since,
    long pause) {
  static final Which FIRST = new Which(1, 0, 0, Role.FIRST, null, null, 0);

  /** The failure that it comes after, in words; empty without one. */
  String why() {
    return since == null ? "" : since.kind() + ": " + Secrets.hidden(since.message());
  }
}
