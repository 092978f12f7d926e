package io.waybill.routing.gain;

import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.Encoding;
import io.waybill.routing.fit.Progress;
import io.waybill.work.Encoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How a gain model is fitted: which targets there are, and which field of a row says whether each
 * was right. Each target learns from the rows that say it of that one; a row need not say it of
 * all.
 */
public final class GainFit {
  /** Fewer rows that say how a target did than this are refused. */
  public static final int ENOUGH = 200;

  private static final int FEWEST = 10;

  private final Map<String, Target> targets;
  private final long seed;
  private final int least;

  /**
   * What came of it.
   *
   * @param held how well it tells the first target from the last: each row was judged by heads that
   *     had not seen it; empty if no row says how both did
   * @param labelled by the label of a target, rows that say how it did
   * @param unlabelled rows that say it of none
   */
  public record Fitted(
      GainModel model,
      Optional<GainEvaluation> held,
      Map<String, Integer> labelled,
      int unlabelled) {
    public Fitted {
      labelled = Map.copyOf(labelled);
    }
  }

  private GainFit(Map<String, Target> targets, long seed, int least) {
    this.targets = targets;
    this.seed = seed;
    this.least = least;
  }

  /** No target yet. */
  public static GainFit begin() {
    return new GainFit(Map.of(), 1, ENOUGH);
  }

  /**
   * One more target, better and dearer than those before it.
   *
   * @param field of a row that says whether it was right
   * @throws IllegalArgumentException if another target has that field
   */
  public GainFit target(Target target, String field) {
    var more = new LinkedHashMap<>(targets);
    if (more.put(field, target) != null) {
      throw new IllegalArgumentException("two targets learn from the field '%s'".formatted(field));
    }
    return new GainFit(more, seed, least);
  }

  /** The same, with another cut into folds; 1 unless somebody says so. */
  public GainFit seed(long seed) {
    return new GainFit(targets, seed, least);
  }

  /** The same, however few rows there are, from ten on: for a trial, not for use. */
  public GainFit insisting() {
    return new GainFit(targets, seed, FEWEST);
  }

  /** Reads the rows with an encoder, each alone, and fits. */
  public Mono<Fitted> fit(Rows rows, Encoder encoder, Progress progress) {
    return Encoding.of(rows.all(), encoder, progress)
        .publishOn(Schedulers.boundedElastic()) // the encoder's threads have others to serve
        .map(vectors -> fit(rows, vectors, encoder.digest()));
  }

  /**
   * Fits.
   *
   * @param vectors of the rows, in their order
   * @param encoder the digest of whose they are
   * @throws IllegalArgumentException if the rows cannot be used: outcomes that cannot be read, too
   *     few of them, or all the same
   */
  public Fitted fit(Rows rows, float[][] vectors, String encoder) {
    if (vectors.length != rows.size() || targets.size() < 2) {
      throw new IllegalArgumentException(
          "%d rows, %d vectors and %d targets cannot be fitted: give each row its vector, and two"
                  .formatted(rows.size(), vectors.length, targets.size())
              + " targets");
    }
    var outcomes = new ArrayList<Outcomes>();
    targets.keySet().forEach(field -> outcomes.add(Outcomes.read(rows, field)));
    refuseThinOnes(rows, outcomes);
    var folds = rows.all().stream().mapToInt(this::fold).toArray();
    var lessons = outcomes.stream().map(each -> Lesson.of(each, vectors, folds)).toList();
    return new Fitted(
        new GainModel(encoder, members(lessons)),
        held(rows, lessons),
        labelled(outcomes),
        unlabelled(outcomes));
  }

  private List<GainModel.Member> members(List<Lesson> lessons) {
    var members = new ArrayList<GainModel.Member>();
    targets.forEach(
        (field, target) ->
            members.add(new GainModel.Member(target, field, lessons.get(members.size()).head())));
    return members;
  }

  private void refuseThinOnes(Rows rows, List<Outcomes> outcomes) {
    var problems = new ArrayList<String>();
    var fields = List.copyOf(targets.keySet());
    for (int i = 0; i < fields.size(); i++) {
      outcomes
          .get(i)
          .whyNot(least)
          .map(("field '" + fields.get(i) + "' ")::concat)
          .ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw Rows.refused(rows.name().isEmpty() ? "the rows" : rows.name(), problems);
    }
  }

  /** Texts that differ in nothing to a reader are in one fold, or one would tell of the other. */
  private int fold(Row row) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var text = (seed + "\0" + Normal.form(row.text())).getBytes(StandardCharsets.UTF_8);
      return Math.floorMod(ByteBuffer.wrap(sha.digest(text)).getInt(), HeadFit.FOLDS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Rows that say it of both, each call of the strong one costing 1: nobody priced them. */
  private Optional<GainEvaluation> held(Rows rows, List<Lesson> lessons) {
    var labels = targets.values().stream().map(Target::label).toList();
    var weak = lessons.get(0);
    var strong = lessons.get(lessons.size() - 1);
    var trials =
        IntStream.range(0, rows.size())
            .filter(i -> weak.says(i) && strong.says(i))
            .mapToObj(
                i -> new Trial(rows.all().get(i).text(), weak.answer(i, 0), strong.answer(i, 1)))
            .toList();
    return trials.isEmpty()
        ? Optional.empty()
        : Optional.of(
            GainEvaluation.of(
                labels.get(0), labels.get(labels.size() - 1), GainEvaluation.CALLS, trials));
  }

  private Map<String, Integer> labelled(List<Outcomes> outcomes) {
    var labelled = new LinkedHashMap<String, Integer>();
    var all = List.copyOf(targets.values());
    for (int i = 0; i < all.size(); i++) {
      labelled.put(all.get(i).label(), outcomes.get(i).labelled().length);
    }
    return labelled;
  }

  private static int unlabelled(List<Outcomes> outcomes) {
    return (int)
        IntStream.range(0, outcomes.get(0).size())
            .filter(i -> outcomes.stream().allMatch(of -> of.at(i).isEmpty()))
            .count();
  }
}
