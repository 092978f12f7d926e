package io.waybill.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Many runs of four steps at once, in a JVM of their own: how long all of them take when each step
 * takes 100 ms, and what each holds while it waits in its second. Prints one line of JSON.
 *
 * <pre>{@code java -cp … io.waybill.benchmarks.peers.InFlight waybill 50000 asynchronous}</pre>
 */
public final class InFlight {
  private static final int STEPS = 4;
  private static final Duration CALL = Duration.ofMillis(100);
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * What was measured.
   *
   * @param millis all runs, three times over; the least possible is 400
   * @param heap live bytes for each run; -1 if not all of them could be in flight at once
   * @param threads of the platform, at most
   */
  public record Row(
      String peer, int runs, String manner, List<Double> millis, double heap, int threads) {}

  private InFlight() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: InFlight <peer> <runs> <asynchronous|blocking>");
      System.exit(2);
    }
    var row = row(args[0], Integer.parseInt(args[1]), args[2]);
    System.out.println(JSON.writeValueAsString(row));
    System.exit(0); // some peers leave threads behind
  }

  private static Row row(String peer, int runs, String manner) throws Exception {
    var how = Task.Manner.valueOf(manner.toUpperCase(Locale.ROOT));
    var millis = new ArrayList<Double>();
    var task = how == Task.Manner.BLOCKING ? Task.blocking(CALL) : Task.asynchronous(CALL);
    var chain = Peers.named(peer).chain(STEPS, task);
    for (int i = 0; i < 3; i++) {
      long began = System.nanoTime();
      await(begin(chain, runs));
      millis.add((System.nanoTime() - began) / 1e6);
    }
    int threads = ManagementFactory.getThreadMXBean().getPeakThreadCount();
    return new Row(peer, runs, manner, millis, heap(peer, runs, how), threads);
  }

  private static double heap(String peer, int runs, Task.Manner manner) throws Exception {
    var gate = new Gate(manner, 1);
    var chain = Peers.named(peer).chain(STEPS, gate);
    long before = live();
    var results = begin(chain, runs);
    for (int i = 0; i < 600 && gate.held().sum() < runs; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    boolean all = gate.held().sum() == runs;
    double heap = all ? (live() - before) / (double) runs : -1;
    gate.open();
    await(results);
    return heap;
  }

  private static List<CompletableFuture<Integer>> begin(Flow chain, int runs) {
    var results = new ArrayList<CompletableFuture<Integer>>(runs);
    for (int i = 0; i < runs; i++) {
      results.add(chain.start(0));
    }
    return results;
  }

  private static void await(List<CompletableFuture<Integer>> results) throws Exception {
    for (var result : results) {
      int n = result.get(300, TimeUnit.SECONDS);
      if (n != STEPS) {
        throw new IllegalStateException("%d is not %d".formatted(n, STEPS));
      }
    }
  }

  /** After the collector had its chances. */
  private static long live() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Reads a line that {@link #main} printed. */
  public static Row read(String line) throws IOException {
    return JSON.readValue(line, Row.class);
  }
}
