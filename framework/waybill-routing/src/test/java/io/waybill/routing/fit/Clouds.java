package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.work.Encoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import reactor.core.publisher.Mono;

/** An encoder of texts like {@code billing 17}: all that begin alike lie in one cloud. */
final class Clouds implements Encoder {
  private static final int DIMENSIONS = 48;

  private final String digest;

  Clouds() {
    this("sha256:clouds");
  }

  Clouds(String digest) {
    this.digest = digest;
  }

  @Override
  public String name() {
    return "clouds";
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return Mono.fromCallable(() -> new Encoded(vector(text), 3, Duration.ofMillis(1)));
  }

  private static float[] vector(String text) {
    var centre = new Random(text.split(" ", 2)[0].hashCode() * 7919L);
    var around = new Random(text.hashCode() * 31L);
    var vector = new float[DIMENSIONS];
    double squares = 0;
    for (int d = 0; d < vector.length; d++) {
      vector[d] = (float) (centre.nextGaussian() + 0.9 * around.nextGaussian());
      squares += vector[d] * vector[d];
    }
    for (int d = 0; d < vector.length; d++) {
      vector[d] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  /** So many rows of each label, each text beginning with its label. */
  static Rows rows(int from, int each, String... labels) {
    var rows = new ArrayList<Row>();
    for (int i = from; i < from + each; i++) {
      for (var label : labels) {
        rows.add(row(rows.size() + 1, label + " " + i, label));
      }
    }
    return Rows.of(rows);
  }

  static Row row(int line, String text, String label) {
    return new Row(line, text, Map.of("label", label));
  }

  static Rows none() {
    return Rows.of(List.of());
  }
}
