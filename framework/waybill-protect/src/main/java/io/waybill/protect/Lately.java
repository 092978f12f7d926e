package io.waybill.protect;

import java.time.Duration;
import java.util.Arrays;

/** A sum over the last while: in ten pieces, the oldest of which is forgotten at once. */
final class Lately {
  private static final int PIECES = 10;

  private final long piece;
  private final long[] sums = new long[PIECES];
  private long latest = Long.MIN_VALUE;

  Lately(Duration all) {
    this.piece = all.toNanos() / PIECES;
  }

  void add(long now, long amount) {
    forget(now);
    sums[at(latest)] += amount;
  }

  long sum(long now) {
    forget(now);
    return Arrays.stream(sums).sum();
  }

  private void forget(long now) {
    long current = Math.floorDiv(now, piece);
    for (long old = Math.max(latest, current - PIECES) + 1; old <= current; old++) {
      sums[at(old)] = 0;
    }
    latest = Math.max(latest, current);
  }

  private static int at(long piece) {
    return (int) Math.floorMod(piece, (long) PIECES);
  }
}
