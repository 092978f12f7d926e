package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetrievalTest {
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final ContentRetriever TWO =
      query ->
          List.of(
              Content.from(
                  TextSegment.from("abc", Metadata.from("file_name", "a.md").put("index", "2")),
                  Map.of(ContentMetadata.SCORE, 0.4, ContentMetadata.RERANKED_SCORE, 0.9)),
              Content.from("abc"));

  @Test
  void passagesComeWithTheirScoresAndWithWhereTheyAreFrom() {
    var outcome = outcome(Retrieval.inHouse("wiki", TWO), "Where?");
    var first = new Source("a.md#2", 0, 3, ABC);
    var second = new Source("wiki 2", 0, 3, ABC);
    assertEquals(
        List.of(new Passage("abc", first, 0.9), new Passage("abc", second, 0)), outcome.value());
    assertEquals(List.of(first, second), outcome.sources());
    assertEquals(Outcome.Kind.QUOTED, outcome.kind());
    assertEquals(Usage.NONE, outcome.usage());
  }

  @Test
  void whatIsFoundIsAStrangersUnlessSomebodyVouchesForIt() {
    assertEquals(Trust.UNTRUSTED, Retrieval.inHouse("wiki", TWO).info().safety().trust());
    assertEquals(
        Trust.TRUSTED, Retrieval.inHouse("wiki", TWO, Trust.TRUSTED).info().safety().trust());
  }

  @Test
  void whatIsAskedOutsideIsOfUnknownCost() {
    var web = Retrieval.external("web", TWO);
    assertEquals(Usage.UNKNOWN, outcome(web, "Where?").usage());
    assertEquals(Location.EXTERNAL, web.info().safety().location());
    ContentRetriever down =
        query -> {
          throw new UncheckedIOException(new IOException("down"));
        };
    assertEquals(
        Usage.UNKNOWN,
        failure(ErrorKind.TRANSIENT, Retrieval.external("web", down), "Where?").usage());
  }

  @Test
  void aRetrieverIsToldWhoAsked() {
    ContentRetriever byTenant =
        query ->
            List.of(
                Content.from(
                    String.valueOf(query.metadata().invocationParameters().<Object>get("tenant"))));
    var run =
        Runs.ENGINE.start(
            Runs.plan(String.class, Retrieval.inHouse("wiki", byTenant)),
            Map.of("asked", "Where?"),
            RunOptions.DEFAULT.withCaller(Map.of("tenant", "acme")));
    assertEquals("acme", Runs.await(run.result()).value().get(0).text());
  }
}
