package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import io.waybill.work.Encoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The vectors of texts: each read alone, so that they are the same whoever else asks. They are
 * given on a thread that may be held: what is made of them takes longer than an encoder's can wait.
 */
public final class Encoding {
  private static final int AT_ONCE = 64;

  private Encoding() {}

  /**
   * In the order of the rows.
   *
   * @param progress told after each hundred
   */
  public static Mono<float[][]> of(List<Row> rows, Encoder encoder, Progress progress) {
    return ofTexts(rows.stream().map(Row::text).toList(), encoder, progress);
  }

  /**
   * In the order of the texts.
   *
   * @param progress told after each hundred
   */
  public static Mono<float[][]> ofTexts(List<String> texts, Encoder encoder, Progress progress) {
    var alone = encoder.alone();
    var done = new AtomicInteger();
    return Flux.fromIterable(texts)
        .flatMapSequential(
            text ->
                alone
                    .encode(text)
                    .map(Encoder.Encoded::vector)
                    .doOnNext(
                        vector -> {
                          int so = done.incrementAndGet();
                          if (so % 100 == 0 || so == texts.size()) {
                            progress.at("encode", so, texts.size());
                          }
                        }),
            AT_ONCE)
        .collectList()
        .publishOn(Schedulers.boundedElastic())
        .map(vectors -> vectors.toArray(float[][]::new));
  }
}
