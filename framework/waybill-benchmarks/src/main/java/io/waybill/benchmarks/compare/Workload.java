package io.waybill.benchmarks.compare;

import io.waybill.benchmarks.peers.ChainBenchmark;
import io.waybill.benchmarks.peers.FanBenchmark;
import io.waybill.benchmarks.peers.InFlight;
import io.waybill.benchmarks.peers.Probe;
import io.waybill.benchmarks.peers.RouteBenchmark;
import io.waybill.benchmarks.peers.StateBenchmark;
import io.waybill.benchmarks.peers.TalkBenchmark;
import io.waybill.benchmarks.peers.TracedBenchmark;
import io.waybill.benchmarks.peers.WaitingBenchmark;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is measured; each at several values of one parameter. */
enum Workload {
  CHAIN(ChainBenchmark.class, "steps"),
  FAN(FanBenchmark.class, "width"),
  WAITING(WaitingBenchmark.class, "shape"),
  ROUTE(RouteBenchmark.class, "branches"),
  TALK(TalkBenchmark.class, "tokens"),
  TRACED(TracedBenchmark.class, "tracing"),
  STATE(StateBenchmark.class, "characters"),
  /** No benchmark of JMH's, but a JVM for each row. */
  IN_FLIGHT(InFlight.class, "runs"),
  /** Behaviour: a JVM for each peer. */
  PROBE(Probe.class, "tries");

  final Class<?> type;
  final String parameter;

  Workload(Class<?> type, String parameter) {
    this.type = type;
    this.parameter = parameter;
  }

  /** As it is named on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Workload> named(String word) {
    return Stream.of(values()).filter(workload -> workload.word().equals(word)).findFirst();
  }
}
