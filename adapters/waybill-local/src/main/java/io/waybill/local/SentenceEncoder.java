package io.waybill.local;

import io.waybill.local.Readers.How;
import io.waybill.work.Encoder;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** A sentence model of this process, asked for its vectors in one way. */
record SentenceEncoder(LocalModel shared, How how) implements Encoder {
  static SentenceEncoder of(LocalModel model, Take take) {
    return new SentenceEncoder(model, new How(false, take));
  }

  @Override
  public String name() {
    return model().name() + how.take().suffix();
  }

  /** Of the file; of another layer of it, of that too. */
  @Override
  public String digest() {
    var file = model().model().digest();
    var mark = how.take().mark(model());
    return mark.isEmpty() ? file : Sha256.of(file + mark);
  }

  @Override
  public int dimensions() {
    return model().dimensions() * how.take().many();
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return shared.vector(Objects.requireNonNull(text, "a text to encode"), how);
  }

  @Override
  public Encoder alone() {
    return new SentenceEncoder(shared, new How(true, how.take()));
  }

  private SentenceModel model() {
    return shared.model();
  }
}
