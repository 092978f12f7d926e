package io.waybill.routing.cascade;

import io.waybill.work.Nothing;
import io.waybill.work.Outcome;
import java.util.Optional;

/**
 * A question and what was answered: what a scorer is given.
 *
 * @param answer a text; an {@link Answer} where it is known why it ended; or {@link
 *     Nothing#NOTHING} if none came
 */
public record Answered(String question, Object answer) {
  public Answered {
    if (!(answer instanceof String || answer instanceof Answer || answer == Nothing.NOTHING)) {
      throw new IllegalArgumentException(
          "an answer is a text, an Answer or nothing, not a " + answer.getClass().getSimpleName());
    }
  }

  /** What was answered; empty if nothing was. */
  public String text() {
    if (answer instanceof Answer heard) {
      return heard.text();
    }
    return answer instanceof String text ? text : "";
  }

  /** Why it ended, if that is known. */
  public Optional<Outcome.Finish> finish() {
    return answer instanceof Answer heard ? Optional.of(heard.finish()) : Optional.empty();
  }
}
