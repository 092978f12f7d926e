package io.waybill.routing.fit;

import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.work.Encoder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How to fit a router to labelled rows: a linear head on an encoder's vectors, a gate for what
 * belongs to no label, and thresholds that follow from a promise. With few rows a label its name is
 * read as one more, if rows held out say that this helps. A value: the {@code with…} methods give
 * another one. The same rows, encoder and seed give the same router.
 */
public final class HeadFit {
  private static final int FOLDS = 5;
  private static final int MOST_FOLDED = 4_000;

  /** Given to the gate by whoever names what is out of scope, and by whoever does not. */
  private static final double GIVEN = 0.008;

  private static final double GIVEN_UNASKED = 0.002;

  private final Encoder encoder;
  private final String outOfScope;
  private final Optional<Double> promise;
  private final Optional<Double> given;
  private final long seed;
  private final Progress progress;
  private final Clock clock;

  private HeadFit(
      Encoder encoder,
      String outOfScope,
      Optional<Double> promise,
      Optional<Double> given,
      long seed,
      Progress progress,
      Clock clock) {
    this.encoder = encoder;
    this.outOfScope = outOfScope;
    this.promise = promise;
    this.given = given;
    this.seed = seed;
    this.progress = progress;
    this.clock = clock;
  }

  public static HeadFit on(Encoder encoder) {
    return new HeadFit(
        encoder, "", Optional.empty(), Optional.empty(), 1, Progress.NONE, Clock.systemUTC());
  }

  /** Rows of this label belong to no label, as those of {@code otherwise} always do. */
  public HeadFit withOutOfScope(String label) {
    return new HeadFit(encoder, label, promise, given, seed, progress, clock);
  }

  /**
   * Of what it decides, this share shall be right; it abstains from the rest.
   *
   * @param precision in (0, 1)
   */
  public HeadFit withPromise(double precision) {
    if (!(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException("a promise lies between 0 and 1, and is " + precision);
    }
    return new HeadFit(encoder, outOfScope, Optional.of(precision), given, seed, progress, clock);
  }

  /**
   * Accuracy in scope that is given for keeping out what belongs to no label; by default 0.008, and
   * 0.002 where no out-of-scope label is named: nobody could see there what it buys.
   *
   * @param share in [0, 0.5]; with 0 the gate keeps out only what costs nothing
   */
  public HeadFit withGate(double share) {
    if (!(share >= 0 && share <= 0.5)) {
      throw new IllegalArgumentException(
          "what is given for the gate lies between 0 and 0.5, and is " + share);
    }
    return new HeadFit(encoder, outOfScope, promise, Optional.of(share), seed, progress, clock);
  }

  /** Where rows are divided, they are divided by it. */
  public HeadFit withSeed(long seed) {
    return new HeadFit(encoder, outOfScope, promise, given, seed, progress, clock);
  }

  public HeadFit withProgress(Progress progress) {
    return new HeadFit(encoder, outOfScope, promise, given, seed, progress, clock);
  }

  /** Whose date the router bears. */
  public HeadFit withClock(Clock clock) {
    return new HeadFit(encoder, outOfScope, promise, given, seed, progress, clock);
  }

  /**
   * Fits it: seconds of work, on threads of its own.
   *
   * @param train rows with a {@code label}
   * @param validation others like them, which thresholds are found on; if there are none, the
   *     training is divided: a fifth is held out for them, of 4,000 rows and fewer each fifth in
   *     turn, and in the end the head learns from all
   * @return fails with {@link IllegalArgumentException} if the rows cannot be used, or if they
   *     cannot keep the promise
   */
  public Mono<HeadRouter> fit(Rows train, Rows validation) {
    return Mono.fromCallable(() -> HeadRows.of(train, validation, outOfScope))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            rows ->
                Encoding.ofTexts(texts(rows), encoder, progress)
                    .map(vectors -> fitted(rows, vectors)));
  }

