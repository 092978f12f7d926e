package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import java.util.ArrayList;
import java.util.List;

/** What heads made of rows that they were not fitted on. */
final class Held {
  /** One row: the class it belongs to, {@link #OUTSIDE} if to none. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one fit
  record One(Row row, int truth, float[] logits, Gate.Signs signs) {
    boolean inside() {
      return truth != OUTSIDE;
    }
  }

  static final int OUTSIDE = -1;

  private final List<One> all = new ArrayList<>();

  void add(Trained by, List<Row> rows, float[][] vectors, int[] truth) {
    for (int i = 0; i < vectors.length; i++) {
      var scaled = by.scaling().of(vectors[i]);
      var logits = by.softmax().logits(scaled);
      var signs = Gate.Signs.of(logits, by.relative().distance(scaled));
      all.add(new One(rows.get(i), truth[i], logits, signs));
    }
  }

  List<One> all() {
    return all;
  }

  /** By how much the right labels surprise whoever is as sure as is best. */
  double surprise() {
    return Temperature.surprise(logits(), truth(), sharpness());
  }

  double sharpness() {
    return Temperature.sharpness(logits(), truth());
  }

  private float[][] logits() {
    return inside().stream().map(One::logits).toArray(float[][]::new);
  }

  private int[] truth() {
    return inside().stream().mapToInt(One::truth).toArray();
  }

  List<One> inside() {
    return all.stream().filter(One::inside).toList();
  }
}
