package io.waybill.protect;

import io.waybill.work.Bound;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/** One call at a gate. What it knows belongs to the gate. */
final class Pass {
  /** Where a call is. */
  enum State {
    COMING,
    WAITING,
    INSIDE,
    HANDED_OVER,
    GONE
  }

  final Bound bound;
  final Need need;
  State state = State.COMING;
  boolean waited;
  boolean settled;

  /** The gate's era that it was let in in. */
  int era;

  /** What it took of. */
  List<Bucket> from = List.of();

  @Nullable MonoSink<Void> sink;
  @Nullable Disposable patience;

  Pass(Bound bound, Need need) {
    this.bound = bound;
    this.need = need;
  }

  /** Who waits. */
  MonoSink<Void> waiter() {
    return Objects.requireNonNull(sink);
  }
}
