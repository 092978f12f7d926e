package io.waybill.reports;

import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scores of many runs, by what was scored and how. */
final class Scores {
  private record Key(String path, String metric) {}

  private static final class Of {
    private final Spread values = new Spread();
    private double sum;
  }

  private final Map<Key, Of> scores = new LinkedHashMap<>();

  void add(String path, Waybill.Scored scored) {
    double value = scored.score().value();
    if (Double.isFinite(value)) {
      var of = scores.computeIfAbsent(new Key(path, scored.score().metric()), key -> new Of());
      of.values.add(ordered(value));
      of.sum += value;
    }
  }

  List<Statistics.Quality> qualities() {
    var qualities = new ArrayList<Statistics.Quality>();
    scores.forEach(
        (key, of) -> {
          qualities.add(
              new Statistics.Quality(
                  key.path,
                  key.metric,
                  of.values.size(),
                  of.sum / of.values.size(),
                  value(of.values.atLeast(0.99)),
                  value(of.values.atLeast(0.95)),
                  value(of.values.at(0.5)),
                  value(of.values.at(0.95)),
                  value(of.values.at(0.99))));
        });
    return qualities;
  }

  /** A number as a whole one of the same order. */
  private static long ordered(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double value(long ordered) {
    return Double.longBitsToDouble(ordered ^ ((ordered >> 63) & Long.MAX_VALUE));
  }
}
