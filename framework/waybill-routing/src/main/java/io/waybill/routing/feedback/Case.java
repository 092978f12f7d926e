package io.waybill.routing.feedback;

import io.waybill.ledger.Cost;
import io.waybill.work.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * A question that a small router or model could not settle, a large one or a person did, and
 * somebody accepted: something to learn from.
 *
 * @param from which decision it was
 * @param text the question
 * @param target what is to be learned: what the large one, or the person, said
 * @param accepted by what, in a few words: {@code person}, {@code helpful 0.9}
 * @param price what it cost as it was, and what it would have
 */
public record Case(
    DecisionId from, Instant at, String text, Target target, String accepted, Price price) {
  /** What is to be learned. */
  public sealed interface Target {
    /** As it is written. */
    String value();
  }

  /** A branch, for a router. */
  public record Label(String value) implements Target {}

  /** A text, for a model. */
  public record Answer(String value) implements Target {}

  /**
   * Money of one case; empty where it is not known.
   *
   * @param spent what it cost as it was, whoever was asked
   * @param small what it would have cost, had the small one settled it
   */
  public record Price(Optional<Money> spent, Optional<Money> small) {
    /** Nobody knows. */
    public static final Price UNKNOWN = new Price(Optional.empty(), Optional.empty());

    /** What of both is known. */
    Optional<Money> saved() {
      return spent.flatMap(
          all -> small.map(less -> new Money(Math.subtractExact(all.nanoUsd(), less.nanoUsd()))));
    }
  }

  /** A case of a cascade: its answer was accepted, and its costs are on the waybill. */
  public static Case of(Escalation escalation, String text, String answer, String accepted) {
    return new Case(
        escalation.decision(),
        escalation.at(),
        text,
        new Answer(answer),
        accepted,
        new Price(known(escalation.spent()), known(escalation.cheap())));
  }

  private static Optional<Money> known(Cost cost) {
    return cost.unpriced() > 0 ? Optional.empty() : Optional.of(cost.known());
  }
}
