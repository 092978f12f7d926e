package io.waybill.routing.cascade;

import io.waybill.work.Outcome;
import java.util.Locale;

/**
 * Something that shows on an answer without asking anybody, as a number. Only what is there is
 * looked at: why an answer ended shows where it was {@linkplain Answer#heard heard out}, and what
 * no outcome carries (log-probabilities, errors of tools inside the call) shows nowhere.
 */
public enum Sign {
  /** 1 if there is no answer. */
  EMPTY(-8),
  /** 1 if it ended because it was as long as it might be. */
  CUT(-4),
  /** 1 if a filter ended it. */
  FILTERED(-8),
  /** 1 if it stops in the middle: of a sentence, a bracket, a block of code. */
  UNFINISHED(-1),
  /** 1 if it says that it will not or cannot. */
  REFUSES(-4),
  /** How many kinds of words of doubt it has, at most 3. */
  HEDGES(-1.2),
  /** 1 if it reads like the message of an error. */
  ERROR(-4),
  /** 1 if JSON was asked for and it is none. */
  FORMAT(-5),
  /** 1 if a number was asked for and it has none. */
  NUMBER(-3),
  /** 1 if it is the question once more. */
  ECHO(-4),
  /** What share of its words, three by three, it says again. */
  REPEATS(-4),
  /** The logarithm of one more than its words. */
  LENGTH(-0.15);

  private final double usual;

  Sign(double usual) {
    this.usual = usual;
  }

  /** What it counts if nobody has fitted anything. */
  double usual() {
    return usual;
  }

  /** How much of it an answer shows; 0 if nothing. */
  public double of(Answered asked) {
    var text = asked.text();
    return switch (this) {
      case EMPTY -> flag(text.isBlank());
      case CUT -> flag(ended(asked, Outcome.Finish.LENGTH));
      case FILTERED -> flag(ended(asked, Outcome.Finish.CONTENT_FILTER));
      case UNFINISHED -> flag(Reading.unfinished(text));
      case REFUSES -> flag(Reading.refuses(text));
      case HEDGES -> Reading.hedges(text);
      case ERROR -> flag(Reading.error(text));
      case FORMAT -> flag(Reading.wantsJson(asked.question()) && !Reading.json(text));
      case NUMBER -> flag(Reading.wantsNumber(asked.question()) && !Reading.number(text));
      case ECHO -> flag(Reading.echo(asked.question(), text));
      case REPEATS -> Reading.repeats(text);
      case LENGTH -> Math.log1p(Reading.words(text));
    };
  }

  /** {@code unfinished}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double flag(boolean shows) {
    return shows ? 1 : 0;
  }

  private static boolean ended(Answered asked, Outcome.Finish by) {
    return asked.finish().filter(by::equals).isPresent();
  }
}
