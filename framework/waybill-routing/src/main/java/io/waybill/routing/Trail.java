package io.waybill.routing;

import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.Map;
import java.util.Optional;

/**
 * How far a decision has come.
 *
 * @param words why each stage so far did not decide
 * @param used what those stages used, without what is posted already
 * @param latest what the latest stage said that was asked
 */
record Trail(String words, Usage used, Optional<Outcome<Choice>> latest) {
  static final Trail BEGUN = new Trail("", Usage.NONE, Optional.empty());
  private static final Choice NOBODY_ASKED = new Choice(Choice.OTHERWISE, 1, Map.of(), "");

  /** What the latest stage said that was asked; of none, that it has no candidates. */
  Choice before() {
    return latest.map(Outcome::value).orElse(NOBODY_ASKED);
  }

  /** Whether the next stage is to be asked: nobody has decided, not even that it is none of all. */
  boolean open() {
    return before().abstained() && !Rules.exclude(before());
  }

  Trail asked(String stage, Outcome<Choice> said) {
    var choice = said.value();
    var grounds = choice.grounds();
    if (grounds.stage().isEmpty()) {
      grounds =
          new Choice.Grounds(stage, grounds.policy(), grounds.expected(), grounds.propensity());
    }
    var trail = with(choice.reason().isEmpty() ? stage : choice.reason());
    var known =
        new Choice(
            choice.label(),
            choice.confidence(),
            choice.abstained() && choice.runnersUp().isEmpty()
                ? before().runnersUp()
                : choice.runnersUp(),
            trail,
            grounds);
    var all = Usages.plus(used, said.usage());
    return new Trail(trail, all, Optional.of(valued(said, known).used(all)));
  }

  Trail skipped(String stage, String why) {
    return new Trail(with("%s not asked: %s".formatted(stage, why)), used, latest);
  }

  /** What all of them came to, when there is nobody left to ask. */
  Outcome<Choice> end() {
    var last = latest.orElseGet(() -> Outcome.of(NOBODY_ASKED));
    var choice = last.value();
    return valued(
        last,
        new Choice(
            choice.label(), choice.confidence(), choice.runnersUp(), words, choice.grounds()));
  }

  /** A failure of the next stage, and what all of them had used by then. */
  Throwable failing(Throwable error) {
    return error instanceof WorkException known && !used.equals(Usage.NONE)
        ? new WorkException(
            known.kind(),
            Usages.plus(used, known.usage()),
            String.valueOf(known.getMessage()),
            known,
            known.retryAfter())
        : error;
  }

  private String with(String more) {
    return words.isEmpty() ? more : words + " → " + more;
  }

  private static Outcome<Choice> valued(Outcome<Choice> said, Choice choice) {
    return new Outcome<>(
        choice,
        said.usage(),
        said.sources(),
        said.scores(),
        said.kind(),
        said.finish(),
        said.origin());
  }
}
