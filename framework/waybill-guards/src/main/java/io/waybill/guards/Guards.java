package io.waybill.guards;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Score;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Work that stands between others and looks at what passes. All of it is computed, none is asked of
 * a model.
 */
public final class Guards {
  private static final double AT_LEAST = 0.6;
  private static final int MOST_KEPT = 100_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private Guards() {}

  /**
   * Replaces e-mail addresses, phone numbers, cards and bank accounts by numbered placeholders,
   * {@code [email-1]}: for good, nothing remembers what stood there. The same value gets the same
   * placeholder within the text, and a text without private data stays as it is.
   */
  public static Work<String, String> redact() {
    return Work.described(
        redacting().effects(WorkInfo.Effects.PURE).build(),
        (text, call) ->
            Mono.just(
                Outcome.of(
                    Placeholder.fill(
                        text, Placeholder.privateIn(text), Placeholder.numbered(text)))));
  }

  /**
   * A pair of guards that takes private data out and, in the same run, puts it back. Values are
   * kept in memory for an hour after they were last used, 100,000 at most.
   */
  public static Redaction redaction() {
    return new Redaction(new Vault(MOST_KEPT, KEPT, InstantSource.system()));
  }

  static WorkInfo.Builder redacting() {
    return WorkInfo.named("guard.redact")
        .model("instant")
        .types(String.class, String.class)
        .privacy(WorkInfo.Privacy.CLEARED);
  }

  /** Scores every sentence of an answer by how far the passages support it. */
  public static Work<Draft, Grounding> grounding() {
    return grounding(AT_LEAST);
  }

  /**
   * {@link #grounding()} with a bar of your own.
   *
   * @param atLeast the score in [0, 1] from which a sentence is supported; 0.6 unless somebody says
   *     so
   */
  public static Work<Draft, Grounding> grounding(double atLeast) {
    return Work.described(
        info("guard.grounding", atLeast).types(Draft.class, Grounding.class).build(),
        (draft, call) -> {
          var grounding = ground(draft, atLeast);
          return Mono.just(Outcome.of(grounding).scored(scores(grounding)));
        });
  }

  /**
   * Lets an answer pass if every sentence of it is supported by the passages. Else it fails with
   * {@link ErrorKind#INVALID} and names the sentences that are not, so that a rescue can take the
   * answer to a person.
   */
  public static Work<Draft, String> grounded() {
    return grounded(AT_LEAST);
  }

  /** {@link #grounded()} with a bar of your own, as in {@link #grounding(double)}. */
  public static Work<Draft, String> grounded(double atLeast) {
    return Work.described(
        info("guard.grounded", atLeast).types(Draft.class, String.class).build(),
        (draft, call) -> passed(draft, ground(draft, atLeast)));
  }

  private static WorkInfo.Builder info(String name, double atLeast) {
    if (!(atLeast >= 0 && atLeast <= 1)) {
      throw new IllegalArgumentException("a bar must be in [0, 1], is " + atLeast);
    }
    return WorkInfo.named(name)
        .model("instant")
        .config(Map.of("at_least", atLeast))
        .effects(WorkInfo.Effects.PURE);
  }

  private static Grounding ground(Draft draft, double atLeast) {
    var support = new Support(draft.passages(), atLeast);
    return new Grounding(Sentences.in(draft.answer()).stream().map(support::of).toList());
  }

  private static Mono<Outcome<String>> passed(Draft draft, Grounding grounding) {
    if (!grounding.supported()) {
      return Mono.error(
          new WorkException(
              ErrorKind.INVALID, Usage.NONE, complaint(grounding), scores(grounding)));
    }
    var sources =
        grounding.sentences().stream()
            .flatMap(sentence -> sentence.passage().map(Passage::source).stream())
            .distinct()
            .toList();
    return Mono.just(
        Outcome.of(draft.answer(), Usage.NONE, kind(grounding))
            .from(sources)
            .scored(scores(grounding)));
  }

  /** An answer whose every sentence stands word for word in its passage is a quotation. */
  private static Outcome.Kind kind(Grounding grounding) {
    boolean quoted =
        grounding.sentences().stream()
            .allMatch(
                sentence ->
                    sentence.passage().filter(p -> p.text().contains(sentence.text())).isPresent());
    return quoted ? Outcome.Kind.QUOTED : Outcome.Kind.GENERATED;
  }

  private static String complaint(Grounding grounding) {
    if (grounding.sentences().isEmpty()) {
      return "the answer is empty, so nothing supports it";
    }
    return grounding.unsupported().stream()
        .map(
            sentence ->
                String.format(
                    Locale.ROOT,
                    "\"%s\" (%.2f: %s)",
                    sentence.text(),
                    sentence.score(),
                    sentence.why()))
        .collect(Collectors.joining("; ", "the passages do not support ", ""));
  }

  private static List<Score> scores(Grounding grounding) {
    var scores = new ArrayList<Score>();
    scores.add(score("grounding", grounding.score(), grounding.supported()));
    for (var sentence : grounding.sentences()) {
      scores.add(score("grounding.sentence", sentence.score(), sentence.supported()));
    }
    return scores;
  }

  private static Score score(String metric, double value, boolean supported) {
    return new Score(metric, value, supported ? "supported" : "unsupported", Score.Origin.RULE);
  }
}
