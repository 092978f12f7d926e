package io.waybill.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Stand-ins for what steps call. */
final class Calls {
  /** Work that is done when it is asked for. */
  static final Task INSTANT = new Added(1);

  /** The same, when a result is to be told from one of its inputs. */
  static final Task ADD_THOUSAND = new Added(1000);

  private Calls() {}

  /** Is done at once. */
  record Added(int more) implements Task {
    @Override
    public Manner manner() {
      return Manner.INSTANT;
    }

    @Override
    public int now(int n) {
      return n + more;
    }
  }

  /** Holds its thread. */
  record Waiting(long millis) implements Task {
    @Override
    public Manner manner() {
      return Manner.BLOCKING;
    }

    @Override
    public int now(int n) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException("interrupted", interrupted);
      }
      return n + 1;
    }
  }

  /** Is completed by one of four loops, as by those of an HTTP client that does not block. */
  record Timed(long millis) implements Task {
    private static final List<ScheduledExecutorService> LOOPS = loops();

    private static List<ScheduledExecutorService> loops() {
      var loops = new ArrayList<ScheduledExecutorService>();
      for (int i = 0; i < 4; i++) {
        var name = "loop-" + i;
        loops.add(
            new ScheduledThreadPoolExecutor(
                1,
                task -> {
                  var thread = new Thread(task, name);
                  thread.setDaemon(true);
                  return thread;
                }));
      }
      return List.copyOf(loops);
    }

    @Override
    public Manner manner() {
      return Manner.ASYNCHRONOUS;
    }

    @Override
    public int now(int n) {
      return later(n).join();
    }

    @Override
    public CompletableFuture<Integer> later(int n) {
      var result = new CompletableFuture<Integer>();
      var loop = LOOPS.get(ThreadLocalRandom.current().nextInt(LOOPS.size()));
      var unused = loop.schedule(() -> result.complete(n + 1), millis, TimeUnit.MILLISECONDS);
      return result;
    }
  }
}
