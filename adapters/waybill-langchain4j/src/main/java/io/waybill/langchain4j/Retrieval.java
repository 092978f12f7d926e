package io.waybill.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Trust;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@link ContentRetriever} of LangChain4j as work that finds passages, best first. What it finds
 * is {@link Trust#UNTRUSTED} unless somebody vouches for it.
 *
 * <p>LangChain4j keeps no offsets, so a source is a passage as it was found: its document is what
 * the segment's metadata calls {@code file_name}, {@code url}, {@code source}, {@code document_id}
 * or {@code id}, else the retriever's name and the passage's rank, with its {@code index} if it has
 * one; it runs from 0 to the passage's length, and the digest is of its text.
 */
public final class Retrieval {
  private static final List<String> NAMES =
      List.of("file_name", "url", "source", "document_id", "id");

  private final String name;
  private final ContentRetriever retriever;
  private final Usage usage;

  private Retrieval(String name, ContentRetriever retriever, Usage usage) {
    this.name = name;
    this.retriever = retriever;
    this.usage = usage;
  }

  /** One that asks nobody outside, so nobody bills it. */
  public static Work<String, List<Passage>> inHouse(String name, ContentRetriever retriever) {
    return inHouse(name, retriever, Trust.UNTRUSTED);
  }

  /**
   * As {@link #inHouse(String, ContentRetriever)}.
   *
   * @param trust {@link Trust#TRUSTED} only if nobody but the operator writes what it finds
   */
  public static Work<String, List<Passage>> inHouse(
      String name, ContentRetriever retriever, Trust trust) {
    return new Retrieval(name, retriever, Usage.NONE).work(Location.LOCAL, trust);
  }

  /**
   * One that asks somebody outside, a search engine or an embedding model for instance. What that
   * uses LangChain4j does not say, so it is unpriced on every bill, and never zero.
   */
  public static Work<String, List<Passage>> external(String name, ContentRetriever retriever) {
    return new Retrieval(name, retriever, Usage.UNKNOWN).work(Location.EXTERNAL, Trust.UNTRUSTED);
  }

  private Work<String, List<Passage>> work(Location location, Trust trust) {
    var info =
        WorkInfo.named("retrieve")
            .model(name)
            .config(Map.of("retriever", name))
            .types(String.class, List.class)
            .effects(WorkInfo.Effects.PURE)
            .location(location)
            .trust(trust)
            .build();
    return Work.described(
        info,
        (text, call) ->
            Threads.call(Threads.EXCHANGES, call, line -> found(text, line))
                .onErrorMap(
                    error -> Errors.of(error, Errors.billable(error) ? usage : Usage.NONE)));
  }

  private Outcome<List<Passage>> found(String text, CallContext call) {
    var found = retriever.retrieve(query(text, call));
    var passages =
        IntStream.range(0, found.size()).mapToObj(i -> passage(found.get(i), i + 1)).toList();
    return Outcome.of(passages, usage, Outcome.Kind.QUOTED)
        .from(passages.stream().map(Passage::source).distinct().toList());
  }

  /** Who asked goes with the question: a retriever may filter by tenant. */
  private static Query query(String text, CallContext call) {
    var caller = InvocationParameters.from(new HashMap<String, Object>(call.caller()));
    return Query.from(
        text,
        Metadata.builder()
            .chatMessage(UserMessage.from(text))
            .invocationContext(InvocationContext.builder().invocationParameters(caller).build())
            .build());
  }

  private Passage passage(Content content, int rank) {
    var segment = content.textSegment();
    var about = segment.metadata().toMap();
    var document =
        NAMES.stream()
            .flatMap(key -> Stream.ofNullable(about.get(key)))
            .map(String::valueOf)
            .findFirst()
            .orElse(name + " " + rank);
    var index = about.get("index");
    var place = index == null ? document : document + "#" + index;
    var source = new Source(place, 0, segment.text().length(), sha256(segment.text()));
    return new Passage(segment.text(), source, score(content));
  }

  /** The better judge's, where there are two; 0 where nobody gave any. */
  private static double score(Content content) {
    return Stream.of(ContentMetadata.RERANKED_SCORE, ContentMetadata.SCORE)
        .flatMap(key -> Stream.ofNullable(content.metadata().get(key)))
        .map(score -> ((Number) score).doubleValue())
        .findFirst()
        .orElse(0.0);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
