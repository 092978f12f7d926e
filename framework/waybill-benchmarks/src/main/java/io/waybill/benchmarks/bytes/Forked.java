package io.waybill.benchmarks.bytes;

import io.waybill.benchmarks.Jvm;
import io.waybill.benchmarks.peers.Guarded;
import java.io.IOException;
import java.util.List;

/** Bytes of a guarded workload, measured in a JVM of its own. */
final class Forked {
  /**
   * Code is compiled when it is due, and whoever needs it waits: so a busy machine changes nothing
   * but the time that this takes.
   */
  private static final List<String> OPTIONS =
      List.of("-Xbatch", "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");

  private Forked() {}

  static double bytes(Guarded workload) throws IOException, InterruptedException {
    return Double.parseDouble(Jvm.lastLine(OPTIONS, Guarded.class, workload.name()));
  }
}
