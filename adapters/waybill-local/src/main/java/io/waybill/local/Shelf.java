package io.waybill.local;

import io.waybill.work.Encoder;
import io.waybill.work.Passage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Paragraphs with their vectors, ready to be searched. */
final class Shelf {
  private final List<Section> sections;
  private final List<Set<String>> words;
  private final List<float[]> vectors;
  private final Words rarity;
  private final Spent spent;

  private Shelf(List<Section> sections, List<Encoder.Encoded> encoded) {
    this.sections = sections;
    this.vectors = encoded.stream().map(Encoder.Encoded::vector).toList();
    this.words = sections.stream().map(section -> Words.of(section.context())).toList();
    this.rarity = Words.in(sections.stream().map(Section::context).toList());
    this.spent = encoded.stream().map(Spent::on).reduce(Spent.NOTHING, Spent::plus);
  }

  static Mono<Shelf> of(List<Section> sections, Encoder encoder) {
    return Flux.fromIterable(sections)
        .flatMapSequential(section -> encoder.encode(section.context()))
        .collectList()
        .map(encoded -> new Shelf(sections, encoded));
  }

  /** What making it took. */
  Spent spent() {
    return spent;
  }

  /** The nearest paragraphs, nearest first; of two as near, the one that stands first. */
  List<Passage> nearest(String query, float[] vector, int top) {
    var asked = Words.of(query);
    var scores =
        IntStream.range(0, sections.size())
            .mapToDouble(
                i ->
                    Nearness.of(
                        Nearness.cosine(vector, vectors.get(i)),
                        rarity.overlap(asked, words.get(i))))
            .toArray();
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .limit(top)
        .map(i -> sections.get(i).passage(scores[i]))
        .toList();
  }
}
