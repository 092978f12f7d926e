package io.waybill.benchmarks.compare;

import io.waybill.benchmarks.peers.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was measured. */
final class Figures {
  /** Which peer at which value of a workload's parameter. */
  record Key(Workload workload, String at, String peer) {
    @Override
    public String toString() {
      return workload.word() + " " + at + ", " + peer;
    }
  }

  private final Map<Key, Figure> all = new LinkedHashMap<>();
  private final Map<String, Probe.Row> probes = new LinkedHashMap<>();

  /** How many spans a run of the traced chain has, by peer. */
  final Map<String, Long> spans = new LinkedHashMap<>();

  void put(Key key, Figure figure) {
    all.put(key, figure);
  }

  void put(Probe.Row probe) {
    probes.put(probe.peer(), probe);
  }

  Optional<Figure> of(Workload workload, String at, String peer) {
    return Optional.ofNullable(all.get(new Key(workload, at, peer)));
  }

  Optional<Probe.Row> probe(String peer) {
    return Optional.ofNullable(probes.get(peer));
  }
}
