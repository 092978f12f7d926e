package io.waybill.telemetry;

import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts the attempts of a finished run in their places, in the order in which they began. */
final class Replayed {
  private Replayed() {}

  static Tree of(Waybill waybill, Canvas canvas, int most) {
    var tree = new Tree(canvas, most);
    var postings = waybill.ledger().postings();
    var begun = Begun.of(waybill);
    var pieces = onPieces(begun);
    var told = new int[postings.size()];
    var ends = new long[postings.size()];
    for (int i = 0; i < told.length; i++) {
      while (!pieces.isEmpty() && pieces.peek().at() < postings.get(i).ended()) {
        tree.moments.piece(pieces.remove());
      }
      tree.moments.piece(begun.get(i));
      told[i] = tree.moments.size();
      ends[i] = tree.moments.add(postings.get(i), begun.get(i).path());
    }
    beforeWhatIsInside(begun, told);
    IntStream.range(0, told.length)
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer i) -> begun.get(i).at())
                .thenComparing(i -> postings.get(i).inner())
                .thenComparingInt(i -> postings.get(i).inner() ? begun.get(i).path().length() : 0)
                .thenComparingInt(i -> told[i])
                .thenComparingInt(i -> i))
        .forEach(
            i -> {
              var node = tree.attempted(begun.get(i), told[i]);
              tree.posted(node, postings.get(i), ends[i]);
            });
    return tree;
  }

  /** Those that began on a piece of an answer, in the order in which they did. */
  private static Queue<RunEvent.Attempted> onPieces(List<RunEvent.Attempted> begun) {
    return begun.stream()
        .filter(one -> !one.piece().isEmpty())
        .sorted(Comparator.comparingLong(RunEvent.Attempted::at))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** An attempt had begun before anything inside of it ended. */
  private static void beforeWhatIsInside(List<RunEvent.Attempted> begun, int[] told) {
    var places = new HashMap<String, Integer>();
    for (int i = told.length - 1; i >= 0; i--) {
      var path = begun.get(i).path();
      int inside = path.indexOf('#');
      if (inside >= 0) {
        var around =
            path.substring(0, path.lastIndexOf('/', inside)) + " " + begun.get(i).attempt();
        int place = places.getOrDefault(around, i);
        told[place] = Math.min(told[place], told[i]);
      }
      places.put(path + " " + begun.get(i).attempt(), i);
    }
  }
}
