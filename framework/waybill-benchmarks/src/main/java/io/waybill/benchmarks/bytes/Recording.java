package io.waybill.benchmarks.bytes;

import io.waybill.benchmarks.peers.Guarded;
import java.nio.file.Path;

/** Records what the guarded workloads allocate on this JDK; the argument is the repository. */
public final class Recording {
  private static final String FILE =
      "framework/waybill-benchmarks/src/test/resources/io/waybill/benchmarks/bytes/recorded.properties";

  private Recording() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      System.err.println("usage: run -record");
      System.exit(2);
    }
    var file = Path.of(args[0]).resolve(FILE);
    int jdk = Runtime.version().feature();
    var recorded = Recorded.in(file);
    for (var workload : Guarded.values()) {
      if (workload != Guarded.LEAKING_STEP) {
        double bytes = Forked.bytes(workload);
        System.out.printf("JDK %d %-14s %8.1f%n", jdk, workload, bytes);
        recorded = recorded.with(jdk, workload, bytes);
      }
    }
    recorded.write(file);
    System.out.println("Written into " + FILE);
  }
}
