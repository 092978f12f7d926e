package io.waybill.run;

import io.waybill.plan.Cutter;
import io.waybill.plan.Tap;
import java.util.ArrayList;
import java.util.List;

/** Cuts what one attempt says, on whatever thread it says it, for those who go through it. */
final class Cutting {
  /** Of what nobody goes through. */
  static final Cutting NONE = new Cutting(List.of());

  /** A piece that has come to its end. */
  record Piece(Tap tap, String text) {}

  private final List<Tap> taps;
  private final List<Cutter> cutters;

  /** When pieces were handed on, in nanoseconds since the run began; the loop's alone. */
  private final List<Long> handed = new ArrayList<>(0);

  private Cutting(List<Tap> taps) {
    this.taps = taps;
    this.cutters = taps.stream().map(tap -> tap.split().cutter()).toList();
  }

  static Cutting by(List<Tap> taps) {
    return taps.isEmpty() ? NONE : new Cutting(taps);
  }

  /** The pieces that have come to their end with this. */
  List<Piece> add(String token) {
    return taps.isEmpty() ? List.of() : cut(token);
  }

  private synchronized List<Piece> cut(String token) {
    var pieces = new ArrayList<Piece>(0);
    for (int i = 0; i < taps.size(); i++) {
      for (var text : cutters.get(i).add(token)) {
        pieces.add(new Piece(taps.get(i), text));
      }
    }
    return pieces;
  }

  /** A piece is handed on. */
  void handOn(long now) {
    handed.add(now);
  }

  /** The number of the piece that was handed on last. */
  int last() {
    return handed.size() - 1;
  }

  List<Long> handed() {
    return handed;
  }
}
