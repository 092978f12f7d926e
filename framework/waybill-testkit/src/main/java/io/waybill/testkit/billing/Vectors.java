package io.waybill.testkit.billing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The same vector of length 1 for the same text, every time. */
final class Vectors {
  private static final int DIMENSIONS = 8;

  private Vectors() {}

  static List<Double> of(String text) {
    var random = new Random(text.hashCode());
    var numbers = random.doubles(DIMENSIONS, -1, 1).toArray();
    double squares = 0;
    for (var number : numbers) {
      squares += number * number;
    }
    var length = Math.sqrt(squares);
    return Arrays.stream(numbers).map(number -> number / length).boxed().toList();
  }
}
