package io.waybill.routing;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A router by likeness: it picks the label whose examples are nearest to the text, and abstains if
 * none is near enough or two are about equally near.
 *
 * <p>The examples are encoded once, when the first decision is asked for, and that decision carries
 * what it took. A text in a language that the encoder does not know is near to nothing, so it tends
 * to be abstained from.
 */
public final class Nearest implements Router<String> {
  private static final double CONFIDENCE = 0.55;
  private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);
  private static final int AT_ONCE = 8;

  private final Examples examples;
  private final Encoder encoder;
  private final double confidence;
  private final Mono<Likeness> likeness;
  private final WorkInfo info;

  Nearest(Examples examples, Encoder encoder) {
    this(examples, encoder, CONFIDENCE, encodedOnce(examples, encoder));
  }

  private Nearest(Examples examples, Encoder encoder, double confidence, Mono<Likeness> likeness) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be in [0, 1], is " + confidence);
    }
    this.examples = examples;
    this.encoder = encoder;
    this.confidence = confidence;
    this.likeness = likeness;
    this.info =
        WorkInfo.named("nearest")
            .model(encoder.name())
            .config(
                Map.of(
                    "confidence", confidence,
                    "encoder", encoder.digest(),
                    "examples", examples.digest(),
                    "nearest", examples.name()))
            .types(String.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .location(encoder.location())
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(examples.labels())
            .pool(encoder.pool())
            .build();
  }

  /**
   * The examples in a file of {@code {"text": …, "label": …}}, one a line; those labelled {@code
   * otherwise} show what belongs to no label.
   *
   * @throws IllegalArgumentException if the file cannot be read or used, with every reason and its
   *     line
   */
  public static Examples examples(Path file) {
    return Examples.read(file);
  }

  /**
   * Examples that stand in the program.
   *
   * @throws IllegalArgumentException if they cannot be used, with every reason
   */
  public static Examples examples(List<Example> examples) {
    return Examples.of(examples);
  }

  /** The same router, abstaining below this confidence; 0.55 unless somebody says so. */
  public Nearest confidence(double least) {
    return new Nearest(examples, encoder, least, likeness);
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
                  .on(Nearness.NEAREST)));
    }
    return likeness.flatMap(ready -> encoder.encode(input).map(text -> decided(ready, text)));
  }

  private Outcome<Choice> decided(Likeness ready, Encoder.Encoded text) {
    var choice = ready.to(text.vector()).choice(confidence);
    var first = ready.takePreparation();
    var usage = encoder.usage(text.tokens() + first.tokens(), text.time().plus(first.time()));
    return Outcome.of(choice, usage, Outcome.Kind.COMPUTED);
  }

  /**
   * Each read alone, so that they are the same in every process. A failure is not kept: the next
   * decision tries again.
   */
  private static Mono<Likeness> encodedOnce(Examples examples, Encoder encoder) {
    var alone = encoder.alone();
    return Flux.fromIterable(examples.all())
        .flatMapSequential(example -> alone.encode(example.text()), AT_ONCE)
        .collectList()
        .map(encoded -> new Likeness(examples.all(), encoded))
        .cache(ready -> FOR_EVER, failure -> Duration.ZERO, () -> Duration.ZERO);
  }
}
