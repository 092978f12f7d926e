package io.waybill.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.Encoder;
import io.waybill.work.Line;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * An embedding model of LangChain4j and what there is to know about it; a value, as {@link Chat}
 * is.
 */
public final class Embeddings {
  private final Function<? super Line, ? extends EmbeddingModel> made;
  private final Facts facts;

  private Embeddings(Function<? super Line, ? extends EmbeddingModel> made, Facts facts) {
    this.made = made;
    this.facts = facts;
  }

  /**
   * A model made for each call.
   *
   * @param model as the provider names it, receipts show it, and prices are found by it
   */
  public static Embeddings of(String model, Function<? super Line, ? extends EmbeddingModel> made) {
    return new Embeddings(made, Facts.of(model));
  }

  /** A model as the caller built it. */
  public static Embeddings of(String model, EmbeddingModel built) {
    var facts = Facts.of(model).withProvider(Providers.name(built.provider()));
    return new Embeddings(line -> built, facts.withOwnRetries(OwnRetries.of(built)));
  }

  /** Who bills it: {@code openai}. */
  public Embeddings withProvider(String provider) {
    return new Embeddings(made, facts.withProvider(provider));
  }

  /**
   * It runs in house, and is billed by the time it takes.
   *
   * @param pool whose time that is; empty if nobody bills it
   */
  public Embeddings withPool(String pool) {
    return new Embeddings(made, facts.withPool(pool));
  }

  /** What else decides what it gives, for plans to compare: the length of its vectors. */
  public Embeddings withConfig(Map<String, Object> config) {
    return new Embeddings(made, facts.withConfig(config));
  }

  /** Turns a text into its vector, as the model gives it. */
  public Work<String, float[]> vector() {
    return Work.described(
        facts.info("embed.text", String.class, float[].class).build(),
        text -> Most.ofTexts(facts, List.of(text)),
        (text, call) ->
            asked(List.of(text), call).map(given -> given.outcome(given.vectors.get(0))));
  }

  /** Turns texts into their vectors, in their order, with one request. */
  public Work<List<String>, List<float[]>> vectors() {
    return Work.described(
        facts.info("embed.texts", List.class, List.class).build(),
        texts -> Most.ofTexts(facts, texts),
        (texts, call) -> asked(texts, call).map(given -> given.outcome(given.vectors)));
  }

  /**
   * The model as an encoder, its vectors made of unit length. Nobody asks the model before a vector
   * is wanted.
   *
   * @param dimensions the length of its vectors
   * @param version what tells it from models whose vectors cannot be compared with its own and that
   *     have its name: the digest of its file, a date. Say another whenever it may have changed
   */
  public Encoder encoder(int dimensions, String version) {
    if (version.isBlank()) {
      throw new IllegalArgumentException(
          "the encoder '%s' needs a version: the digest of its file, or the date since when it gives these vectors"
              .formatted(facts.model()));
    }
    return new Encoding(this, facts, version, dimensions);
  }

  /** Vectors, and what they took. */
  record Given(List<float[]> vectors, Usage usage, Duration time) {
    <T> Outcome<T> outcome(T value) {
      return Outcome.of(value, usage, Outcome.Kind.COMPUTED);
    }
  }

  Mono<Given> asked(List<String> texts, CallContext call) {
    return Threads.call(Threads.EXCHANGES, call, line -> given(texts, line));
  }

  private Given given(List<String> texts, Line line) {
    long began = System.nanoTime();
    line.reached(Moment.ADMITTED);
    EmbeddingModel model = null;
    try {
      model = made.apply(line);
      var answer = model.embedAll(texts.stream().map(TextSegment::from).toList());
      var time = Duration.ofNanos(System.nanoTime() - began);
      line.reached(Moment.LAST);
      var vectors = answer.content().stream().map(one -> one.vector()).toList();
      return new Given(vectors, tokens(model).of(answer.tokenUsage(), time), time);
    } catch (RuntimeException | LinkageError error) {
      var time = Duration.ofNanos(System.nanoTime() - began);
      throw Errors.of(
          error, model == null ? Usage.NONE : tokens(model).silent(time, Errors.billable(error)));
    }
  }

  private Tokens tokens(EmbeddingModel model) {
    var told = facts.provider();
    return new Tokens(facts, told.isEmpty() ? Providers.name(model.provider()) : told);
  }
}
