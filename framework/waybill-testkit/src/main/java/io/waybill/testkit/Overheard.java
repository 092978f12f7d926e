package io.waybill.testkit;

import io.waybill.work.CallContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The context of a call that belongs to no run, and that keeps the tokens it is given. */
record Overheard(String path, Queue<String> tokens) implements CallContext {
  Overheard(String path) {
    this(path, new ConcurrentLinkedQueue<>());
  }

  String said() {
    return String.join("", tokens);
  }

  @Override
  public void emit(String token) {
    tokens.add(token);
  }
}
