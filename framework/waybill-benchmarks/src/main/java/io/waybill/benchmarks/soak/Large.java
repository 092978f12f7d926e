package io.waybill.benchmarks.soak;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.protect.Protect;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.telemetry.OtlpJson;
import io.waybill.telemetry.Telemetry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Runs of many calls: their receipts and traces are written and held against each other, to the
 * nano-dollar and the nanosecond, and their traces read back from a Jaeger ({@code WAYBILL_JAEGER},
 * else on the PATH).
 *
 * <p>Argument: a folder for what is written. Ends with 1 if something does not add up.
 */
public final class Large {
  private static final Pattern COST = Pattern.compile("cost \\$([0-9.]+)");

  /** What a receipt rounds to. */
  private static final BigDecimal CELL = new BigDecimal("0.00000005");

  /** What is counted while a run goes on. */
  private final AtomicLong attempted = new AtomicLong();

  private final AtomicLong posted = new AtomicLong();

  private final Path folder;
  private final Traces traces;

  /** Where the poisoned item is. */
  private final String poisoned;

  private final LocalEngine engine;
  private final List<String> wrong = new ArrayList<>();

  private Large(Path folder, Traces traces, Telemetry telemetry, int poison) {
    this.folder = folder;
    this.traces = traces;
    this.poisoned = "docs[" + poison + "]/grade";
    this.engine =
        LocalEngine.builder()
            .prices(Stubs.PRICES)
            .protection(Protect.builder().parallel("stub/large", 400).build())
            .listener(telemetry)
            .listener((run, event) -> count(event))
            .build();
  }

  private void count(RunEvent.Recorded event) {
    if (event instanceof RunEvent.Attempted) {
      attempted.incrementAndGet();
    } else if (event instanceof RunEvent.Posted) {
      posted.incrementAndGet();
    }
  }

  public static void main(String[] args) throws IOException {
    var folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/large"));
    System.out.printf(
        "Java %s, %d MB of heap at most%n",
        Runtime.version(), Runtime.getRuntime().maxMemory() >> 20);
    var wrong = run(folder, 100, 5_000);
    wrong.forEach(System.out::println);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  /** What does not add up. */
  static List<String> run(Path folder, int documents, int items) throws IOException {
    int poison = items * 2 / 3;
    try (var traces = new Traces()) {
      System.setProperty("otel.exporter.otlp.endpoint", traces.otlp());
      System.setProperty("otel.metrics.exporter", "none");
      System.setProperty("otel.bsp.schedule.delay", "50");
      try (var telemetry = Telemetry.untilClosed().orElseThrow()) {
        var large = new Large(folder, traces, telemetry, poison);
        large.of(7 * documents + " calls", Documents.sevenCalls(documents));
        large.of(items + " items, one poisoned", Documents.poisoned(items, poison, true));
        large.of("the same, not rescued", Documents.poisoned(items, poison, false));
        return large.wrong;
      }
    }
  }

  private void of(String name, Plan<List<String>> plan) throws IOException {
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    attempted.set(0);
    posted.set(0);
    var clock = new Clock();
    var waybill = waybill(name, plan);
    long made = clock.lap();
    var receipt = waybill.toString();
    long written = clock.lap();
    var file = folder.resolve(name.replaceAll("\\W+", "-"));
    Files.writeString(Path.of(file + ".receipt.txt"), receipt);
    OtlpJson.write(waybill, Path.of(file + ".trace.json"));
    long drawn = clock.lap();
    var found = traces.of(waybill.run());
    long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.out.printf(
        Locale.ROOT,
        "%n%s: %s%n"
            + "  run %.0f ms, its wall %d ms; receipt made in %.0f ms, %d lines, %.1f KB; trace drawn in"
            + " %.0f ms, %.1f MB; all of it in Jaeger after %.0f ms%n"
            + "  %d attempts, %s; Jaeger has %d of %d spans in %d traces, %d nano-dollars, %d ms of"
            + " attempts%n  heap at its peak %d MB%n",
        name,
        waybill.status(),
        made / 1e6,
        waybill.wall().toMillis(),
        written / 1e6,
        receipt.lines().count(),
        receipt.length() / 1024.0,
        drawn / 1e6,
        Files.size(Path.of(file + ".trace.json")) / 1048576.0,
        clock.lap() / 1e6,
        waybill.ledger().postings().size(),
        waybill.ledger().total(),
        found.spans(),
        found.expected(),
        found.ids().size(),
        found.cost(),
        found.time() / 1_000_000,
        peak >> 20);
    System.out.println(receipt.lines().limit(12).reduce((all, line) -> all + "\n" + line).get());
    addsUp(name, waybill, receipt, found);
  }

  private Waybill waybill(String name, Plan<List<String>> plan) {
    try {
      var result = engine.run(plan, Map.of("documents", 1));
      long missing = result.value().stream().filter(value -> value.startsWith("none")).count();
      equal(name, "values that are missing", missing, name.contains("poisoned") ? 1L : 0L);
      return result.waybill();
    } catch (RunException e) {
      System.out.println("\n" + e.getMessage());
      equal(name, "failed at", e.failure().path(), poisoned);
      return e.waybill();
    }
  }

  private void addsUp(String name, Waybill waybill, String receipt, Traces.Found found) {
    var ledger = waybill.ledger();
    long total = ledger.total().known().nanoUsd();
    var cost = COST.matcher(receipt);
    boolean told = cost.find();
    var off = told ? new BigDecimal(cost.group(1)).subtract(ledger.total().known().usd()) : CELL;
    equal(name, "the receipt has the ledger's total", told && off.abs().compareTo(CELL) <= 0, true);
    equal(name, "events of attempts", posted.get(), (long) ledger.postings().size());
    equal(name, "attempts begun", attempted.get() <= posted.get(), true);
    equal(name, "spans", found.spans(), found.expected());
    equal(name, "cost of spans", found.cost(), total);
    equal(name, "cost of the root", found.rootCost(), total);
    equal(name, "unpriced", found.unpriced(), (long) ledger.total().unpriced());
    equal(
        name,
        "time of attempts",
        found.time(),
        ledger.postings().stream()
            .mapToLong(posting -> posting.parts().queue() + posting.parts().service())
            .sum());
    if (name.contains("poisoned") || name.contains("rescued")) {
      equal(name, "failed in the trace", found.failed().toString(), "[" + poisoned + "]");
      long failed =
          ledger.postings().stream()
              .filter(posting -> posting.path().equals(poisoned))
              .filter(posting -> posting.fate() == Posting.Fate.FAILED)
              .count();
      equal(name, "attempts at the poisoned one", failed, 3L);
      equal(name, "the receipt names it", receipt.contains(poisoned), true);
    }
  }

  private void equal(String name, String what, Object is, Object due) {
    if (!is.equals(due)) {
      wrong.add("%s: %s: %s, and it should be %s".formatted(name, what, is, due));
    }
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
