package io.waybill.guards;

import io.waybill.work.Passage;
import java.util.List;
import java.util.Optional;

/** How far the sentences of an answer are supported by the passages it was given. */
public record Grounding(List<Sentence> sentences) {
  /**
   * A sentence of the answer.
   *
   * @param from its first character in the answer, counted as in {@code String}
   * @param to the one after the last
   * @param score in [0, 1]
   * @param passage the one that supports it best; empty if none does at all, or if there is nothing
   *     to support because the sentence claims nothing
   * @param why what speaks against it, for people; empty if nothing does
   */
  public record Sentence(
      String text,
      int from,
      int to,
      double score,
      Optional<Passage> passage,
      boolean supported,
      String why) {}

  public Grounding {
    sentences = List.copyOf(sentences);
  }

  /** That of the sentence that is supported least: one wrong sentence makes an answer wrong. */
  public double score() {
    return sentences.stream().mapToDouble(Sentence::score).min().orElse(0);
  }

  /** Whether every sentence is, and there is one. */
  public boolean supported() {
    return !sentences.isEmpty() && sentences.stream().allMatch(Sentence::supported);
  }

  public List<Sentence> unsupported() {
    return sentences.stream().filter(sentence -> !sentence.supported()).toList();
  }
}
