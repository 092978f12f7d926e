package io.waybill.routing.gain;

import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.data.Sha256;
import io.waybill.routing.fit.Encoding;
import io.waybill.routing.fit.Progress;
import io.waybill.routing.fit.Provenance;
import io.waybill.work.Encoder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How to fit a router between models to rows that say which of them answered rightly: a value; the
 * {@code with…} methods give another one. The same rows, encoder and seed give the same router.
 *
 * <p>A field of a row says how a target did: {@code true}, {@code yes} or {@code 1}, {@code false},
 * {@code no} or {@code 0}, or a number in between. Each target learns from the rows that say it of
 * that one; a row need not say it of all.
 */
public final class GainFit {
  /** A target of which fewer rows say how it did is refused. */
  public static final int ENOUGH = 200;

  private static final int FEWEST = 10;

  private final Encoder encoder;
  private final Map<String, Target> targets;
  private final long seed;
  private final int least;
  private final Progress progress;
  private final Clock clock;

  private GainFit(
      Encoder encoder,
      Map<String, Target> targets,
      long seed,
      int least,
      Progress progress,
      Clock clock) {
    this.encoder = encoder;
    this.targets = targets;
    this.seed = seed;
    this.least = least;
    this.progress = progress;
    this.clock = clock;
  }

  public static GainFit on(Encoder encoder) {
    return new GainFit(encoder, Map.of(), 1, ENOUGH, Progress.NONE, Clock.systemUTC());
  }

  /**
   * One more target, better and dearer than those before it.
   *
   * @param field of a row that says whether it was right
   * @throws IllegalArgumentException if another target has that field
   */
  public GainFit withTarget(Target target, String field) {
    var more = new LinkedHashMap<>(targets);
    if (more.put(field, target) != null) {
      throw new IllegalArgumentException("two targets learn from the field '%s'".formatted(field));
    }
    return new GainFit(encoder, more, seed, least, progress, clock);
  }

  /** Rows are divided by it into those that a head is fitted on and those it is held against. */
  public GainFit withSeed(long seed) {
    return new GainFit(encoder, targets, seed, least, progress, clock);
  }

  /** However few rows there are, from ten on: for a trial, not for use. */
  public GainFit withFewRows() {
    return new GainFit(encoder, targets, seed, FEWEST, progress, clock);
  }

  public GainFit withProgress(Progress progress) {
    return new GainFit(encoder, targets, seed, least, progress, clock);
  }

  /** Whose date the router bears. */
  public GainFit withClock(Clock clock) {
    return new GainFit(encoder, targets, seed, least, progress, clock);
  }

  /**
   * Fits it: seconds of work, on threads of its own. The router prefers quality until it is told
   * otherwise.
   *
   * @return fails with {@link IllegalArgumentException} if the rows cannot be used: outcomes that
   *     cannot be read, too few of them, or all the same
   */
  public Mono<GainRouter> fit(Rows rows) {
    return Mono.fromCallable(() -> outcomes(rows))
        .flatMap(
            outcomes ->
                Encoding.of(rows.all(), encoder, progress)
                    .publishOn(Schedulers.boundedElastic())
                    .map(vectors -> fit(rows, outcomes, vectors)));
  }

  /**
   * Fits it to rows whose vectors are there.
   *
   * @param vectors of the rows, in their order, of the encoder
   * @throws IllegalArgumentException if the rows cannot be used
   */
  public GainRouter fit(Rows rows, float[][] vectors) {
    if (vectors.length != rows.size()) {
      throw new IllegalArgumentException(
          "%d rows have %d vectors".formatted(rows.size(), vectors.length));
    }
    return fit(rows, outcomes(rows), vectors);
  }

  private GainRouter fit(Rows rows, List<Outcomes> outcomes, float[][] vectors) {
    var folds = rows.all().stream().mapToInt(this::fold).toArray();
    var lessons = new ArrayList<Lesson>();
    for (var each : outcomes) {
      progress.at("fit", lessons.size(), outcomes.size());
      lessons.add(Lesson.of(each, vectors, folds));
    }
    progress.at("fit", outcomes.size(), outcomes.size());
    var members = new ArrayList<GainModel.Member>();
    targets.forEach(
        (field, target) ->
            members.add(new GainModel.Member(target, field, lessons.get(members.size()).head())));
    var figures = GainFigures.of(rows, members, lessons);
    return GainRouter.of(new GainModel(members, provenance(rows), figures), encoder);
  }

  /** What the rows say of each target, if something can be learned of all of them. */
  private List<Outcomes> outcomes(Rows rows) {
    if (targets.size() < 2) {
      throw new IllegalArgumentException("a choice is between two targets at least");
    }
    var problems = new ArrayList<String>();
    var outcomes = new ArrayList<Outcomes>();
    for (var field : targets.keySet()) {
      var read = Outcomes.read(rows, field);
      read.whyNot(least).map(("field '" + field + "' ")::concat).ifPresent(problems::add);
      outcomes.add(read);
    }
    if (!problems.isEmpty()) {
      throw Rows.refused(Outcomes.named(rows), problems);
    }
    return outcomes;
  }

  /** Texts that differ in nothing to a reader are in one fold, or one would tell of the other. */
  private int fold(Row row) {
    return Math.floorMod(Sha256.number(seed + "\0" + Normal.form(row.text())), Learning.FOLDS);
  }

  private Provenance provenance(Rows rows) {
    return new Provenance(
        new Provenance.Reads(encoder.name(), encoder.digest(), encoder.dimensions()),
        LocalDate.now(clock),
        seed,
        List.of(Provenance.Source.of("train", rows, 0)),
        Fingerprints.of(rows.all().stream().map(Row::text).toList()));
  }
}
