package io.waybill.routing.cascade;

import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.Encoding;
import io.waybill.routing.fit.Packed;
import io.waybill.routing.fit.Progress;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/**
 * A scorer by a fitted head over the {@link Sign}s of an answer and an encoder's vector of question
 * and answer together: it also knows questions of a kind that the cheap work gets wrong. The reason
 * names what that adds as {@code wording}. A value; it abstains where nothing was asked. Each text
 * is read alone, so that the same answer has the same score whoever else asks.
 */
public final class AnswerHead implements Router<Answered>, Fitted {
  /** Of artefacts that hold one. */
  public static final String KIND = "answers";

  private static final String STAGE = "head";

  private final Weights weights;
  private final float[] wording;
  private final Encoder encoder;
  private final Bars bars;
  private final Fingerprints seen;
  private final WorkInfo info;

  AnswerHead(Weights weights, float[] wording, Encoder encoder, Bars bars, Fingerprints seen) {
    this.weights = weights;
    this.wording = wording.clone();
    this.encoder = encoder;
    this.bars = bars;
    this.seen = seen;
    var config = new TreeMap<String, Object>(bars.data());
    config.putAll(weights.data());
    config.put("encoder", encoder.digest());
    config.put("wording", Packed.of(wording));
    this.info =
        WorkInfo.named(KIND)
            .model(encoder.name())
            .config(config)
            .types(Answered.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .location(encoder.location())
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(Bars.LABELS)
            .pool(encoder.pool())
            .build();
  }

  /**
   * Fits a head to answers of which it is known whether they were right. A bar for it is found on
   * others. It fails with an {@link IllegalArgumentException} if they are too few, saying how many
   * it takes.
   */
  public static Mono<AnswerHead> fitted(List<Duel> duels, Encoder encoder) {
    var texts = duels.stream().map(duel -> read(duel.asked())).toList();
    return Encoding.ofTexts(texts, encoder, Progress.NONE)
        .map(vectors -> fitted(duels, vectors, encoder));
  }

  private static AnswerHead fitted(List<Duel> duels, float[][] vectors, Encoder encoder) {
    var fitting = new Fitting(duels, vectors).fitting();
    var kept = Packed.read(Packed.of(fitting.vector()), fitting.vector().length);
    return new AnswerHead(fitting.weights(), kept, encoder, Bars.USUAL, Fitted.seen(duels));
  }

  /** What the encoder reads. */
  private static String read(Answered asked) {
    return asked.question() + "\n" + asked.text();
  }

  /**
   * The scorer that was kept.
   *
   * @throws IllegalArgumentException if it was fitted with another encoder, or has no weights
   */
  public static AnswerHead of(Artefact artefact, Encoder encoder) {
    return ScorerFile.head(artefact, encoder);
  }

  /** As it is kept beside the workflow, sealed. */
  public Artefact artefact() {
    return ScorerFile.written(weights, wording, encoder, bars, seen);
  }

  /** The same with other bars. */
  public AnswerHead bars(Bars bars) {
    return new AnswerHead(weights, wording, encoder, bars, seen);
  }

  @Override
  public boolean hasSeen(String question) {
    return seen.has(question);
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<Choice>> perform(Answered asked, CallContext call) {
    if (asked.question().isBlank()) {
      return Mono.just(Outcome.of(new Choice(Choice.OTHERWISE, 1, Map.of(), "nothing was asked")));
    }
    return encoder.alone().encode(read(asked)).map(text -> decided(asked, text));
  }

  private Outcome<Choice> decided(Answered asked, Encoder.Encoded text) {
    var parts = weights.parts(asked);
    parts.put("wording", wording(text.vector()));
    return Outcome.of(
        bars.choice(weights.right(parts), STAGE, Weights.said(parts)),
        encoder.usage(text.tokens(), text.time()),
        Outcome.Kind.COMPUTED);
  }

  private double wording(float[] vector) {
    double sum = 0;
    for (int d = 0; d < wording.length; d++) {
      sum += (double) wording[d] * vector[d];
    }
    return sum;
  }
}
