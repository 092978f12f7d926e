package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Rows with their vectors and classes. */
final class Part {
  private final HeadRows all;
  final List<Row> rows;
  final float[][] vectors;
  final int[] places;

  Part(HeadRows all, List<Row> rows, float[][] vectors, int from) {
    this.all = all;
    this.rows = rows;
    this.vectors = Arrays.copyOfRange(vectors, from, from + rows.size());
    this.places = all.places(rows);
  }

  Part inside() {
    return at(i -> places[i] != Held.OUTSIDE);
  }

  Part outside() {
    return at(i -> places[i] == Held.OUTSIDE);
  }

  Part at(IntPredicate which) {
    var those = IntStream.range(0, rows.size()).filter(which).toArray();
    return new Part(
        all,
        IntStream.of(those).mapToObj(rows::get).toList(),
        IntStream.of(those).mapToObj(i -> vectors[i]).toArray(float[][]::new),
        0);
  }

  Sample sample() {
    return Sample.of(vectors, places, all.labels().size());
  }
}
