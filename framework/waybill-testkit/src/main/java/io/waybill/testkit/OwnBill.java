package io.waybill.testkit;

import io.waybill.work.Usage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the work of a random plan counted itself, as a provider would: every call, and what it would
 * bill for it. An engine's ledger can be held against it.
 */
public final class OwnBill {
  /**
   * One attempt as the work saw it.
   *
   * @param times how often it was asked, which should be once
   * @param over whether it came to an end by itself
   * @param usage what it says it used; empty if it fails without saying so
   * @param cancelled whether it was told to stop
   */
  public record Entry(
      String path,
      int attempt,
      int times,
      boolean over,
      Optional<Usage> usage,
      boolean cancelled) {}

  private record Key(String path, int attempt) {}

  private static final class Counted {
    private final AtomicInteger times = new AtomicInteger();
    private volatile Optional<Usage> usage = Optional.empty();
    private volatile boolean over;
    private volatile boolean cancelled;
  }

  private final ConcurrentMap<Key, Counted> counted = new ConcurrentHashMap<>();

  OwnBill() {}

  void asked(String path, int attempt) {
    of(path, attempt).times.incrementAndGet();
  }

  void used(String path, int attempt, Optional<Usage> usage) {
    of(path, attempt).usage = usage;
    of(path, attempt).over = true;
  }

  void cancelled(String path, int attempt) {
    of(path, attempt).cancelled = true;
  }

  private Counted of(String path, int attempt) {
    return counted.computeIfAbsent(new Key(path, attempt), key -> new Counted());
  }

  public List<Entry> entries() {
    return counted.entrySet().stream()
        .map(
            entry ->
                new Entry(
                    entry.getKey().path(),
                    entry.getKey().attempt(),
                    entry.getValue().times.get(),
                    entry.getValue().over,
                    entry.getValue().usage,
                    entry.getValue().cancelled))
        .toList();
  }
}
