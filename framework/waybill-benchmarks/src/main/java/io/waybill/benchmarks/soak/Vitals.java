package io.waybill.benchmarks.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How this process is.
 *
 * @param heap bytes in use
 * @param threads of the operating system, those that carry virtual ones not counted
 * @param carriers of virtual threads
 * @param files open descriptors; empty where nobody counts them
 */
record Vitals(long heap, int threads, int carriers, OptionalLong files) {
  private static final String CARRIER = "ForkJoinPool-1-worker-";

  static Vitals now() {
    var all = ManagementFactory.getThreadMXBean();
    int carriers =
        (int)
            Stream.of(all.getThreadInfo(all.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith(CARRIER))
                .count();
    return new Vitals(used(), all.getThreadCount() - carriers, carriers, descriptors());
  }

  /** What of the heap is alive: after a collection, and one more for what that has let go of. */
  static long live() {
    System.gc();
    System.gc();
    return used();
  }

  private static long used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static OptionalLong descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getOpenFileDescriptorCount())
        : OptionalLong.empty();
  }
}
