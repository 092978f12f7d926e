package io.waybill.routing.feedback;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes on when the run that it began in is over: not more than so many at once. */
final class Lingering {
  private static final int MOST = 1 << 12;

  private final Set<CompletableFuture<?>> going = ConcurrentHashMap.newKeySet();
  private final AtomicInteger many = new AtomicInteger();

  /** Whether one more may; whoever is told so begins it. */
  boolean takesOneMore() {
    if (many.incrementAndGet() > MOST) {
      many.decrementAndGet();
      return false;
    }
    return true;
  }

  /** One that has begun. */
  void add(CompletableFuture<?> begun) {
    going.add(begun);
    begun.whenComplete(
        (said, error) -> {
          going.remove(begun);
          many.decrementAndGet();
        });
  }

  /** Waits for those that go on now, but no longer than that. */
  void await(Duration patience) {
    CompletableFuture.allOf(going.toArray(CompletableFuture[]::new))
        .handle((said, error) -> "over")
        .completeOnTimeout("late", patience.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