  private static List<String> texts(HeadRows rows) {
    var texts = Stream.concat(rows.train().all().stream(), rows.validation().all().stream());
    return Stream.concat(texts.map(Row::text), rows.names().stream()).toList();
  }

  private HeadRouter fitted(HeadRows rows, float[][] vectors) {
    int trained = rows.train().size();
    int read = trained + rows.validation().size();
    var train = new Part(rows, rows.train().all(), vectors, 0);
    var validation = new Part(rows, rows.validation().all(), vectors, trained);
    var best = held(train, validation, new float[0][]);
    boolean named = false;
    if (vectors.length > read) {
      var byNames = held(train, validation, Arrays.copyOfRange(vectors, read, vectors.length));
      named = byNames.held.surprise() < best.held.surprise();
      best = named ? byNames : best;
    }
    progress.at("settle", 0, 1);
    var settling = new Settling(best.by, rows.labels(), best.held);
    var model = settling.settled(given(best.held), promise);
    progress.at("settle", 1, 1);
    var judged = Settling.judgements(model, best.held.all());
    return HeadRouter.of(model, encoder, provenance(rows, named), Figures.of(judged), outOfScope);
  }

  private Both held(Part train, Part validation, float[][] names) {
    return validation.rows.isEmpty() ? divided(train, names) : validated(train, validation, names);
  }

  private double given(Held held) {
    boolean named = !outOfScope.isBlank() || held.inside().size() < held.all().size();
    return given.orElse(named ? GIVEN : GIVEN_UNASKED);
  }

  private record Both(Trained by, Held held) {}

  private Both validated(Part train, Part validation, float[][] names) {
    var by = train(train.inside(), names, 0, 1);
    var held = new Held();
    held.add(by, validation.rows, validation.vectors, validation.places);
    var outside = train.outside();
    held.add(by, outside.rows, outside.vectors, outside.places);
    return new Both(by, held);
  }

  private Both divided(Part train, float[][] names) {
    var inside = train.inside();
    var outside = train.outside();
    var folds = inside.folds(FOLDS, seed);
    var held = new Held();
    if (inside.rows.size() > MOST_FOLDED) {
      var by = train(inside.at(i -> folds[i] != 0), names, 0, 2);
      add(held, by, inside.at(i -> folds[i] == 0));
      add(held, by, outside);
      return new Both(train(inside, names, 1, 2), held);
    }
    for (int fold = 0; fold < FOLDS; fold++) {
      int out = fold;
      var rest = inside.at(i -> folds[i] != out);
      var by = train(rest, names, fold, FOLDS + 1);
      add(held, by, inside.at(i -> folds[i] == out));
      add(held, by, outside.at(i -> i % FOLDS == out));
    }
    return new Both(train(inside, names, FOLDS, FOLDS + 1), held);
  }

  private static void add(Held held, Trained by, Part part) {
    held.add(by, part.rows, part.vectors, part.places);
  }

  private Trained train(Part part, float[][] names, int done, int of) {
    progress.at("fit", done, of);
    var trained = Trained.on(part.sample(), names);
    progress.at("fit", done + 1, of);
    return trained;
  }

  private Provenance provenance(HeadRows rows, boolean named) {
    var texts =
        Stream.concat(rows.train().all().stream(), rows.validation().all().stream())
            .map(Row::text)
            .toList();
    var sources = new ArrayList<Provenance.Source>();
    sources.add(Provenance.Source.of("train", rows.train(), 0));
    if (rows.validation().size() > 0) {
      sources.add(Provenance.Source.of("validation", rows.validation(), rows.leaked()));
    }
    if (named) {
      sources.add(new Provenance.Source("names", "the labels", "", rows.names().size(), 0));
    }
    return new Provenance(
        new Provenance.Reads(encoder.name(), encoder.digest(), encoder.dimensions()),
        LocalDate.now(clock),
        seed,
        sources,
        Fingerprints.of(texts));
  }
}
