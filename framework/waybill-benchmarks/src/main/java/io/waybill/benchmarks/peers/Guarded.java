package io.waybill.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import io.waybill.run.LocalEngine;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A workload of Waybill whose bytes are guarded: times are noise on a busy machine, bytes are not.
 * What is counted is what the calling thread allocates, and that is where the engine works.
 */
public enum Guarded {
  /** A run of one step. */
  RUN {
    @Override
    double measured() throws Exception {
      return bytes(Peers.named("waybill").chain(1, Calls.INSTANT), 0, WARM_UP);
    }
  },
  /** One more step of a chain. */
  STEP {
    @Override
    double measured() throws Exception {
      return step("waybill", Calls.INSTANT, WARM_UP);
    }
  },
  /** A run that fans out to 64 instant branches. */
  FAN_64 {
    @Override
    double measured() throws Exception {
      return bytes(Peers.named("waybill").fan(64, Calls.INSTANT), 0, WARM_UP);
    }
  },
  /** A run that decides among 30 branches. */
  DECISION_30 {
    @Override
    double measured() throws Exception {
      return bytes(Peers.named("waybill").route(30), 29, WARM_UP);
    }
  },
  /** One more step of a chain, all events followed. */
  FOLLOWED_STEP {
    @Override
    double measured() throws Exception {
      return step("waybill-followed", Calls.INSTANT, LESS);
    }
  },
  /** One more step of a chain, every event kept in a journal in memory. */
  JOURNAL_STEP {
    @Override
    double measured() throws Exception {
      return step("waybill-journal", Calls.INSTANT, WARM_UP);
    }
  },
  /** One more step of a chain, which costs money. */
  PRICED_STEP {
    @Override
    double measured() throws Exception {
      var engine = LocalEngine.builder().prices(Priced.BOOK).build();
      var priced = OnWaybill.priced();
      var many = bytes(new PlainPlan(engine, OnWaybill.line(MANY, priced)), 0, WARM_UP);
      return (many - bytes(new PlainPlan(engine, OnWaybill.line(FEW, priced)), 0, WARM_UP))
          / (MANY - FEW);
    }
  },
  /** What telling OpenTelemetry of it adds to a step that costs money. */
  TRACED_STEP {
    @Override
    double measured() throws Exception {
      try (var on = new Tracing(Tracing.Mode.ON);
          var bare = new Tracing(Tracing.Mode.BARE)) {
        var peer = Peers.named("waybill");
        var told = bytes(peer.traced(FEW, on), 0, LESS);
        return (told - bytes(peer.traced(FEW, bare), 0, LESS)) / FEW;
      }
    }
  },
  /** {@link #STEP}, and 64 bytes that it allocates besides: shows that the guard can fail. */
  LEAKING_STEP {
    @Override
    double measured() throws Exception {
      return step("waybill", new Leak(), WARM_UP);
    }
  };

  private static final int FEW = 8;
  private static final int MANY = 64;

  /**
   * Enough for the compiler to be done with what a run does, which one with more to do is sooner.
   */
  private static final int WARM_UP = 20_000;

  private static final int LESS = 3_000;
  private static final int WINDOWS = 9;
  private static final int RUNS = 100;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  abstract double measured() throws Exception;

  /** Prints the bytes that the workload of this name allocates, in a JVM that does nothing else. */
  public static void main(String[] args) throws Exception {
    System.out.println(valueOf(args[0]).measured());
    System.exit(0); // threads of exporters are left behind
  }

  private static double step(String peer, Task task, int warmUp) throws Exception {
    var on = Peers.named(peer);
    var few = bytes(on.chain(FEW, task), 0, warmUp);
    return (bytes(on.chain(MANY, task), 0, warmUp) - few) / (MANY - FEW);
  }

  /** The median of some windows, once the compiler has had its time. */
  private static double bytes(Flow flow, int n, int warmUp) throws Exception {
    allocated(flow, n, warmUp);
    var windows = new double[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      windows[i] = (double) allocated(flow, n, RUNS) / RUNS;
    }
    Arrays.sort(windows);
    return windows[WINDOWS / 2];
  }

  private static long allocated(Flow flow, int n, int runs) throws Exception {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < runs; i++) {
      flow.run(n);
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }

  /** An instant task with an array nobody needs. */
  private static final class Leak implements Task {
    private byte[] kept = new byte[0];

    @Override
    public Manner manner() {
      return Manner.INSTANT;
    }

    @Override
    public int now(int n) {
      kept = new byte[48]; // and 16 of its header
      return n + kept.length - 47;
    }
  }
}
