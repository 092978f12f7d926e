package io.waybill.benchmarks.compare;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** One kind of figure, of any peer that has it. */
@FunctionalInterface
interface Series {
  Optional<Figure> of(String peer);

  static Series at(Figures figures, Workload workload, Object at) {
    return peer -> figures.of(workload, at.toString(), peer);
  }

  /** What one more of them takes, from the difference between few and many. */
  static Series slope(Figures figures, Workload workload, int few, int many) {
    return peer ->
        figures
            .of(workload, "" + many, peer)
            .flatMap(
                more ->
                    figures
                        .of(workload, "" + few, peer)
                        .map(less -> more.minus(less).dividedBy(many - few)));
  }

  /** What the one takes beyond the other. */
  default Series beyond(Series other) {
    return peer -> of(peer).flatMap(more -> other.of(peer).map(more::minus));
  }

  /** Waits are told in time alone. */
  default Series timeAlone() {
    return peer -> of(peer).map(Figure::timeAlone);
  }

  /** A number of milliseconds that a probe saw; none if it saw nothing. */
  static Series probed(
      Figures figures, ToDoubleFunction<io.waybill.benchmarks.peers.Probe.Row> millis) {
    return peer ->
        figures
            .probe(peer)
            .map(millis::applyAsDouble)
            .filter(time -> time >= 0)
            .map(time -> Figure.nanos(time * 1e6));
  }
}
