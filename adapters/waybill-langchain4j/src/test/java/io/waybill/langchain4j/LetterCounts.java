package io.waybill.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;

/** An embedding model: how many a, b and c there are. It counts four characters as a token. */
final class LetterCounts implements EmbeddingModel {
  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    var vectors = segments.stream().map(segment -> Embedding.from(counts(segment.text()))).toList();
    int characters = segments.stream().mapToInt(segment -> segment.text().length()).sum();
    return Response.from(vectors, new TokenUsage(characters / 4));
  }

  private static float[] counts(String text) {
    var counts = new float[3];
    text.chars().filter(letter -> letter >= 'a' && letter <= 'c').forEach(c -> counts[c - 'a']++);
    return counts;
  }
}
