package io.waybill.routing.fit;

import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
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

  /**
   * Which fold each row is in, drawn so that every label is spread over all of them, each beginning
   * with another, and texts that differ in nothing to a reader are in one.
   */
  int[] folds(int many, long seed) {
    var order = new ArrayList<>(IntStream.range(0, places.length).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    var next = new HashMap<Integer, Integer>();
    var known = new HashMap<String, Integer>();
    var folds = new int[places.length];
    for (int i : order) {
      folds[i] =
          known.computeIfAbsent(
              Normal.form(rows.get(i).text()),
              text -> (places[i] + next.merge(places[i], 1, Integer::sum)) % many);
    }
    return folds;
  }
}
