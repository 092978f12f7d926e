package io.waybill.local;

import io.waybill.work.CallContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The context of a call that remembers what it was told. */
record Watched(String path, List<Object> told) implements CallContext {
  static Watched at(String path) {
    return new Watched(path, new CopyOnWriteArrayList<>());
  }

  @Override
  public void emit(String token) {
    told.add(token);
  }

  @Override
  public void reached(Moment moment) {
    told.add(moment);
  }
}
