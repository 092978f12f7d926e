package io.waybill.run;

import io.waybill.ledger.Waybill;
import io.waybill.plan.Pieces;
import io.waybill.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the items of a step waited for that went through an answer while it was being given. Which
 * piece that was is known by when the item was ready; of one that had to wait for its turn, by its
 * number.
 */
final class Handed {
  private final Waybill.Line producer;
  private final Ends whole;
  private final List<Long> pieces;

  /** When each item was, by its number. */
  private final Map<Integer, Long> ready;

  private Handed(Waybill.Line producer, Ends whole, Map<Integer, Long> ready) {
    this.producer = producer;
    this.whole = whole;
    this.pieces = producer.pieces();
    this.ready = ready;
  }

  /**
   * Empty if nothing was handed on before all of it was there.
   *
   * @param path of the step that goes through it
   * @param whole what there was to wait for after all of the answer
   * @param handing the lines whose answers were handed on in pieces, by their paths
   */
  static Optional<Handed> of(
      Step.Each step, String path, Ends whole, Map<String, Waybill.Line> handing, Records records) {
    if (!(step.input() instanceof Pieces pieces)) {
      return Optional.empty();
    }
    var producer = path.substring(0, path.length() - step.id().length()) + pieces.text().id();
    return Optional.ofNullable(handing.get(producer))
        .map(line -> new Handed(line, whole, records.ready(path)));
  }

  /**
   * What an item waited for: its piece, and its turn if that came later.
   *
   * @param turn what it would have waited for as one of a list
   */
  Stream<Ends> begun(int item, Ends turn) {
    long at = ready.getOrDefault(item, whole.at);
    if (at >= whole.at) {
      return turn.at > whole.at && turn.at <= at ? Stream.of(whole, turn) : Stream.of(whole);
    }
    boolean itsTurn = turn.at == at;
    var piece = piece(itsTurn ? Math.min(item, latest(at)) : latest(at));
    return itsTurn ? Stream.of(piece, turn) : Stream.of(piece);
  }

  private int latest(long at) {
    int piece = 0;
    while (piece + 1 < pieces.size() && pieces.get(piece + 1) <= at) {
      piece++;
    }
    return piece;
  }

  private Ends piece(int number) {
    var name = Waybill.Line.piece(producer.path(), number);
    return new Ends(List.of(name), whole.depth, pieces.get(number));
  }
}
