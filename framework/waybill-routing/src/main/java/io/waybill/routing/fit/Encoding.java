package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import io.waybill.work.Encoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The vectors of rows: each text read alone, so that they are the same whoever else asks. */
public final class Encoding {
  private static final int AT_ONCE = 64;

  private Encoding() {}

  /**
   * In the order of the rows.
   *
   * @param progress told after each hundred
   */
  public static Mono<float[][]> of(List<Row> rows, Encoder encoder, Progress progress) {
    var alone = encoder.alone();
    var done = new AtomicInteger();
    return Flux.fromIterable(rows)
        .flatMapSequential(
            row ->
                alone
                    .encode(row.text())
                    .map(Encoder.Encoded::vector)
                    .doOnNext(
                        vector -> {
                          int so = done.incrementAndGet();
                          if (so % 100 == 0 || so == rows.size()) {
                            progress.at("encode", so, rows.size());
                          }
                        }),
            AT_ONCE)
        .collectList()
        .map(vectors -> vectors.toArray(float[][]::new));
  }
}
