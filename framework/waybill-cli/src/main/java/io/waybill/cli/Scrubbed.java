package io.waybill.cli;

import io.waybill.guards.Guards;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Work;

/** Texts without a trace of what has the looks of private data. */
final class Scrubbed {
  private static final Work<String, String> REDACT = Guards.redact();

  private Scrubbed() {}

  /** At the edge of the program, so it may wait. */
  static String text(String text) {
    return REDACT
        .perform(text, CallContext.detached("scrub"))
        .map(Outcome::value)
        .blockOptional()
        .orElse("");
  }
}
