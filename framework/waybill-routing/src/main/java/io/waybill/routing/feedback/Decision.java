package io.waybill.routing.feedback;

import io.waybill.work.Choice;
import io.waybill.work.Score;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A decision that was remembered, and what is known of it by now.
 *
 * @param id which one
 * @param said what was decided; its reason is not kept
 * @param text what it was asked, scrubbed; empty if that was not kept
 * @param arm whether the live router decided or the one that is tried on a share
 * @param scores how good it was, by metric; of several of a metric the last
 * @param shadow what another router said beside it, if one was asked
 */
public record Decision(
    DecisionId id,
    Said said,
    String text,
    Arm arm,
    Map<String, Score> scores,
    Optional<Shadow> shadow) {
  /**
   * The metric of a {@link Score} whose label says which label would have been right. Its value is
   * worked out when it is read: 1 if that was chosen, else 0.
   */
  public static final String TRUTH = "label";

  /** Which router decided. */
  public enum Arm {
    /** The one in use. */
    LIVE,
    /** The candidate that decides a share of the calls. */
    CANARY
  }

  /**
   * What a router said.
   *
   * @param at when, on the wall clock
   * @param by which router: its name, its version, and a digest of what it is configured with
   */
  public record Said(Instant at, String by, Choice choice) {}

  /** What came of a router that decides beside another one. */
  public sealed interface Shadow {}

  /** It decided. */
  public record Answered(Said said) implements Shadow {}

  /**
   * It did not.
   *
   * @param by which router
   * @param why a kind of error, {@code TIMEOUT}; {@value #CUT_OFF} if the run was over first
   */
  public record Silent(Instant at, String by, String why) implements Shadow {
    /** The run was over, or cancelled, before it answered. */
    public static final String CUT_OFF = "cut off";
  }

  public Decision {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /** A score that says which label would have been right. */
  public static Score truth(String label, Score.Origin origin) {
    return new Score(TRUTH, 1, label, origin);
  }

  /** What was chosen. */
  public String label() {
    return said.choice().label();
  }

  /** How likely it was that this router chose this label; 1 unless lots were drawn. */
  public double propensity() {
    return said.choice().grounds().propensity();
  }

  /** How good it was by a metric, if that is known. */
  public Optional<Score> score(String metric) {
    return Optional.ofNullable(scores.get(metric)).map(this::worked);
  }

  /** Which label would have been right, if somebody said so. */
  public Optional<String> rightLabel() {
    return Optional.ofNullable(scores.get(TRUTH)).map(Score::label);
  }

  private Score worked(Score score) {
    return score.metric().equals(TRUTH)
        ? new Score(TRUTH, score.label().equals(label()) ? 1 : 0, score.label(), score.origin())
        : score;
  }
}
