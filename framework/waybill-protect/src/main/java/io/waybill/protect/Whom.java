package io.waybill.protect;

import io.waybill.work.WorkInfo;
import java.util.Optional;

/**
 * Who is asked: what is well or not, fast or slow, and counts what it is asked.
 *
 * @param provider who serves it; empty for what runs in house
 * @param name of the model, or of the tool
 * @param pool whose machine time it uses; empty if nobody's
 */
record Whom(String provider, String name, String pool) {
  /** Empty for what runs here and is nobody's time, and for what has no name. */
  static Optional<Whom> of(WorkInfo work) {
    boolean outside = work.safety().location() == WorkInfo.Location.EXTERNAL;
    var name = work.model().isEmpty() ? work.name() : work.model();
    if (name.isEmpty() || (!outside && work.pool().isEmpty())) {
      return Optional.empty();
    }
    var provider = work.config().get("provider") instanceof String said ? said : "";
    return Optional.of(new Whom(provider, name, work.pool()));
  }

  /** Where it waits for its turn: all that works on a pool, together. */
  String where() {
    return pool.isEmpty() ? toString() : "@" + pool;
  }

  /** {@code openai/gpt-4.1-mini}, {@code qwen2.5-7b @gpu0}, {@code tool.search}. */
  @Override
  public String toString() {
    var named = provider.isEmpty() ? name : provider + "/" + name;
    return pool.isEmpty() ? named : named + " @" + pool;
  }
}
