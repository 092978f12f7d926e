package io.waybill.local;

import io.waybill.local.Readers.How;
import io.waybill.work.Encoder;
import reactor.core.publisher.Mono;

/** A sentence model of this process, asked for its vectors in one way. */
record SentenceEncoder(LocalModel shared, How how) implements Encoder {
  private static final String WIDE = "-wide";

  static SentenceEncoder plain(LocalModel model) {
    return new SentenceEncoder(model, new How(false, false));
  }

  static SentenceEncoder wide(LocalModel model) {
    return new SentenceEncoder(model, new How(false, true));
  }

  @Override
  public String name() {
    return how.wide() ? model().name() + WIDE : model().name();
  }

  /** Of the file; of another layer of it, of that too. */
  @Override
  public String digest() {
    var file = model().model().digest();
    return how.wide() ? Sha256.of(file + "\n" + model().middle()) : file;
  }

  @Override
  public int dimensions() {
    return model().dimensions() * (how.wide() ? 2 : 1);
  }

  @Override
  public Mono<Encoded> encode(String text) {
    return shared.vector(text, how);
  }

  @Override
  public Encoder alone() {
    return new SentenceEncoder(shared, new How(true, how.wide()));
  }

  private SentenceModel model() {
    return shared.model();
  }
}
