package io.waybill.benchmarks.peers;

import org.openjdk.jmh.annotations.Param;

/**
 * Eight steps that cost money, told to OpenTelemetry. The other frameworks have no tracing of their
 * own that links with the versions measured here.
 */
public class TracedBenchmark extends FlowBenchmark {
  private static final int STEPS = 8;

  @Param({"loop", "waybill"})
  public String peer = "";

  /** A {@link Tracing.Mode}. */
  @Param({"BARE", "OFF", "NOOP", "ON"})
  public String tracing = "";

  private Tracing to = new Tracing(Tracing.Mode.BARE);

  @Override
  Measured build() throws Exception {
    to = new Tracing(Tracing.Mode.valueOf(tracing));
    return new Measured(Peers.named(peer).traced(STEPS, to), 0, STEPS);
  }

  @Override
  public void close() {
    to.close();
  }

  /** How many spans a peer tells of one run. */
  public static long spans(String peer) throws Exception {
    try (var to = new Tracing(Tracing.Mode.ON)) {
      FlowBenchmark.checked(new Measured(Peers.named(peer).traced(STEPS, to), 0, STEPS));
      return to.spans();
    }
  }
}
