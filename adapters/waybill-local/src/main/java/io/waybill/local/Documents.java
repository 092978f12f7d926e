package io.waybill.local;

import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * A folder of text and markdown files to retrieve from. The texts are read when it is made, so a
 * plan's hash covers them; the vectors are made at the first question, once, and that question's
 * usage includes them.
 */
public final class Documents {
  private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  private final String name;
  private final String digest;
  private final Encoder encoder;
  private final WorkInfo.Trust trust;
  private final Mono<Shelf> shelf;
  private final AtomicReference<Spent> unpaid = new AtomicReference<>(Spent.NOTHING);

  private Documents(String name, List<Document> all, Encoder encoder, WorkInfo.Trust trust) {
    this.name = name;
    this.digest =
        Sha256.of(
            all.stream()
                .map(document -> document.digest() + " " + document.name())
                .collect(Collectors.joining("\n")));
    this.encoder = encoder.alone(); // the same question finds the same passages, whoever else asks
    this.trust = trust;
    var sections = all.stream().flatMap(document -> Section.of(document).stream()).toList();
    this.shelf =
        Shelf.of(sections, this.encoder)
            .doOnNext(made -> unpaid.set(made.spent()))
            .cache(made -> FOR_EVER, error -> Duration.ZERO, () -> Duration.ZERO);
  }

  /**
   * Every {@code .md} and {@code .txt} below a folder, each at most 2 MiB, 16 MiB together. What is
   * retrieved from it is untrusted, as what strangers may have written.
   *
   * @throws IllegalArgumentException if it is missing, empty, too large, not UTF-8, or holds a link
   *     that leads out of it, with every problem there is
   */
  public static Documents in(Path folder, Encoder encoder) {
    return in(folder, encoder, WorkInfo.Trust.UNTRUSTED);
  }

  /**
   * As {@link #in(Path, Encoder)}.
   *
   * @param trust {@link WorkInfo.Trust#TRUSTED} only if nobody but the operator writes these files
   */
  public static Documents in(Path folder, Encoder encoder, WorkInfo.Trust trust) {
    var all = Folder.read(folder);
    var name = folder.toAbsolutePath().normalize().getFileName();
    return new Documents(name == null ? "documents" : name.toString(), all, encoder, trust);
  }

  /** The folder's own name: {@code handbook}. */
  public String name() {
    return name;
  }

  /** {@code sha256:…} over the names and contents of all documents. */
  public String digest() {
    return digest;
  }

  /** Work that finds the paragraphs nearest to a text, nearest first, at most {@code top}. */
  public Work<String, List<Passage>> retrieve(int top) {
    if (top < 1) {
      throw new IllegalArgumentException("retrieve at least one passage, not " + top);
    }
    var info =
        WorkInfo.named("retrieve")
            .model(name)
            .config(config(top))
            .types(String.class, List.class)
            .effects(WorkInfo.Effects.PURE)
            .trust(trust)
            .pool("cpu")
            .build();
    return Work.described(info, (query, call) -> nearest(query, top));
  }

  Encoder encoder() {
    return encoder;
  }

  WorkInfo.Trust trust() {
    return trust;
  }

  Map<String, Object> config(int top) {
    return Map.of(
        "folder", name,
        "top", top,
        "documents", digest,
        "encoder", encoder.digest(),
        "words", Nearness.WORDS);
  }

  private Mono<Outcome<List<Passage>>> nearest(String query, int top) {
    return shelf.flatMap(
        made ->
            encoder
                .encode(query)
                .map(asked -> found(made.nearest(query, asked.vector(), top), asked)));
  }

  private Outcome<List<Passage>> found(List<Passage> passages, Encoder.Encoded asked) {
    var spent = Spent.on(asked).plus(unpaid.getAndSet(Spent.NOTHING));
    return Outcome.of(passages, spent.usage(encoder), Outcome.Kind.QUOTED)
        .from(passages.stream().map(Passage::source).toList());
  }
}
