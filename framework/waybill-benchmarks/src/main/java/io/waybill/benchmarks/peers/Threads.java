package io.waybill.benchmarks.peers;

import io.waybill.work.Offload;
import java.util.concurrent.ExecutorService;

/** A thread for each task: a virtual one where the JDK has them (21 and newer). */
final class Threads {
  static final ExecutorService EACH = Offload.executor("benchmark");

  private Threads() {}
}
