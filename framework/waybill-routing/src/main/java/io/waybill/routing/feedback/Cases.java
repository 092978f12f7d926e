package io.waybill.routing.feedback;

import io.waybill.work.Choice;
import io.waybill.work.Score;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cases to learn from, and what was looked through for them.
 *
 * @param all in the order of what was looked through
 * @param leftOut how many were not taken, by why
 * @param period from the first to the last of all that was looked through
 */
public record Cases(List<Case> all, Map<String, Integer> leftOut, Duration period) {
  /**
   * Which decisions teach.
   *
   * @param teachers the stages that are large ones, as {@link Choice.Grounds#stage} names them:
   *     {@code model}
   * @param metric by which what they said is accepted
   * @param least the least score that is
   * @param price of one decision: by a teacher, and by the small one
   */
  public record Teaching(Set<String> teachers, String metric, double least, Case.Price price) {
    public Teaching {
      teachers = Set.copyOf(teachers);
      if (Double.isNaN(least)) {
        throw new IllegalArgumentException("the least score that is accepted is a number");
      }
    }
  }

  public Cases {
    all = List.copyOf(all);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  /**
   * Decisions of a teacher that were accepted, by their score or by a person, and those that a
   * person put right, whoever made them. Decisions of which no text was kept teach nothing.
   */
  public static Cases of(Decisions decisions, Teaching teaching) {
    var all = new ArrayList<Case>();
    var leftOut = new TreeMap<String, Integer>();
    for (var decision : decisions.all()) {
      var why = unfit(decision, teaching);
      if (why.isEmpty()) {
        all.add(learned(decision, teaching));
      } else {
        leftOut.merge(why, 1, Integer::sum);
      }
    }
    return new Cases(
        all,
        leftOut,
        span(decisions.all().stream().map(decision -> decision.said().at()).toList()));
  }

  /**
   * Cases that were found elsewhere, in runs that were kept for instance.
   *
   * @param looked when all of what was looked through happened, cases or not
   */
  public static Cases of(List<Case> all, List<Instant> looked) {
    return new Cases(all, Map.of(), span(looked));
  }

  private static Duration span(List<Instant> times) {
    return times.isEmpty()
        ? Duration.ZERO
        : Duration.between(Collections.min(times), Collections.max(times));
  }

  /** Why nothing can be learned from it; empty if something can. */
  private static String unfit(Decision decision, Teaching teaching) {
    boolean taught = teaching.teachers.contains(decision.said().choice().grounds().stage());
    var person = byPerson(decision);
    if (!taught && person.filter(right -> !right.equals(decision.label())).isEmpty()) {
      return "no teacher decided it, and no person put it right";
    }
    if (person.isEmpty() && !(taught && scored(decision, teaching))) {
      return "nobody accepted it";
    }
    if (person.isEmpty() && decision.said().choice().abstained()) {
      return "the teacher abstained";
    }
    return decision.text().isBlank() ? "its text was not kept" : "";
  }

  private static boolean scored(Decision decision, Teaching teaching) {
    return decision
        .score(teaching.metric)
        .filter(score -> score.value() >= teaching.least)
        .isPresent();
  }

  private static Optional<String> byPerson(Decision decision) {
    return decision
        .score(Decision.TRUTH)
        .filter(score -> score.origin() == Score.Origin.PERSON)
        .map(Score::label);
  }

  private static Case learned(Decision decision, Teaching teaching) {
    var person = byPerson(decision);
    boolean taught = person.filter(right -> !right.equals(decision.label())).isEmpty();
    return new Case(
        decision.id(),
        decision.said().at(),
        decision.text(),
        new Case.Label(person.orElse(decision.label())),
        person.isPresent() ? "person" : shown(decision, teaching.metric),
        taught ? teaching.price : Case.Price.UNKNOWN);
  }

  private static String shown(Decision decision, String metric) {
    return decision
        .score(metric)
        .map(score -> String.format(Locale.ROOT, "%s %.2f", metric, score.value()))
        .orElse("");
  }
}
