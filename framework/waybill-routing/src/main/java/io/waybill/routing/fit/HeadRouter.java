package io.waybill.routing.fit;

import io.waybill.routing.data.Row;
import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Promise;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * A fitted router: a linear head on an encoder's vector. It abstains where the gate says that a
 * text belongs to no label, and where it is not as sure as what was promised takes. A decision
 * costs what the encoder does, and some 50 µs.
 */
public final class HeadRouter implements Router<String> {
  /** What a router file of this kind says it is. */
  public static final String KIND = "head";

  private static final int RUNNERS_UP = 3;

  private final HeadModel model;
  private final Encoder encoder;
  private final Provenance provenance;
  private final Map<String, Double> figures;
  private final String outOfScope;
  private final Artefact artefact;
  private final WorkInfo info;

  private HeadRouter(Artefact artefact, Encoder encoder) {
    var read = new HeadJson(artefact);
    this.artefact = artefact;
    this.encoder = encoder;
    this.provenance = read.provenance();
    provenance.encoder().mustBe(encoder); // and so its vectors as long as the file says
    this.model = read.model();
    this.figures = read.figures();
    this.outOfScope = read.outOfScope();
    this.info =
        WorkInfo.named("fitted")
            .model(encoder.name())
            .config(Map.of("router", artefact.digest(), "encoder", encoder.digest()))
            .types(String.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .location(encoder.location())
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(Set.copyOf(model.labels()))
            .pool(encoder.pool())
            .build();
  }

  /**
   * The router in an artefact.
   *
   * @param encoder as the artefact names it
   * @throws IllegalArgumentException if it was fitted with another encoder, or is of another kind
   */
  public static HeadRouter of(Artefact artefact, Encoder encoder) {
    return new HeadRouter(artefact, encoder);
  }

  /** What was fitted, as it will be once it was written and read: the bytes are what counts. */
  static HeadRouter of(
      HeadModel model,
      Encoder encoder,
      Provenance provenance,
      Map<String, Double> figures,
      String outOfScope) {
    return of(
        new Artefact(KIND, HeadJson.written(model, provenance, figures, outOfScope)), encoder);
  }

  /** As data, to be written to a file. */
  public Artefact artefact() {
    return artefact;
  }

  public Provenance provenance() {
    return provenance;
  }

  /** What it reached on the rows it was settled on. */
  public Map<String, Double> figures() {
    return figures;
  }

  /**
   * The label of rows that belong to none, beside {@code otherwise}; empty if there is no other.
   */
  public String outOfScope() {
    return outOfScope;
  }

  /** The promise that it abstains for; empty if for none. */
  public Optional<Promise> promised() {
    return model.promised();
  }

  /** What else could be promised of it. */
  public List<Promise> promises() {
    return model.promises();
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<Choice>> perform(String input, CallContext call) {
    if (input.isBlank()) {
      return Mono.just(
          Outcome.of(
              new Choice(Choice.OTHERWISE, 1, Map.of(), "there is nothing to read")
                  .on(Choice.Grounds.by(KIND))));
    }
    return encoder
        .encode(input)
        .map(
            text ->
                Outcome.of(
                    choice(model.see(text.vector())),
                    encoder.usage(text.tokens(), text.time()),
                    Outcome.Kind.COMPUTED));
  }

  /**
   * What it says of rows whose label is known, in their order.
   *
   * @param vectors of the rows, of the router's encoder
   * @param truth the label of a row, {@link Choice#OTHERWISE} if it belongs to none
   */
  public List<Judgement> judge(List<Row> rows, float[][] vectors, List<String> truth) {
    return IntStream.range(0, rows.size())
        .parallel()
        .mapToObj(i -> model.judged(rows.get(i), truth.get(i), model.see(vectors[i])))
        .toList();
  }

  private Choice choice(HeadModel.Seen seen) {
    var labels = model.labels();
    double left = (1 - seen.confidence()) / Math.max(1e-12, 1 - seen.shares()[seen.top()]);
    var order =
        IntStream.range(0, labels.size())
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(k -> -seen.shares()[k]))
            .limit(RUNNERS_UP + 1)
            .toList();
    var candidates = new LinkedHashMap<String, Double>();
    order.forEach(
        k ->
            candidates.put(
                labels.get(k),
                k == seen.top()
                    ? seen.confidence()
                    : Math.min(seen.confidence(), left * seen.shares()[k])));
    var first = labels.get(seen.top());
    var grounds = Choice.Grounds.by(KIND);
    return switch (model.fate(seen)) {
      case CHOSEN -> {
        candidates.remove(first);
        yield new Choice(first, seen.confidence(), candidates, "").on(grounds);
      }
      case UNSURE ->
          new Choice(
                  Choice.OTHERWISE,
                  1 - seen.confidence(),
                  candidates,
                  "not sure: %s %s".formatted(first, shown(seen.confidence())))
              .on(grounds);
      case OUT_OF_SCOPE -> {
        // how far beyond the gate, from a half on: nothing to calibrate that by is at hand
        double none = Platt.share(model.gate().threshold() - seen.scope());
        candidates.replaceAll((label, sure) -> sure * (1 - none));
        yield new Choice(Choice.OTHERWISE, none, candidates, "it belongs to no label").on(grounds);
      }
    };
  }

  private static String shown(double share) {
    return String.format(Locale.ROOT, "%.2f", share);
  }
}
