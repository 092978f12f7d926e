package io.waybill.langchain4j;

import io.waybill.work.CallContext;
import io.waybill.work.Encoder;
import java.util.List;
import reactor.core.publisher.Mono;

/** An embedding model in house as an encoder. */
record Encoding(Embeddings embeddings, String name, String digest, int dimensions)
    implements Encoder {
  @Override
  public Mono<Encoded> encode(String text) {
    return embeddings
        .asked(List.of(text), CallContext.detached("encode"))
        .map(
            given ->
                new Encoded(
                    unit(given.vectors().get(0)),
                    Math.toIntExact(given.usage().input()),
                    given.time()));
  }

  /** A vector of the same direction and of length 1; one that is all zero stays so. */
  private float[] unit(float[] vector) {
    if (vector.length != dimensions) {
      throw new IllegalStateException(
          "'%s' gave a vector of length %d, not %d".formatted(name, vector.length, dimensions));
    }
    double squares = 0;
    for (float part : vector) {
      squares += (double) part * part;
    }
    var unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = squares == 0 ? 0 : (float) (vector[i] / Math.sqrt(squares));
    }
    return unit;
  }
}
