package io.waybill.routing.cascade;

import io.waybill.work.Choice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How likely an answer must be right for a cascade to accept it, and how unlikely for a person to
 * see it; between the two the large work is asked.
 *
 * @param accept the least probability that is accepted, in [0, 1]
 * @param person below this a person is asked; 0 for never
 */
public record Bars(double accept, double person) {
  /** Accepts what is rather right than wrong. */
  static final Bars USUAL = accept(0.5);

  /** What a scorer with bars may choose. */
  static final Set<String> LABELS = Set.of(Cascade.ACCEPT, Cascade.ESCALATE, Cascade.PERSON);

  public Bars {
    if (!(person >= 0 && person <= accept && accept <= 1)) {
      throw new IllegalArgumentException(
          "bars lie in [0, 1], the one for a person below the one to accept: %s, %s"
              .formatted(person, accept));
    }
  }

  /** Accepts from this probability on, and never asks a person. */
  public static Bars accept(double least) {
    return new Bars(least, 0);
  }

  /** {@code {accept: 0.8, person: 0.1}}. */
  Map<String, Object> data() {
    return Map.of("accept", accept, "person", person);
  }

  /**
   * What follows from a probability.
   *
   * @param stage the kind of scorer that found it
   * @param why in a few words
   */
  Choice choice(double right, String stage, String why) {
    var label =
        right >= accept ? Cascade.ACCEPT : right < person ? Cascade.PERSON : Cascade.ESCALATE;
    boolean accepts = label.equals(Cascade.ACCEPT);
    var other = new LinkedHashMap<String, Double>();
    other.put(accepts ? Cascade.ESCALATE : Cascade.ACCEPT, accepts ? 1 - right : right);
    var reason = String.format(Locale.ROOT, "right %.2f: %s", right, why);
    return new Choice(label, accepts ? right : 1 - right, other, reason)
        .on(Choice.Grounds.by(stage));
  }

  /**
   * How likely the answer is right, by a scorer's choice; empty if it does not say. One that thinks
   * of accepting at all says so among its candidates.
   */
  static OptionalDouble right(Choice choice) {
    var right = choice.candidates().get(Cascade.ACCEPT);
    return right == null ? OptionalDouble.empty() : OptionalDouble.of(right);
  }
}
