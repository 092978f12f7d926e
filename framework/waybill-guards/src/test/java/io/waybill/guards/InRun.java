package io.waybill.guards;

import io.waybill.work.CallContext;

/** A call on its own, but in a run. */
record InRun(String run) implements CallContext {
  @Override
  public String path() {
    return "redact";
  }
}
