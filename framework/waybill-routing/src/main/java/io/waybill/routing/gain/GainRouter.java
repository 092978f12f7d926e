package io.waybill.routing.gain;

import io.waybill.ledger.PriceBook;
import io.waybill.plan.DidYouMean;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.Provenance;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * A router between models: it asks the one whose answer is most worth what it costs and how long it
 * takes. It reads a {@link Situation}; anything else is the beginning of a conversation, read as it
 * prints. A target that costs more than is left to spend is out, and where none is left it
 * abstains.
 *
 * <p>What it costs is estimated from the length of the text, four bytes a token, and from what the
 * target usually writes. A target of unknown cost is never taken for free: it is chosen only where
 * money does not count.
 */
public final class GainRouter implements Router<Object> {
  /** What a router file of this kind says it is. */
  public static final String KIND = "gain";

  private final GainModel model;
  private final Encoder encoder;
  private final Tradeoff tradeoff;
  private final Live live;
  private final Lots lots;
  private final WorkInfo info;

  private GainRouter(GainModel model, Encoder encoder, Tradeoff tradeoff, Live live, Lots lots) {
    model.provenance().encoder().mustBe(encoder);
    this.model = model;
    this.encoder = encoder;
    this.tradeoff = tradeoff;
    this.live = live;
    this.lots = lots;
    this.info =
        WorkInfo.named(KIND)
            .model(encoder.name())
            .config(
                Map.of(
                    "encoder", encoder.digest(),
                    "lots", lots.data(),
                    "model", model.digest(),
                    "prices", live.prices().digest(),
                    "targets", model.targets().stream().map(Target::data).toList(),
                    "tradeoff", tradeoff.data()))
            .types(Object.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .location(encoder.location())
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(labels(model))
            .pool(encoder.pool())
            .build();
  }

  /**
   * The router in an artefact. It knows no prices and no times until it is told them.
   *
   * @param encoder as the artefact names it
   * @throws IllegalArgumentException if it was fitted with another encoder, or is of another kind
   */
  public static GainRouter of(Artefact artefact, Encoder encoder) {
    var read = new GainJson(artefact);
    return of(read.model(), encoder).under(read.tradeoff());
  }

  /**
   * {@code sha256:…} of what an artefact learned, as {@link WorkInfo#config} of a router of it has
   * it under {@code model}, whatever it is weighed by.
   *
   * @throws IllegalArgumentException if the artefact is of another kind
   */
  public static String weights(Artefact artefact) {
    return new GainJson(artefact).model().digest();
  }

  static GainRouter of(GainModel model, Encoder encoder) {
    return new GainRouter(model, encoder, Tradeoff.QUALITY, Live.NOTHING, Lots.NONE);
  }

  GainModel model() {
    return model;
  }

  Live live() {
    return live;
  }

  /** As data, to be written to a file: with its targets and tradeoff, without prices and lots. */
  public Artefact artefact() {
    return GainJson.written(model, tradeoff);
  }

  public Provenance provenance() {
    return model.provenance();
  }

  /** What it reached on rows that its heads had not seen. */
  public Map<String, Double> figures() {
    return model.figures();
  }

  /** In the order that decides between equals. */
  public List<Target> targets() {
    return model.targets();
  }

  /** What it weighs by. */
  public Tradeoff tradeoff() {
    return tradeoff;
  }

  private static Set<String> labels(GainModel model) {
    return model.targets().stream().map(Target::label).collect(Collectors.toSet());
  }

  /**
   * The same, knowing better what the target of that label is or what asking it takes.
   *
   * @throws IllegalArgumentException if there is no target of that label
   */
  public GainRouter knowing(Target target) {
    return new GainRouter(model.knowing(target), encoder, tradeoff, live, lots);
  }

  /** The same, weighing by this. */
  public GainRouter under(Tradeoff tradeoff) {
    return new GainRouter(model, encoder, tradeoff, live, lots);
  }

  /** The same, knowing what targets cost. */
  public GainRouter priced(PriceBook book, Clock clock) {
    return new GainRouter(model, encoder, tradeoff, new Live(book, clock, live.firstToken()), lots);
  }

  /**
   * The same, knowing how soon targets begin to answer at this moment; without it, or while it is
   * empty for one of those to choose from, waiting does not count. With {@code waybill-protect}:
   *
   * <pre>{@code
   * router.timed(target ->
   *     protect.health().all().stream()
   *         .filter(one -> one.whom().equals(target.whom()))
   *         .findFirst()
   *         .flatMap(Health.Of::half));
   * }</pre>
   */
  public GainRouter timed(Function<Target, Optional<Duration>> firstToken) {
    return new GainRouter(
        model, encoder, tradeoff, new Live(live.prices(), live.clock(), firstToken), lots);
  }

  /**
   * The same, sending some calls elsewhere to learn from them.
   *
   * @throws IllegalArgumentException if they would go to a label that is no target's
   */
  public GainRouter drawing(Lots lots) {
    if (!lots.label().isEmpty() && !info.labels().contains(lots.label())) {
      throw new IllegalArgumentException(
          "no target is labelled '%s'. %s"
              .formatted(lots.label(), DidYouMean.among(lots.label(), info.labels())));
    }
    return new GainRouter(model, encoder, tradeoff, live, lots);
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<Choice>> perform(Object input, CallContext call) {
    var now = Situation.of(input);
    if (now.inToolLoop()) {
      return Mono.just(Outcome.of(locked(now)));
    }
    if (now.text().isBlank()) {
      return Mono.just(Outcome.of(abstained("there is nothing to read")));
    }
    return encoder.encode(now.text()).map(text -> decided(now, text, call));
  }

  /** Nobody else could go on, so nothing is read or weighed. */
  private Choice locked(Situation now) {
    return info.labels().contains(now.label())
        ? new Choice(
                now.label(), 1, Map.of(), "inside a tool loop: '%s' goes on".formatted(now.label()))
            .on(new Choice.Grounds(KIND, tradeoff.name(), Optional.empty(), 1))
        : abstained("inside a tool loop of '%s', which is no target".formatted(now.label()));
  }

  private static Choice abstained(String why) {
    return new Choice(Choice.OTHERWISE, 1, Map.of(), why).on(Choice.Grounds.by(KIND));
  }

  private Outcome<Choice> decided(Situation now, Encoder.Encoded text, CallContext call) {
    var choice =
        new Weighing(tradeoff, options(now, text.vector()))
            .choice(call.purse().remaining(), lots, call);
    return Outcome.of(choice, encoder.usage(text.tokens(), text.time()), Outcome.Kind.COMPUTED);
  }

  private List<Option> options(Situation now, float[] vector) {
    var right = model.right(vector);
    return IntStream.range(0, right.length)
        .mapToObj(i -> live.option(targets().get(i), right[i], now))
        .toList();
  }

  /**
   * How well it tells on these rows whether the last target is worth more than the first, under no
   * tradeoff. What answers cost is as expected of each text, in US cents, if that is known of both;
   * else each call of the last target costs 1.
   *
   * @param vectors of the rows, of the router's encoder
   * @throws IllegalArgumentException if an outcome cannot be read, or no row has both
   */
  public GainEvaluation judge(Rows rows, float[][] vectors) {
    return new Judging(model, live).of(rows, vectors);
  }
}
