package io.waybill.benchmarks.peers;

import com.sun.management.ThreadMXBean;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;
import io.waybill.work.Work;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * A workload of Waybill whose bytes are guarded: times are noise on a busy machine, bytes are not.
 * What is counted is what the calling thread allocates, and that is where the engine works.
 */
public enum Guarded {
  /** A run of one step. */
  RUN {
    @Override
    double measured() throws Exception {
      return bytes(Peers.named("waybill").chain(1, Calls.INSTANT), 0, Pace.BRISK);
    }
  },
  /** One more step of a chain. */
  STEP {
    @Override
    double measured() throws Exception {
      return step("waybill", Calls.INSTANT, Pace.BRISK);
    }
  },
  /** A run that fans out to 64 instant branches. */
  FAN_64 {
    @Override
    double measured() throws Exception {
      return bytes(Peers.named("waybill").fan(64, Calls.INSTANT), 0, Pace.BRISK);
    }
  },
  /** A run that decides among 30 branches. */
  DECISION_30 {
    @Override
    double measured() throws Exception {
      return bytes(Peers.named("waybill").route(30), 29, Pace.BRISK);
    }
  },
  /**
   * One more step of a chain, all events built and kept for followers. None comes: what it takes in
   * is on another thread, and what it asks of this one depends on how busy the machine is.
   */
  FOLLOWED_STEP {
    @Override
    double measured() throws Exception {
      return step(LocalEngine.create(), Work.instant("step", n -> n + 1), RunOptions.DEFAULT);
    }
  },
  /** One more step of a chain, every event kept in a journal in memory. */
  JOURNAL_STEP {
    @Override
    double measured() throws Exception {
      return step("waybill-journal", Calls.INSTANT, Pace.BRISK);
    }
  },
  /** One more step of a chain, which costs money. */
  PRICED_STEP {
    @Override
    double measured() throws Exception {
      var engine = LocalEngine.builder().prices(Priced.BOOK).build();
      return step(engine, OnWaybill.priced(), RunOptions.UNFOLLOWED);
    }
  },
  /** What telling OpenTelemetry of it adds to a step that costs money. */
  TRACED_STEP {
    @Override
    double measured() throws Exception {
      try (var on = new Tracing(Tracing.Mode.ON);
          var bare = new Tracing(Tracing.Mode.BARE)) {
        var peer = Peers.named("waybill");
        var told = bytes(peer.traced(FEW, on), 0, Pace.SLOW);
        return (told - bytes(peer.traced(FEW, bare), 0, Pace.SLOW)) / FEW;
      }
    }
  },
  /** {@link #STEP}, and 64 bytes that it allocates besides: shows that the guard can fail. */
  LEAKING_STEP {
    @Override
    double measured() throws Exception {
      return step("waybill", new Leak(), Pace.BRISK);
    }
  };

  private static final int FEW = 8;
  private static final int MANY = 64;

  private static final int WINDOWS = 9;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  abstract double measured() throws Exception;

  /** Prints the bytes that the workload of this name allocates, in a JVM that does nothing else. */
  public static void main(String[] args) throws Exception {
    System.out.println(valueOf(args[0]).measured());
    System.exit(0); // threads of exporters are left behind
  }

  /**
   * How many runs there are: enough for the compiler to be done with what is measured.
   *
   * @param warmUp before any is counted
   * @param counted in each window
   */
  private record Pace(int warmUp, int counted) {
    /** For runs that take a microsecond or so. */
    static final Pace BRISK = new Pace(20_000, 100);

    /** For runs that take a hundred times as long. */
    static final Pace SLOW = new Pace(1_500, 50);
  }

  private static double step(LocalEngine engine, Work<Integer, Integer> work, RunOptions options)
      throws Exception {
    var many = bytes(flow(engine, OnWaybill.line(MANY, work), options), 0, Pace.BRISK);
    return (many - bytes(flow(engine, OnWaybill.line(FEW, work), options), 0, Pace.BRISK))
        / (MANY - FEW);
  }

  private static Flow flow(LocalEngine engine, Plan<Integer> plan, RunOptions options) {
    return n ->
        Objects.requireNonNull(engine.start(plan, Map.of("n", n), options).result().block())
            .value();
  }

  private static double step(String peer, Task task, Pace pace) throws Exception {
    var on = Peers.named(peer);
    var many = bytes(on.chain(MANY, task), 0, pace);
    return (many - bytes(on.chain(FEW, task), 0, pace)) / (MANY - FEW);
  }

  /** The median of some windows, once the compiler has had its time. */
  private static double bytes(Flow flow, int n, Pace pace) throws Exception {
    allocated(flow, n, pace.warmUp);
    var windows = new double[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      windows[i] = (double) allocated(flow, n, pace.counted) / pace.counted;
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
